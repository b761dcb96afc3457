package assay;

import assay.distribution.NormalDistribution;

/**
 * Inference from the normal distribution, {@code (value - null) / stdError ~ N(0, 1)}.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the estimate is not finite or the standard error is not finite and positive.
 *
 * @param value the estimate
 * @param stdError its standard error, finite and not negative
 */
public record Normal(double value, double stdError) implements Inference {

    public Normal {
        Arguments.finite("estimate", value);
        Arguments.positive("standard error", stdError);
    }

    @Override
    public Interval interval(double level) {
        double half = -NormalDistribution.quantile((1 - Arguments.probability("level", level)) / 2) * stdError;
        return new Interval(value - half, value + half);
    }

    @Override
    public double pValue(double nullValue) {
        return Math.min(1, 2 * NormalDistribution.survival(Math.abs(statistic(nullValue))));
    }

    @Override
    public double statistic(double nullValue) {
        return (value - nullValue) / stdError;
    }

    @Override
    public double degreesOfFreedom() {
        return Double.POSITIVE_INFINITY;
    }
}
