package assay.nuisance;

/** When boosting ends. */
public enum Stopping {
    /** After the number of trees asked for. */
    NEVER_EARLY,
    /**
     * A random fifth of the rows is held out, boosting ends when its loss has not improved for ten trees, and the trees
     * after the best are dropped.
     */
    HELD_OUT
}
