package assay.sequential;

/** Which departures from the null value a test looks for. */
public enum Alternative {
    /** Either way. */
    TWO_SIDED,
    /** The effect is above the null value. */
    GREATER,
    /** The effect is below the null value. */
    LESS
}
