package assay.sequential;

/**
 * How a two-sided test spends its error. The two conventions agree where spending is proportional to the error; the
 * O'Brien-Fleming-type function of Lan and DeMets is not, and gives two different boundaries, both valid.
 */
public enum SpendingConvention {
    /** Each side spends alpha / 2 by the function of alpha / 2, as gsDesign, ldbounds and rpact do. */
    PER_SIDE,
    /** Both sides share what the function of alpha spends: less severe early, more severe at the end. */
    TWO_SIDED
}
