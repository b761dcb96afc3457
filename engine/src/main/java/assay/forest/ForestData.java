package assay.forest;

import org.jspecify.annotations.Nullable;

/**
 * The features of the rows that a forest is grown on, with weights and clusters where there are any. Arrays are shared and must
 * not be written to.
 */
public final class ForestData {

    private final double[][] columns;
    private final int size;
    private final double @Nullable [] weights;
    private final int @Nullable [] clusters;

    private ForestData(double[][] columns, int size, double @Nullable [] weights, int @Nullable [] clusters) {
        this.columns = columns;
        this.size = size;
        this.weights = weights;
        this.clusters = clusters;
    }

    /**
     * Features alone.
     *
     * @param columns the features, column by column, NaN where missing; at least one
     * @return the data
     * @throws IllegalArgumentException if there is no column or row, lengths differ, or a value is infinite
     */
    public static ForestData of(double[][] columns) {
        if (columns.length == 0 || columns[0].length == 0) {
            throw new IllegalArgumentException("a forest needs at least one feature and one row");
        }
        int size = columns[0].length;
        for (int j = 0; j < columns.length; j++) {
            if (columns[j].length != size) {
                throw new IllegalArgumentException(
                        "feature " + (j + 1) + " has " + columns[j].length + " rows, but the first has " + size);
            }
            for (int i = 0; i < size; i++) {
                if (Double.isInfinite(columns[j][i])) {
                    throw new IllegalArgumentException("feature " + (j + 1) + " is infinite in row " + (i + 1));
                }
            }
        }
        return new ForestData(columns, size, null, null);
    }

    /**
     * The same data with weights.
     *
     * @param changed weight of each row, finite and not negative, not all 0; or null for none
     * @return the changed data
     * @throws IllegalArgumentException if they are not
     */
    public ForestData withWeights(double @Nullable [] changed) {
        if (changed != null) {
            check("weights", changed.length);
            double sum = 0;
            for (double weight : changed) {
                if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
                    throw new IllegalArgumentException("weights must be finite and not negative, not " + weight);
                }
                sum += weight;
            }
            if (!(sum > 0)) {
                throw new IllegalArgumentException("some weight must be above 0");
            }
        }
        return new ForestData(columns, size, changed, clusters);
    }

    /**
     * The same data in clusters, which are drawn whole.
     *
     * @param changed cluster of each row, any whole numbers; or null where rows are independent
     * @return the changed data
     * @throws IllegalArgumentException if lengths differ
     */
    public ForestData withClusters(int @Nullable [] changed) {
        if (changed != null) {
            check("clusters", changed.length);
        }
        return new ForestData(columns, size, weights, changed);
    }

    private void check(String what, int length) {
        if (length != size) {
            throw new IllegalArgumentException(what + " must be of " + size + " rows, not " + length);
        }
    }

    /**
     * Some rows, in the order given.
     *
     * @param rows zero-based rows, at least one
     * @return the rows
     */
    public ForestData rows(int[] rows) {
        if (rows.length == 0) {
            throw new IllegalArgumentException("a forest needs at least one row");
        }
        double[][] picked = new double[columns.length][];
        for (int j = 0; j < picked.length; j++) {
            picked[j] = pick(columns[j], rows);
        }
        int[] groups = clusters == null ? null : new int[rows.length];
        if (groups != null && clusters != null) {
            for (int i = 0; i < rows.length; i++) {
                groups[i] = clusters[rows[i]];
            }
        }
        return new ForestData(picked, rows.length, weights == null ? null : pick(weights, rows), groups);
    }

    private static double[] pick(double[] values, int[] rows) {
        double[] picked = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            picked[i] = values[rows[i]];
        }
        return picked;
    }

    /**
     * The number of rows.
     *
     * @return at least 1
     */
    public int size() {
        return size;
    }

    /**
     * The number of features.
     *
     * @return at least 1
     */
    public int features() {
        return columns.length;
    }

    /**
     * The features.
     *
     * @return the shared arrays, column by column
     */
    public double[][] columns() {
        return columns;
    }

    /**
     * The weights.
     *
     * @return the shared array, or null where all rows count the same
     */
    public double @Nullable [] weights() {
        return weights;
    }

    /**
     * The clusters.
     *
     * @return the shared array, or null where rows are independent
     */
    public int @Nullable [] clusters() {
        return clusters;
    }
}
