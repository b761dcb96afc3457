package assay.sequential;

/** Which interval is reported at a look, and so which looks reject. */
public enum IntervalSequence {
    /** The interval of this look by itself: it is the one to report, and may come back over a value that it has left. */
    AT_EACH_LOOK,
    /**
     * What is common to the intervals of all looks so far, and the smallest p-value so far: as valid and never wider, as long
     * as the effect is the same throughout.
     */
    RUNNING_INTERSECTION
}
