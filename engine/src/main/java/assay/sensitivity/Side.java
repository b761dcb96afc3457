package assay.sensitivity;

/** Which departures from no effect a test is against. */
public enum Side {
    /** Outcomes of the treated are larger. */
    GREATER,
    /** Outcomes of the treated are smaller. */
    LESS,
    /** Either: twice the smaller of the two, at most 1. */
    TWO_SIDED
}
