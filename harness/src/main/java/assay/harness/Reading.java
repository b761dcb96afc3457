package assay.harness;

import assay.Estimate;
import assay.Fit;
import assay.Interval;
import assay.Sample;
import assay.dgp.GroundTruth;
import java.util.Map;

/**
 * What diagnostics need of a result.
 *
 * @param estimate the estimate
 * @param stdError its standard error
 * @param interval its interval
 * @param truth the true value
 * @param pZero the p-value of no effect
 */
public record Reading(double estimate, double stdError, Interval interval, double truth, double pZero) {

    /**
     * Reads results of one type.
     *
     * @param <R> what the estimator answers
     */
    @FunctionalInterface
    public interface Reader<R> {

        /**
         * Reads a result.
         *
         * @param result the result
         * @param truth the truth of the draw
         * @return the reading
         */
        Reading read(R result, GroundTruth truth);

        /**
         * Describes the data of a result.
         *
         * @param sample the data
         * @param result the result
         * @return features by name, none where the result is not a fit
         */
        default Map<String, Double> describe(Sample sample, R result) {
            return result instanceof Fit fit ? Descriptors.of(sample, fit) : Map.of();
        }
    }

    static Reading ofFit(Fit fit, GroundTruth truth) {
        Estimate estimate = fit.estimate();
        return new Reading(
                estimate.value(),
                estimate.stdError(),
                estimate.inference().interval(FitClaim.LEVEL),
                truth.value(estimate.estimand()),
                estimate.inference().pValue(0));
    }
}
