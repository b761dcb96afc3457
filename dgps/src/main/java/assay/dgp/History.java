package assay.dgp;

/** Whether a world shows what its units did before the experiment. */
public enum History {
    /** Nothing from before is known. */
    NONE,
    /** The same metric was observed for as long before the assignment. */
    OBSERVED
}
