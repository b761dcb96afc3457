package assay.certificate;

/** What scores of a claim look like, hence how they are weighed. */
public enum ScoreKind {
    /** 0 or 1: weighed by a Beta mixture over the number of successes. */
    BERNOULLI,
    /** Any share in [0, 1]: weighed by betting, which gains from a small spread. */
    BOUNDED
}
