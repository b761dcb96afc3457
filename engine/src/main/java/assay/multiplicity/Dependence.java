package assay.multiplicity;

/** How the p-values or e-values of a family may hang together. */
public enum Dependence {
    /** Each is independent of the others, or, in a stream, of what came before. */
    INDEPENDENT("independent p-values"),
    /**
     * Positive regression dependence on the subset of true null hypotheses (Benjamini and Yekutieli 2001): a larger p-value of
     * a true null does not make another one smaller. Metrics that share a common cause are an example.
     */
    POSITIVE("independent or positively dependent p-values"),
    /** The product correlation {@code b_i b_j} of comparisons with one control, with normal outcomes of one variance. */
    SHARED_CONTROL("comparisons with one control group"),
    /** Anything at all. */
    ARBITRARY("any dependence");

    private final String label;

    Dependence(String label) {
        this.label = label;
    }

    /**
     * The assumption in words.
     *
     * @return such as {@code any dependence}
     */
    public String label() {
        return label;
    }
}
