package assay.sequential;

import assay.Arguments;

/**
 * What a ratio of sums and its variance need of an arm.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if n is negative or a sum is not finite.
 *
 * @param n units, at least 0
 * @param numerator sum of the numerators
 * @param denominator sum of the denominators
 * @param numeratorSquares sum of the squared numerators
 * @param denominatorSquares sum of the squared denominators
 * @param products sum of numerator times denominator
 */
public record RatioTotals(
        long n,
        double numerator,
        double denominator,
        double numeratorSquares,
        double denominatorSquares,
        double products) {

    public RatioTotals {
        if (n < 0) {
            throw new IllegalArgumentException("units of an arm must be at least 0, not " + n);
        }
        Arguments.finite("sum of numerators", numerator);
        Arguments.finite("sum of denominators", denominator);
        Arguments.finite("sum of squared numerators", numeratorSquares);
        Arguments.finite("sum of squared denominators", denominatorSquares);
        Arguments.finite("sum of products", products);
    }

    /**
     * The ratio.
     *
     * @return sum of numerators over sum of denominators
     */
    public double ratio() {
        return numerator / denominator;
    }

    /**
     * The variance of the ratio by the delta method: that of {@code numerator - ratio denominator} per unit, over {@code n} squared
     * mean denominators.
     *
     * @return at least 0; NaN with fewer than two units
     */
    public double variance() {
        double r = ratio();
        double squares = numeratorSquares - 2 * r * products + r * r * denominatorSquares;
        double mean = denominator / n;
        return n < 2 ? Double.NaN : Math.max(0, squares) / (n - 1) / n / (mean * mean);
    }

    /** The denominators by themselves. */
    ArmTotals denominators() {
        return new ArmTotals(n, denominator, denominatorSquares);
    }

    /** Numerators by themselves. */
    ArmTotals numerators() {
        return new ArmTotals(n, numerator, numeratorSquares);
    }
}
