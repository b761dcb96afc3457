package assay.observational;

/** What is done about matches that differ in their covariates. */
public enum BiasCorrection {
    /** Nothing: outcomes of matches stand for what is missing. */
    NONE,
    /** A linear regression among the matches moves their outcomes to the covariates of the unit that they stand for. */
    LINEAR
}
