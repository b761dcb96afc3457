package assay.forest;

import org.jspecify.annotations.Nullable;

/** A grown regression forest. */
public final class RegressionForestModel {

    private final Forest forest;

    RegressionForestModel(Forest forest) {
        this.forest = forest;
    }

    /** The trees and what reads them. */
    Forest forest() {
        return forest;
    }

    /**
     * Predicts rows that the forest was not grown on, each from all trees.
     *
     * @param columns the features, column by column, in the order of fitting, NaN where missing
     * @param rows zero-based rows to predict
     * @param out where the prediction of row {@code i} is stored at index {@code i}; other entries are left alone
     * @param variances where its variance is stored (bootstrap of little bags), or null for none
     * @throws IllegalArgumentException if the number of columns is not {@link #features()}, or variances are asked of a forest
     *     whose trees are not in groups
     */
    public void predict(double[][] columns, int[] rows, double[] out, double @Nullable [] variances) {
        forest.predict(columns, rows, new double[][] {out}, variances == null ? null : new double[][] {variances});
    }

    /**
     * Predicts each row that the forest was grown on from the trees that did not draw it (nor its cluster); NaN if there are
     * none.
     *
     * @param out where predictions are stored
     * @param variances where variances are stored, or null for none
     * @throws IllegalArgumentException if variances are asked of a forest whose trees are not in groups
     * @throws IllegalStateException if the forest was read from a file
     */
    public void outOfBag(double[] out, double @Nullable [] variances) {
        forest.outOfBag(new double[][] {out}, variances == null ? null : new double[][] {variances});
    }

    /**
     * How much each feature was split on: its share of the splits at depths 1 to 4, weighted by the inverse square of the depth.
     *
     * @return shares that sum to 1, or to 0 if no tree has a split
     */
    public double[] importance() {
        return forest.importance();
    }

    /**
     * The weight of each row that the forest was grown on in the prediction of a row: the prediction is the regression with
     * these weights (times those of the data).
     *
     * @param columns the features, column by column
     * @param row the row to predict
     * @return weights that sum to 1
     * @throws IllegalStateException if the forest was read from a file
     */
    public double[] kernel(double[][] columns, int row) {
        return forest.kernel(columns, row);
    }

    /**
     * The number of features.
     *
     * @return at least 1
     */
    public int features() {
        return forest.bins.features();
    }
}
