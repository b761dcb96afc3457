package assay.observational;

/** Of what a matching estimate is an estimate. */
public enum MatchingVariance {
    /** The average effect in the population that units were drawn from. */
    POPULATION,
    /** The average effect at the covariates of the units at hand, which are held fixed. */
    CONDITIONAL
}
