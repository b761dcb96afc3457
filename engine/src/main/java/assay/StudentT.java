package assay;

import assay.distribution.StudentDistribution;

/**
 * Inference from Student's t distribution, {@code (value - null) / stdError ~ t(df)}.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the estimate is not finite, or the standard error or the degrees of freedom are not finite and positive.
 *
 * @param value the estimate
 * @param stdError its standard error, finite and positive
 * @param degreesOfFreedom positive, not necessarily whole
 */
public record StudentT(double value, double stdError, double degreesOfFreedom) implements Inference {

    public StudentT {
        Arguments.finite("estimate", value);
        Arguments.positive("standard error", stdError);
        Arguments.positive("degrees of freedom", degreesOfFreedom);
    }

    @Override
    public Interval interval(double level) {
        double tail = (1 - Arguments.probability("level", level)) / 2;
        double half = -StudentDistribution.quantile(tail, degreesOfFreedom) * stdError;
        return new Interval(value - half, value + half);
    }

    @Override
    public double pValue(double nullValue) {
        return StudentDistribution.twoSided(statistic(nullValue), degreesOfFreedom);
    }

    @Override
    public double statistic(double nullValue) {
        return (value - nullValue) / stdError;
    }
}
