package assay.forest;

/**
 * A grown tree. Nodes are in the order of a walk that goes left first, so that the left child follows its parent; each is a
 * word: a leaf is negative and holds its number, a split holds feature, code, side of missing values and right child.
 */
final class Tree {

    private static final int CODE_SHIFT = 16;
    private static final int MISSING_SHIFT = 40;
    private static final int RIGHT_SHIFT = 41;
    private static final int FEATURE_MASK = 0xFFFF;
    private static final int CODE_MASK = 0xFFFFFF;
    private static final int RIGHT_MASK = 0x3FFFFF;

    /** The most features, codes of a feature and nodes that the words have room for. */
    static final int MAX_FEATURES = FEATURE_MASK;

    static final int MAX_CODES = CODE_MASK;
    static final int MAX_NODES = RIGHT_MASK;

    final long[] nodes;

    /** Moments of each leaf, each a mean over the rows of the leaf; NaN first where it has none. */
    final double[] leaves;

    Tree(long[] nodes, double[] leaves) {
        this.nodes = nodes;
        this.leaves = leaves;
    }

    static long leaf(int number) {
        return Long.MIN_VALUE | number;
    }

    static long split(int feature, int code, boolean missingRight, int right) {
        return feature
                | ((long) code << CODE_SHIFT)
                | (missingRight ? 1L << MISSING_SHIFT : 0)
                | ((long) right << RIGHT_SHIFT);
    }

    static boolean isLeaf(long node) {
        return node < 0;
    }

    static int number(long leaf) {
        return (int) leaf;
    }

    static int feature(long split) {
        return (int) split & FEATURE_MASK;
    }

    static int code(long split) {
        return (int) (split >>> CODE_SHIFT) & CODE_MASK;
    }

    static boolean missingRight(long split) {
        return (split >>> MISSING_SHIFT & 1) != 0;
    }

    static int right(long split) {
        return (int) (split >>> RIGHT_SHIFT) & RIGHT_MASK;
    }

    static long withRight(long split, int right) {
        return (split & ~((long) RIGHT_MASK << RIGHT_SHIFT)) | ((long) right << RIGHT_SHIFT);
    }
}
