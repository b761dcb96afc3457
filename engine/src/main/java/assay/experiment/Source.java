package assay.experiment;

import assay.condition.Schema;
import java.util.List;

/**
 * Rows of raw columns, in blocks, in a fixed order, as often as asked: what an experiment is analysed from. An
 * analysis makes a few passes and keeps nothing per row, so that memory does not grow with the number of rows.
 *
 * <p>All columns arrive as numbers: those of {@link assay.condition.Kind#NUMBER} as they are and those of
 * {@link assay.condition.Kind#TEXT} as the index of their level in {@link #levels(String)}. A missing value is NaN in both.
 */
public interface Source extends Schema {

    /**
     * Passes over all rows once.
     *
     * @param columns names of the columns wanted, each one of {@link #columns()}
     * @param visitor sees the blocks in the order of the rows
     */
    void forEach(List<String> columns, Visitor visitor);

    /** Sees rows, a block at a time. */
    @FunctionalInterface
    interface Visitor {

        /**
         * Takes a block.
         *
         * @param rows how many rows it has, at least 1
         * @param columns the columns that were asked for, in that order, each at least as long as there are rows; the arrays
         *     are reused between calls and must not be written to
         */
        void block(int rows, double[][] columns);
    }
}
