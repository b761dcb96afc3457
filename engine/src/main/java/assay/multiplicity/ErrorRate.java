package assay.multiplicity;

/** What a procedure for several hypotheses keeps at a level. */
public enum ErrorRate {
    /** {@code P(any false rejection)}. */
    FAMILYWISE("family-wise error rate", "the probability of any false rejection"),
    /** {@code E[false rejections / max(1, rejections)]}. */
    FALSE_DISCOVERY("false discovery rate", "the expected share of false rejections among rejections");

    private final String label;
    private final String meaning;

    ErrorRate(String label, String meaning) {
        this.label = label;
        this.meaning = meaning;
    }

    /**
     * The name in words.
     *
     * @return such as {@code family-wise error rate}
     */
    public String label() {
        return label;
    }

    /**
     * What it is.
     *
     * @return in words
     */
    public String meaning() {
        return meaning;
    }
}
