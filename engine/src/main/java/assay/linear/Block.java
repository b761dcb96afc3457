package assay.linear;

import org.jspecify.annotations.Nullable;

/** A block of rows, or of groups of identical rows, with columns less an origin. Reused from block to block. */
final class Block {

    /** Rows per block: a dozen columns of them stay in the second cache. */
    static final int ROWS = 1024;

    /** Columns by row. */
    final double[][] u;
    /** Weights in the scores; all 1 unless {@link #weighted}. */
    final double[] weights;
    /** How many rows each stands for; all 1 unless {@link #counted}. */
    final double[] counts;
    /** Within-group cross-products of the outcomes, upper triangle row by row, or null for single rows. */
    double @Nullable [][] scatter;
    /** Cluster by row. */
    final int[] clusters;
    /** Room for so many rows. */
    final int capacity;

    int rows;
    boolean weighted;
    boolean counted;

    /** Small samples get small blocks: there are many of them when a method is tested. */
    Block(int columns, int rows) {
        capacity = Math.max(1, Math.min(ROWS, rows));
        u = new double[columns][capacity];
        weights = new double[capacity];
        counts = new double[capacity];
        clusters = new int[capacity];
    }

    /** Weights times counts into a buffer; false if all are 1. */
    boolean mass(double[] out) {
        if (!weighted && !counted) {
            return false;
        }
        for (int i = 0; i < rows; i++) {
            out[i] = weights[i] * counts[i];
        }
        return true;
    }
}
