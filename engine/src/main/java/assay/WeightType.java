package assay;

import java.util.Locale;

/** What a weight is. The three lead to the same estimate and to different standard errors, so they are never guessed. */
public enum WeightType {
    /** The row stands for so many identical rows; whole numbers. */
    FREQUENCY,
    /** The inverse of the probability of being in the sample, or in the arm. */
    PROBABILITY,
    /** The inverse of the variance of the row's error, up to a factor, such as the rows that a mean was taken over. */
    ANALYTIC;

    /**
     * The name used in messages and options.
     *
     * @return lower case, such as {@code probability}
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
