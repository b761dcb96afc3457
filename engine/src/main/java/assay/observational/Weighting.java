package assay.observational;

/** How weighted outcomes are averaged. */
public enum Weighting {
    /** Weights are divided by their sum within each arm: equivariant to location, and the usual choice. */
    HAJEK,
    /** Weighted totals are divided by the number of rows: unbiased with known propensities, but wide. */
    HORVITZ_THOMPSON
}
