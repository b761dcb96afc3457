package assay.forest;

import org.jspecify.annotations.Nullable;

/**
 * What a forest estimates: how rows of a node are labelled for splitting, and which moments a leaf keeps.
 *
 * <p>A split maximises the sum over labels and children of {@code (sum of labels)^2 / weight}. Its rows are laid out in
 * channels: rows (with those below the mean treatment counted in the upper bits), labels, then by constraint the constrained
 * variable and its square, and the weight last where there are weights.
 */
abstract class Objective {

    /** What a row below the mean adds to the counting channel: counts of rows stay below, and sums are exact. */
    static final double BELOW = 0x1.0p26;

    /** What is read of each row. */
    final double[][] sources;

    final double @Nullable [] weights;
    final int labels;
    final int constraints;
    final Solver solver;

    Objective(double[][] sources, double @Nullable [] weights, int labels, int constraints, Solver solver) {
        this.sources = sources;
        this.weights = weights;
        this.labels = labels;
        this.constraints = constraints;
        this.solver = solver;
    }

    final int size() {
        return sources[0].length;
    }

    /** Channels of a row. */
    final int stride() {
        return 1 + labels + (constraints == 0 ? 0 : 3 * constraints - 1) + (weights == null ? 0 : 1);
    }

    /** Where the constrained variable of a constraint is; its square follows, then for all but the first its count. */
    final int constrained(int constraint) {
        return 1 + labels + (constraint == 0 ? 0 : 3 * constraint - 1);
    }

    /**
     * Fills the channels of the rows of a node.
     *
     * @param rows local rows
     * @param from first of the node
     * @param to after its last
     * @param local sources by local row
     * @param weight weights by local row
     * @param channels to be filled from 0
     * @return whether the node can be split
     */
    abstract boolean label(
            int[] rows, int from, int to, double[][] local, double @Nullable [] weight, double[] channels);

    /** Adds a row, times its weight, to the moments of its leaf. */
    abstract void add(int row, double weight, double[] into, int at);
}
