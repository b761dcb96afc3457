package assay;

/**
 * The influence function of an estimator at the sample: the glue for joint tests, ratios and delta methods.
 *
 * <p>{@code value - estimand} is, to first order, the mean over rows of the influence values; their sum is zero up to
 * rounding and {@code sqrt(sum of squares) / n} is the standard error up to its small-sample factor. Where units depend on each other
 * within clusters, the sum is that of the squares of cluster sums.
 */
@FunctionalInterface
public interface Influence {

    /**
     * The influence values of a term.
     *
     * @param term index of the term in {@link Fit#terms()}
     * @return a new array with a value per row of the sample, in its order
     */
    double[] values(int term);
}
