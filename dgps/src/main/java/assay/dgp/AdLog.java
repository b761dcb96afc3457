package assay.dgp;

/** Which users an advertising experiment marks, in both arms. */
public enum AdLog {
    /** None. */
    NONE,
    /** Those who came across the advertisement, or would have: a ghost ad in the control arm. */
    GHOST_ADS,
    /** Those who were predicted to come across it, before they were assigned. */
    PREDICTED
}
