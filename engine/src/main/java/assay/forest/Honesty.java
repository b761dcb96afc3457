package assay.forest;

/** Whether the rows that choose the splits of a tree may also fill its leaves. */
public enum Honesty {
    /** One part of the subsample chooses splits and the other fills leaves. */
    HONEST,
    /** All of the subsample does both; predictions are biased towards what was split for, and their intervals do not hold. */
    ADAPTIVE
}
