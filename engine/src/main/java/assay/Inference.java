package assay;

/** How sure an estimate is: intervals and tests from one reference distribution. */
public interface Inference {

    /**
     * A two-sided confidence interval.
     *
     * @param level coverage probability, in (0, 1)
     * @return the interval; intervals of higher levels contain those of lower levels
     */
    Interval interval(double level);

    /**
     * The two-sided p-value of a point null hypothesis, computed from survival functions.
     *
     * @param nullValue the value under the null hypothesis
     * @return in [0, 1]; below alpha exactly when the value is outside the interval of level 1 - alpha
     */
    double pValue(double nullValue);

    /**
     * The test statistic of a point null hypothesis.
     *
     * @param nullValue the value under the null hypothesis
     * @return the statistic, or NaN where the inference has none
     */
    default double statistic(double nullValue) {
        return Double.NaN;
    }

    /**
     * Degrees of freedom of the reference distribution.
     *
     * @return positive infinity for the normal distribution, NaN where the inference has none
     */
    default double degreesOfFreedom() {
        return Double.NaN;
    }
}
