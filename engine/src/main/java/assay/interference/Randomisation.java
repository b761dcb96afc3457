package assay.interference;

/** How units were assigned, where exposures follow from it. */
public enum Randomisation {
    /** Each by its own toss of a coin, with its propensity. Probabilities are exact. */
    BERNOULLI,
    /** A fixed number by lot (within strata, where there are strata). Probabilities are those of all assignments, or of draws. */
    COMPLETE,
    /** A fixed number of whole clusters by lot (within strata). Probabilities are those of all assignments, or of draws. */
    CLUSTERS
}
