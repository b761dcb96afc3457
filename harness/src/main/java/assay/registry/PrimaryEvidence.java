package assay.registry;

import assay.Estimate;
import assay.StudentT;
import assay.decision.MetricReading;
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
        if (estimate.inference() instanceof AnytimeT anytime) {
            return anytime.logEvidence(0);
        }
        double error = estimate.stdError();
        int units = reading.units().analysed();
        if (!(error > 0) || Double.isInfinite(error) || units < 3 || !Double.isFinite(estimate.value())) {
            return 0;
        }
        double df = estimate.inference() instanceof StudentT student ? student.degreesOfFreedom() : units - 2.0;
        return new AnytimeT(estimate.value(), error, df, units, priorUnits).logEvidence(0);
    }
}
