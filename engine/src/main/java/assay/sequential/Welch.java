package assay.sequential;

import assay.Inference;

/**
 * A difference in means from the totals of two arms.
 *
 * @param difference treated less control
 * @param stdError Welch's
 * @param degreesOfFreedom Welch and Satterthwaite's
 * @param balancedUnits units of the experiment with equal arms that tells as much
 */
record Welch(double difference, double stdError, double degreesOfFreedom, double balancedUnits) {

    static Welch of(ArmTotals control, ArmTotals treated) {
        double n0 = control.n();
        double n1 = treated.n();
        double v0 = control.variance() / n0;
        double v1 = treated.variance() / n1;
        double v = v0 + v1;
        return new Welch(
                treated.mean() - control.mean(),
                Math.sqrt(v),
                v * v / (v0 * v0 / (n0 - 1) + v1 * v1 / (n1 - 1)),
                4 * n0 * n1 / (n0 + n1));
    }

    Inference inference(MonitoringPlan plan) {
        return plan.alternative() == Alternative.TWO_SIDED
                ? new AnytimeT(difference, stdError, degreesOfFreedom, balancedUnits, plan.priorUnits())
                : new AnytimeOneSided(difference, stdError, balancedUnits, plan.priorUnits(), plan.alternative());
    }
}
