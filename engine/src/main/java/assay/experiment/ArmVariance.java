package assay.experiment;

/** How the variance of an arm's outcomes is estimated. */
public enum ArmVariance {
    /** The sample variance, over n - 1. */
    SAMPLE,
    /** Of a share p of an outcome that is 0 or 1: {@code p (1 - p)}, over n. */
    BINOMIAL
}
