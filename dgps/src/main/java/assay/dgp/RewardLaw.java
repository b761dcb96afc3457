package assay.dgp;

/** How rewards scatter about their expectation. */
public enum RewardLaw {
    /** 0 or 1. */
    BERNOULLI,
    /** Normal, with a standard deviation of 0.5. */
    NORMAL
}
