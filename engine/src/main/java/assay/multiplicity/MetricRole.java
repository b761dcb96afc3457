package assay.multiplicity;

/** What a hypothesis is for. The role, fixed before the data are seen, decides how it is corrected for the others. */
public enum MetricRole {
    /** What the experiment is for: at the level alpha; several share it by Holm. */
    PRIMARY,
    /**
     * What must not be harmed: the null hypothesis is harm of a margin or more, each is tested at alpha, and all must reject.
     * That is an intersection-union test, which needs no correction: a harmful treatment passes with probability at most alpha.
     */
    GUARDRAIL,
    /** Other metrics of success: a family of their own, by Holm or by Benjamini and Hochberg. */
    SECONDARY,
    /** Segments named before the data were seen: a family of their own, by Benjamini and Hochberg. */
    REGISTERED_SEGMENT,
    /** Whatever somebody came to look at: by e-values, whose false discovery rate holds under any dependence. */
    EXPLORATORY
}
