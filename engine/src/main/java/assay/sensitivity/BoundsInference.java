package assay.sensitivity;

import assay.Arguments;
import assay.Inference;
import assay.Interval;
import assay.distribution.NormalDistribution;
import org.apache.commons.math3.util.FastMath;

/**
 * Inference on an effect that is known between two bounds, each with a normal error of its own. The interval runs from the lower
 * bound less its error to the upper bound plus its error, each with the quantile of a two-sided interval, so that it holds every
 * effect between the bounds at once.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a number is not finite, a standard error is not positive, or the
 * bounds are in the wrong order.
 *
 * @param lower the lower bound
 * @param lowerError its standard error, above 0
 * @param upper the upper bound, not below the lower
 * @param upperError its standard error, above 0
 */
public record BoundsInference(double lower, double lowerError, double upper, double upperError) implements Inference {

    public BoundsInference {
        Arguments.finite("lower bound", lower);
        Arguments.finite("upper bound", upper);
        Arguments.positive("standard error of the lower bound", lowerError);
        Arguments.positive("standard error of the upper bound", upperError);
        if (upper < lower) {
            throw new IllegalArgumentException("bounds out of order: " + lower + " and " + upper);
        }
    }

    @Override
    public Interval interval(double level) {
        double z = -NormalDistribution.quantile((1 - Arguments.probability("level", level)) / 2);
        return new Interval(lower - z * lowerError, upper + z * upperError);
    }

    @Override
    public double pValue(double nullValue) {
        return FastMath.min(1, 2 * NormalDistribution.survival(distance(nullValue)));
    }

    /** How far a value is outside of the bounds, in standard errors; 0 or less inside. */
    private double distance(double value) {
        return FastMath.max((lower - value) / lowerError, (value - upper) / upperError);
    }
}
