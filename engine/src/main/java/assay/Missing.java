package assay;

/** What to do about missing values. */
public enum Missing {
    /** Refuse, naming the columns and their counts. */
    FAIL,
    /** Leave out every row with a missing value in a role, and report how many. */
    DROP,
    /**
     * Keep every row: a missing covariate counts as its mean, beside an indicator of being missing (a categorical one as a level
     * of its own). As both are known before assignment, an experiment stays one. Other roles are refused as by {@link #FAIL}.
     */
    IMPUTE
}
