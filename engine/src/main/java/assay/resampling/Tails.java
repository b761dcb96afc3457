package assay.resampling;

/** How a two-sided p-value is made of redrawn statistics. */
public enum Tails {
    /** The share of draws that are larger in absolute value. */
    SYMMETRIC,
    /** Twice the smaller of the shares above and below, for statistics whose law is skewed. */
    EQUAL
}
