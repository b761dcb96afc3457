package assay.decision;

import assay.Caution;
import assay.Estimate;
import assay.EstimationException;
import assay.Problem;
import assay.experiment.MetricType;
import assay.sequential.AnytimeNormal;
import assay.sequential.AnytimeValid;
import assay.sequential.ThreatException;
import assay.sequential.ValidityThreat;
import java.util.List;
import java.util.Optional;

/**
 * What the plan says about looks: estimates stay as they are where there is one look, and get a reference distribution that holds at
 * all looks at once where there are many. The mixing distribution of {@link AnytimeValid} is then the one that is sharpest at the
 * planned number of units, which was fixed before the first look.
 *
 * @param mode when the data may be looked at
 * @param priorUnits of the mixing distribution; of no matter for one look
 */
record LookRule(AnalysisMode mode, double priorUnits) {

    /**
     * The rule for a treatment. Units of the two arms count as {@code 4 n1 n0 / (n1 + n0)}, which is their number where arms are
     * equal, planned ones and those that came.
     *
     * @throws ThreatException if units, or clusters, would be counted before they are complete
     */
    static LookRule of(ExperimentPlan plan, Variant treatment) {
        if (plan.mode() == AnalysisMode.FIXED_HORIZON) {
            return new LookRule(plan.mode(), 1);
        }
        if (plan.cluster().isPresent()) {
            throw new ThreatException(
                    ValidityThreat.GROWING_CLUSTERS,
                    "The plan is always-valid and randomises '" + plan.cluster().get()
                            + "', whose users are assigned one after the other.");
        }
        for (PlannedMetric planned : plan.metrics()) {
            complete(planned.metric());
        }
        if (plan.plannedUnits().isEmpty()) {
            return new LookRule(plan.mode(), AnytimeValid.unitInformation().priorUnits());
        }
        double units = plan.plannedUnits().getAsInt() * balanced(plan.control().share(), treatment.share());
        return new LookRule(
                plan.mode(),
                AnytimeNormal.optimalPriorUnits(units, plan.policy().alpha()));
    }

    private static void complete(MetricDefinition metric) {
        int watched = metric.maturityDays().orElse(0);
        if (watched < metric.windowDays()) {
            throw new ThreatException(
                    ValidityThreat.ACCRUING_UNITS,
                    "The plan is always-valid, and metric " + metric.id() + " is measured over " + metric.windowDays()
                            + " days and counts a unit after " + watched + ".");
        }
        if (metric.type() == MetricType.QUANTILE) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "The plan is always-valid, and metric " + metric.id()
                            + " is a quantile, whose inference at all looks is by a test of its own.",
                    "Read it by sequential-quantile, or leave it out of the plan.");
        }
    }

    private static double balanced(double control, double treated) {
        return 4 * control * treated / (control + treated);
    }

    /** An estimate of units that are all in, as the plan reads it. */
    Estimate read(Estimate estimate, int control, int treated) {
        return mode == AnalysisMode.FIXED_HORIZON
                ? estimate
                : new AnytimeValid(priorUnits).apply(estimate, balanced(control, treated));
    }

    /** What to know of so many units. */
    Optional<Caution> caution(int control, int treated) {
        return mode == AnalysisMode.FIXED_HORIZON
                ? Optional.empty()
                : new AnytimeValid(priorUnits).caution(balanced(control, treated));
    }

    /** What to know of a plan. */
    static List<Caution> cautions(ExperimentPlan plan) {
        return plan.mode() == AnalysisMode.ALWAYS_VALID && plan.plannedUnits().isEmpty()
                ? List.of(Caution.of(
                        "untuned-looks",
                        "The plan is always-valid and says no planned units, so that intervals hold at all looks and are"
                                + " sharpest at the first units, not at a size that is wanted."))
                : List.of();
    }
}
