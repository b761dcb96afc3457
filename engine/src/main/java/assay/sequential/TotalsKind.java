package assay.sequential;

/** What the totals of a look count. */
public enum TotalsKind {
    /** All units since the start. */
    CUMULATIVE,
    /** The units that came in since the look before. */
    PER_LOOK
}
