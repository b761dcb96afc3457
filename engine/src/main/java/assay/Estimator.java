package assay;

import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A rule that turns a sample into a result.
 *
 * <p>Implementations are records whose components are the options, hence immutable and safe to share between threads.
 *
 * @param <R> what the estimator answers; a {@link Fit} for estimates with inference
 */
public interface Estimator<R> {

    /**
     * What the estimator claims to estimate.
     *
     * @return the estimand
     */
    Estimand target();

    /**
     * The roles that a sample must fill.
     *
     * @return the roles; an estimator checks them before anything else
     */
    Set<Role> needs();

    /**
     * The roles that the estimator uses where a sample fills them: those that it needs, and options such as weights.
     *
     * @return the roles; by default those that it needs
     */
    default Set<Role> reads() {
        return needs();
    }

    /**
     * Estimates. A pure function of its arguments: it neither changes the sample nor keeps state, and the same random
     * stream gives the same result.
     *
     * @param sample the data with their roles
     * @param random the only source of randomness (folds, bootstrap draws)
     * @return the result, never null
     * @throws EstimationException when the sample cannot be analysed by this method; the message says which column or
     *     row, why, and what to do
     */
    R estimate(Sample sample, RandomGenerator random);
}
