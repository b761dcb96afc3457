package assay.forest;

/** What becomes of leaves that no row fills. */
public enum Pruning {
    /** A leaf without rows gives way to its sibling. */
    PRUNE_EMPTY,
    /** A tree is skipped for units that fall in a leaf without rows. */
    KEEP_EMPTY
}
