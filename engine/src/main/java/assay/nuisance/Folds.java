package assay.nuisance;

/** How rows are dealt to folds. */
public enum Folds {
    /** At random, folds of equal size up to one row. The order of the rows in the sample does not matter. */
    RANDOM,
    /**
     * At random within each arm, so that every fold holds its share of each. The order of the rows in the sample does not
     * matter.
     */
    STRATIFIED_BY_ARM,
    /** Row index modulo the number of folds: reproducible in any software. */
    INTERLEAVED
}
