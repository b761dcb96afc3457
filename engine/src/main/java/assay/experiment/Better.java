package assay.experiment;

/** Which direction of an outcome is better. */
public enum Better {
    /** More is better, as of sales. */
    LARGER,
    /** Less is better, as of waiting time. */
    SMALLER
}
