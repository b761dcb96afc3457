package assay.quasi;

/** How covariates are held equal between a cohort and its comparison units. */
public enum DidScore {
    /** Untreated changes are predicted by least squares among comparison units (Heckman, Ichimura and Todd 1997). */
    OUTCOME_REGRESSION("outcome regression"),
    /** Comparison units are weighted by the odds of a logistic propensity, weights adding up to 1 (Abadie 2005). */
    WEIGHTING("inverse probability weighting"),
    /** Both, least squares and maximum likelihood: valid where either model is (Sant'Anna and Zhao 2020, section 2). */
    DOUBLY_ROBUST("doubly robust"),
    /**
     * Both, with a propensity that balances the covariates exactly and least squares by its odds: inference is doubly robust,
     * too (Sant'Anna and Zhao 2020, section 3.1). Where no weights balance them, maximum likelihood stands in.
     */
    IMPROVED("improved doubly robust");

    private final String label;

    DidScore(String label) {
        this.label = label;
    }

    /**
     * The name in words.
     *
     * @return lower case
     */
    public String label() {
        return label;
    }
}
