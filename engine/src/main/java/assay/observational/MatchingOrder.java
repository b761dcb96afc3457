package assay.observational;

/** Which unit chooses its match first, where matches are used up. */
public enum MatchingOrder {
    /** The unit whose propensity score is largest, which is the hardest to match when treated. */
    LARGEST,
    /** The unit whose propensity score is smallest. */
    SMALLEST,
    /** Units in the order of rows. */
    DATA
}
