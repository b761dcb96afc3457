package assay.dgp;

/** Whether an advertising experiment logs who would have been shown the ad. */
public enum GhostLog {
    /** Nothing is known of impressions that were not made. */
    NONE,
    /** In both arms the ad that would have been shown is logged, a ghost ad in the control arm. */
    LOGGED
}
