package assay.nuisance;

/** Which products of different columns a series holds. */
public enum Interactions {
    /** None: the series is additive. */
    NONE,
    /** The product of every two columns. */
    PAIRWISE
}
