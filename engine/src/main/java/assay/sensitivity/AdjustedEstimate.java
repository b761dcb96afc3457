package assay.sensitivity;

import assay.Arguments;
import assay.Interval;
import assay.StudentT;

/**
 * What the regression would have found, had it held an omitted variable of a stated strength in these very rows.
 *
 * <p>The strength is that in the sample, not in a population: the standard error and interval are those that the full
 * regression would have printed. They may be shorter than those of the regression as it is, as a variable that explains
 * much of the outcome also takes noise away.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a number is not finite, or the standard error or the
 * degrees of freedom are not positive.
 *
 * @param strength the strength
 * @param bias by how much the estimate is off in size, at least 0
 * @param value the adjusted estimate; its sign may differ from that of the estimate
 * @param stdError its standard error, above 0
 * @param degreesOfFreedom of its t distribution: one fewer than the regression has
 */
public record AdjustedEstimate(Strength strength, double bias, double value, double stdError, double degreesOfFreedom) {

    public AdjustedEstimate {
        Arguments.finite("bias", bias);
        Arguments.finite("adjusted estimate", value);
        Arguments.positive("adjusted standard error", stdError);
        Arguments.positive("degrees of freedom", degreesOfFreedom);
    }

    /**
     * The t statistic of no effect.
     *
     * @return adjusted estimate over adjusted standard error
     */
    public double statistic() {
        return value / stdError;
    }

    /**
     * How sure the adjusted estimate is.
     *
     * @return Student's t
     */
    public StudentT inference() {
        return new StudentT(value, stdError, degreesOfFreedom);
    }

    /**
     * The interval of the full regression.
     *
     * @param level in (0, 1)
     * @return adjusted estimate and quantile times adjusted standard error either way
     */
    public Interval interval(double level) {
        return inference().interval(level);
    }

    /**
     * The interval as the R package sensemakr 0.1.6 prints it: with the quantile of the regression as it is, which has one more
     * degree of freedom than the full regression.
     *
     * @param level in (0, 1)
     * @return a little shorter than {@link #interval(double)}
     */
    public Interval sensemakrInterval(double level) {
        return new StudentT(value, stdError, degreesOfFreedom + 1).interval(level);
    }
}
