package assay.registry;

import assay.Estimate;
import assay.decision.MetricReading;
import assay.sequential.AnytimeNormal;
import assay.sequential.AnytimeT;

/** The e-value of a reading against no effect. */
final class PrimaryEvidence {

    private PrimaryEvidence() {}

    /**
     * The logarithm of the e-value by the exact t mixture, whose expectation is at most 1 without an effect whenever one looks. A
     * reading that is made to be read at any time has its own; of another the weight was fixed at the launch.
     *
     * @return 0, which is no evidence, where the estimate has no standard error
     */
    static double log(MetricReading reading, double priorUnits) {
        Estimate estimate = reading.decisive();
        int units = reading.units().analysed();
        if (!(estimate.stdError() > 0) || !Double.isFinite(estimate.stdError() + estimate.value()) || units < 3) {
            return 0;
        }
        if (estimate.inference() instanceof AnytimeT student) {
            return student.logEvidence(0);
        }
        if (estimate.inference() instanceof AnytimeNormal normal) {
            return normal.logEvidence(0);
        }
        double df = estimate.inference().degreesOfFreedom();
        double used = df > 0 ? df : units - 2.0;
        return used < Double.POSITIVE_INFINITY
                ? new AnytimeT(estimate.value(), estimate.stdError(), used, units, priorUnits).logEvidence(0)
                : new AnytimeNormal(estimate.value(), estimate.stdError(), units, priorUnits).logEvidence(0);
    }
}
