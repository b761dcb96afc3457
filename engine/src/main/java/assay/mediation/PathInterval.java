package assay.mediation;

/** How sure the effect along a path is, which is a product of coefficients and not normal unless they are far from 0. */
public enum PathInterval {
    /** Quantiles of the product over draws of the coefficients from their joint normal distribution. */
    MONTE_CARLO("Monte-Carlo"),
    /** Quantiles over resamples of rows, or of whole clusters. */
    BOOTSTRAP("bootstrap percentile"),
    /** The same, corrected for bias and acceleration (Efron, J. Am. Stat. Assoc. 82, 1987). */
    BOOTSTRAP_BCA("bootstrap BCa"),
    /** Normal, with the standard error of the delta method: poor where a coefficient is not far from 0. */
    DELTA("delta method, normal"),
    /**
     * The Monte-Carlo interval, with a test of no effect that asks each coefficient of the path to differ from 0: the largest of
     * their p-values (MacKinnon and others, Psychol. Methods 7, 2002).
     */
    JOINT_SIGNIFICANCE("Monte-Carlo, test by joint significance");

    private final String label;

    PathInterval(String label) {
        this.label = label;
    }

    /**
     * The name in words.
     *
     * @return such as {@code Monte-Carlo}
     */
    public String label() {
        return label;
    }
}
