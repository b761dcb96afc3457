package assay.experiment;

import assay.Arguments;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The shares of segments in a population that effects are projected to, and how well they are known.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a share is negative or not finite, the shares do not sum to 1,
 * or the divisor is not positive.
 *
 * @param of shares by the conditions of the segments, with sum 1
 * @param divisor c in the covariance {@code (diag p - p p') / c} of the shares; infinite where they are known
 */
public record Shares(Map<String, Double> of, double divisor) {

    private static final double SUM_TOLERANCE = 1e-9;

    public Shares {
        of = Collections.unmodifiableMap(new LinkedHashMap<>(of));
        double sum = sum(of);
        if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
            throw new IllegalArgumentException("shares of segments sum to " + sum
                    + ", not 1; Shares.normalised(...) divides them by their sum, if that is what is meant");
        }
        if (!(divisor > 0)) {
            throw new IllegalArgumentException(
                    "the divisor of the covariance of shares must be above 0, not " + divisor);
        }
    }

    private static double sum(Map<String, Double> of) {
        double sum = 0;
        for (Map.Entry<String, Double> share : of.entrySet()) {
            double value = Arguments.finite("share of '" + share.getKey() + "'", share.getValue());
            if (value < 0) {
                throw new IllegalArgumentException(
                        "share of '" + share.getKey() + "' is " + value + "; it cannot be below 0");
            }
            sum += value;
        }
        return sum;
    }

    /**
     * Shares that are known.
     *
     * @param of shares by condition, with sum 1
     * @return the shares
     * @throws IllegalArgumentException if they do not sum to 1
     */
    public static Shares known(Map<String, Double> of) {
        return new Shares(of, Double.POSITIVE_INFINITY);
    }

    /**
     * Shares that were counted in a random sample: their covariance is that of a multinomial.
     *
     * @param of shares by condition, with sum 1
     * @param units how many units were counted
     * @return the shares
     * @throws IllegalArgumentException if they do not sum to 1
     */
    public static Shares counted(Map<String, Double> of, double units) {
        return new Shares(of, Arguments.positive("units", units));
    }

    /**
     * Shares that are a belief about the future: a Dirichlet distribution.
     *
     * @param of shares by condition, with sum 1
     * @param concentration sum of the parameters of the Dirichlet distribution, how many units the belief is worth
     * @return the shares
     * @throws IllegalArgumentException if they do not sum to 1
     */
    public static Shares believed(Map<String, Double> of, double concentration) {
        return new Shares(of, Arguments.positive("concentration", concentration) + 1);
    }

    /**
     * Weights divided by their sum.
     *
     * @param weights weights by condition, not negative, not all 0
     * @return shares with sum 1
     * @throws IllegalArgumentException if they are not
     */
    public static Map<String, Double> normalised(Map<String, Double> weights) {
        double sum = Arguments.positive("sum of the weights", sum(weights));
        Map<String, Double> shares = new LinkedHashMap<>();
        weights.forEach((condition, weight) -> shares.put(condition, weight / sum));
        return shares;
    }
}
