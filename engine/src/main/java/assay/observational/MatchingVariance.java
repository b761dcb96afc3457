package assay.observational;

/** Of what a matching estimate is an estimate. */
public enum MatchingVariance {
    /** The average effect in the population that units were drawn from, a bias correction counting as known. */
    POPULATION,
    /**
     * The same with the correction counted as estimated: as its residuals among the matches have mean 0, each match enters with its weight
     * in the regression's prediction at the mean of the units that matches were looked for, instead of with its uses.
     */
    ESTIMATED_CORRECTION,
    /** The average effect at the covariates of the units at hand, which are held fixed. */
    CONDITIONAL
}
