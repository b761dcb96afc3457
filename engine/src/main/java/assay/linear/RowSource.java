package assay.linear;

import assay.WeightType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of a linear model in blocks, in the same order as often as they are asked for. */
public interface RowSource {

    /**
     * The columns.
     *
     * @return the model that the rows are for
     */
    LinearSpec spec();

    /**
     * The clusters.
     *
     * @return how many; cluster numbers are below it; 0 without clusters
     */
    int clusters();

    /**
     * What the weights are.
     *
     * @return empty without weights
     */
    Optional<WeightType> weightType();

    /**
     * Visits all rows.
     *
     * @param visitor gets one block after the other
     */
    void forEach(Visitor visitor);

    /** Receives blocks of rows. */
    @FunctionalInterface
    interface Visitor {

        /**
         * Receives a block. The arrays are reused between calls and must not be kept or changed.
         *
         * @param rows the rows of the block; arrays may be longer
         * @param columns the columns in the order of {@link LinearSpec#columns()}, finite
         * @param weights the weights, or null
         * @param clusters the clusters of the rows, from 0, or null
         */
        void block(int rows, double[][] columns, double @Nullable [] weights, int @Nullable [] clusters);
    }
}
