package assay;

/** What to do about missing values. */
public enum Missing {
    /** Refuse, naming the columns and their counts. */
    FAIL,
    /** Leave out every row with a missing value in a role, and report how many. */
    DROP
}
