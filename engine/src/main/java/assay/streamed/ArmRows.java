package assay.streamed;

import java.util.List;

/** Rows of two arms in blocks, in the same order as often as they are asked for; nothing is kept per row. */
@FunctionalInterface
public interface ArmRows {

    /**
     * Passes over all rows once.
     *
     * @param columns the columns wanted
     * @param visitor sees the blocks
     */
    void forEach(List<String> columns, Visitor visitor);

    /** Sees rows, a block at a time. */
    @FunctionalInterface
    interface Visitor {

        /**
         * Takes a block. Its arrays are reused between calls and must not be kept.
         *
         * @param rows how many rows it has, at least 1
         * @param arm 1 for treated, 0 for control
         * @param columns the columns that were asked for, finite, each at least as long as there are rows
         */
        void block(int rows, double[] arm, double[][] columns);
    }
}
