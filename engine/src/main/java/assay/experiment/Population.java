package assay.experiment;

/** Whom an effect is the average over, which decides what its variance has to cover. */
public enum Population {
    /** The units of the sample, taken as given: randomness is the assignment and the outcomes. */
    SAMPLE,
    /** The population that the units were drawn from: the covariates of the sample are random too. */
    SUPERPOPULATION
}
