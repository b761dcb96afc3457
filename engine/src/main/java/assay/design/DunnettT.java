package assay.design;

import assay.Arguments;
import assay.Inference;
import assay.Interval;

/**
 * Inference on one of several comparisons with a control, all of them at once: intervals hold all effects together, and
 * p-values are adjusted (Dunnett 1955).
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a number is out of its range.
 *
 * @param value the estimate
 * @param stdError its standard error
 * @param df degrees of freedom of the common spread, at least 1
 * @param comparisons how many treatments share the control
 */
public record DunnettT(double value, double stdError, double df, int comparisons) implements Inference {

    public DunnettT {
        Arguments.finite("estimate", value);
        Arguments.positive("standard error", stdError);
        Arguments.positive("degrees of freedom", df);
        Arguments.atLeast("comparisons", comparisons, 1);
    }

    @Override
    public Interval interval(double level) {
        double half = stdError
                * Dunnett.critical(1 - Arguments.probability("level", level), comparisons, df, Sides.TWO_SIDED);
        return new Interval(value - half, value + half);
    }

    @Override
    public double pValue(double nullValue) {
        return Dunnett.survival(Math.abs(statistic(nullValue)), comparisons, df, Sides.TWO_SIDED);
    }

    @Override
    public double statistic(double nullValue) {
        return (value - nullValue) / stdError;
    }

    @Override
    public double degreesOfFreedom() {
        return df;
    }
}
