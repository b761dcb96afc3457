package assay.incrementality;

/** What the standard error of a ratio of two effects takes into account. */
public enum DeltaRule {
    /** Both effects and their covariance: the delta method. */
    FULL("delta method"),
    /** Both effects as if they were independent, which they are not: those who are exposed convert more, or less. */
    INDEPENDENT("delta method without the covariance of outcome and exposure"),
    /** The effect on the outcome only, as if the share of exposed were known. */
    KNOWN_DENOMINATOR("standard error of the numerator over the denominator");

    private final String label;

    DeltaRule(String label) {
        this.label = label;
    }

    /**
     * The rule in words.
     *
     * @return lower case
     */
    public String label() {
        return label;
    }
}
