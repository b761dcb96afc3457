package assay.harness;

import assay.Estimate;
import assay.EstimationException;
import assay.Fit;
import assay.Interval;
import assay.Sample;
import assay.dgp.GroundTruth;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
         * @return the reading, or null where a result has no one estimate with an interval: figures that need one are then
         *     left empty
         */
        @Nullable
        Reading read(R result, GroundTruth truth);

        /**
         * The p-value of no effect.
         *
         * @param result the result
         * @param truth the truth of the draw
         * @return that of the reading unless overridden, NaN where there is none
         */
        default double pValue(R result, GroundTruth truth) {
            Reading reading = read(result, truth);
            return reading == null ? Double.NaN : reading.pZero();
        }

        /**
         * Describes the data of a result.
         *
         * @param sample the data
         * @param result the result
         * @return features by name, none where the result is not a fit or the sample not of two arms and one outcome
         */
        default Map<String, Double> describe(Sample sample, R result) {
            try {
                return result instanceof Fit fit ? Descriptors.of(sample, fit) : Map.of();
            } catch (EstimationException e) {
                return Map.of();
            }
        }
    }

    /**
     * A reader of results that have no one estimate.
     *
     * @param <R> what the estimator answers
     * @return a reader that reads nothing
     */
    public static <R> Reader<R> none() {
        return (result, truth) -> null;
    }

    static Reading ofFit(Fit fit, GroundTruth truth) {
        Estimate estimate = fit.estimate();
        return of(estimate, truth.value(estimate.estimand()));
    }

    /** Reads the first target of a fit with several. */
    static @Nullable Reading ofTargets(Fit fit, GroundTruth truth) {
        Double value = truth.targets().get(fit.estimate().term());
        return value == null ? null : of(fit.estimate(), value);
    }

    static Reading of(Estimate estimate, double truth) {
        return new Reading(
                estimate.value(),
                estimate.stdError(),
                estimate.inference().interval(FitClaim.LEVEL),
                truth,
                estimate.inference().pValue(0));
    }
}
