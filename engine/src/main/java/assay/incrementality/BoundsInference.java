package assay.incrementality;

import assay.Arguments;
import assay.Inference;
import assay.Interval;
import assay.distribution.NormalDistribution;

/**
 * Inference about a number of which only bounds are identified: the interval of Imbens and Manski (Econometrica 72, 2004,
 * doi:10.1111/j.1468-0262.2004.00555.x), {@code [L - c se(L), U + c se(U)]} with {@code Phi(c + (U - L) / max se) - Phi(-c) = level}.
 * It covers the number, wherever it lies between the bounds, and is shorter than one that covers both bounds.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a bound is not finite or a standard error is not positive.
 *
 * @param lower estimate of the lower bound L
 * @param upper estimate of the upper bound U; bounds that cross are taken for a point
 * @param lowerError standard error of L
 * @param upperError standard error of U
 */
public record BoundsInference(double lower, double upper, double lowerError, double upperError) implements Inference {

    private static final int BISECTIONS = 200;

    public BoundsInference {
        Arguments.finite("lower bound", lower);
        Arguments.finite("upper bound", upper);
        Arguments.positive("standard error of the lower bound", lowerError);
        Arguments.positive("standard error of the upper bound", upperError);
    }

    /** How far apart the bounds are, in standard errors. */
    private double gap() {
        return Math.max(0, upper - lower) / Math.max(lowerError, upperError);
    }

    /** One less the coverage of an interval that reaches c standard errors beyond either bound. */
    private double tail(double c) {
        return NormalDistribution.survival(c + gap()) + NormalDistribution.survival(c);
    }

    @Override
    public Interval interval(double level) {
        double miss = 1 - Arguments.probability("level", level);
        double low = 0;
        double high = -NormalDistribution.quantile(miss / 2);
        if (tail(0) > miss) {
            for (int i = 0; i < BISECTIONS && high - low > Math.ulp(high); i++) {
                double middle = (low + high) / 2;
                if (tail(middle) > miss) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
        } else {
            high = 0;
        }
        double one = lower - high * lowerError;
        double other = upper + high * upperError;
        return new Interval(Math.min(one, other), Math.max(one, other));
    }

    @Override
    public double statistic(double nullValue) {
        return nullValue < lower
                ? (lower - nullValue) / lowerError
                : nullValue > upper ? (upper - nullValue) / upperError : 0;
    }

    @Override
    public double pValue(double nullValue) {
        double c = Math.abs(statistic(nullValue));
        return c == 0 ? 1 : Math.min(1, tail(c));
    }

    @Override
    public double degreesOfFreedom() {
        return Double.POSITIVE_INFINITY;
    }
}
