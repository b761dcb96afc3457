package assay.harness;

import assay.Estimate;
import assay.Fit;
import assay.Interval;
import assay.dgp.GroundTruth;

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
