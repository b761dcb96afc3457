package assay.experiment;

/** Which slopes of the outcome on pre-period columns are taken. */
public enum Slopes {
    /** The common slopes within arms: the coefficients of the regression on treatment and covariates. */
    WITHIN_ARMS,
    /** The slopes over all rows, the effect of treatment left in. */
    POOLED
}
