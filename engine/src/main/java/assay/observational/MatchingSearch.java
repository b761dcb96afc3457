package assay.observational;

/** Where a match is looked for. */
public enum MatchingSearch {
    /** The nearest on either side. */
    NEAREST,
    /**
     * The nearest whose score is smaller, the last row among several, and the nearest above only where none is left below. It is a
     * coarser rule, with a score only: pairs of MatchIt 4.5.1 where its distances were truncated to whole numbers, which
     * some published numbers rest on.
     */
    BELOW
}
