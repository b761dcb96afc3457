package assay.quasi;

/** Which residuals the variance of a regression discontinuity is made of. */
public enum RdVariance {
    /**
     * Each row less the mean of its three nearest in the running variable, ties taken whole, times {@code sqrt(J / (J + 1))}: free
     * of the fit, whose misfit they do not take for noise (Abadie and Imbens 2008).
     */
    NEAREST_NEIGHBOURS("three nearest neighbours"),
    /** Plain residuals. */
    HC0("HC0"),
    /** Residuals times {@code sqrt(n / (n - k))}. */
    HC1("HC1"),
    /** Residuals over {@code sqrt(1 - leverage)}, leverage being that of the conventional fit. */
    HC2("HC2"),
    /** Residuals over {@code 1 - leverage}. */
    HC3("HC3");

    private final String label;

    RdVariance(String label) {
        this.label = label;
    }

    /**
     * The name in words.
     *
     * @return as in a report
     */
    public String label() {
        return label;
    }
}
