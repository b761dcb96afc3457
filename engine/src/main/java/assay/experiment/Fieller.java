package assay.experiment;

import assay.Arguments;
import assay.Inference;
import assay.Interval;
import assay.distribution.StudentDistribution;

/**
 * Inference about a ratio {@code a / b} of two correlated estimates by Fieller's theorem (Q. J. R. Stat. Soc. B 16, 1954): a
 * value r is in the set unless {@code a - r b} differs from 0. It holds however near to 0 the denominator is.
 *
 * <p>Where b differs from 0 at the level asked for, the set is an interval. Where it does not, the set is the line less a
 * gap, or the whole line; what is then returned is the whole line, as no interval is smaller. The p-value is that of the
 * returned interval: the larger of the p-values of {@code a - r b = 0} and of {@code b = 0}.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if an estimate is not finite, a variance is not positive, or the
 * degrees of freedom are not positive.
 *
 * @param numerator the estimate a
 * @param denominator the estimate b
 * @param numeratorVariance variance of a
 * @param denominatorVariance variance of b
 * @param covariance covariance of a and b
 * @param degreesOfFreedom of Student's t
 */
public record Fieller(
        double numerator,
        double denominator,
        double numeratorVariance,
        double denominatorVariance,
        double covariance,
        double degreesOfFreedom)
        implements Inference {

    public Fieller {
        Arguments.finite("numerator", numerator);
        Arguments.finite("denominator", denominator);
        Arguments.positive("variance of the numerator", numeratorVariance);
        Arguments.positive("variance of the denominator", denominatorVariance);
        Arguments.finite("covariance", covariance);
        Arguments.positive("degrees of freedom", degreesOfFreedom);
    }

    @Override
    public Interval interval(double level) {
        double q = -StudentDistribution.quantile((1 - Arguments.probability("level", level)) / 2, degreesOfFreedom);
        double square = q * q;
        double a = denominator * denominator - square * denominatorVariance;
        if (!(a > 0)) {
            return new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        double b = numerator * denominator - square * covariance;
        double c = numerator * numerator - square * numeratorVariance;
        double root = Math.sqrt(Math.max(0, b * b - a * c));
        // The root of larger size first, and the other from the product of both, so that nothing cancels.
        double large = b >= 0 ? b + root : b - root;
        if (large == 0) {
            return new Interval(0, 0);
        }
        double first = large / a;
        double second = c / large;
        return new Interval(Math.min(first, second), Math.max(first, second));
    }

    @Override
    public double pValue(double nullValue) {
        double weak = StudentDistribution.twoSided(denominator / Math.sqrt(denominatorVariance), degreesOfFreedom);
        return Math.max(weak, StudentDistribution.twoSided(statistic(nullValue), degreesOfFreedom));
    }

    @Override
    public double statistic(double nullValue) {
        double variance = numeratorVariance - 2 * nullValue * covariance + nullValue * nullValue * denominatorVariance;
        return (numerator - nullValue * denominator) / Math.sqrt(variance);
    }
}
