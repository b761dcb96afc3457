package assay.linear;

import assay.WeightType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows in memory, column by column. The arrays are shared, not copied; they must not change while in use. */
public final class ArrayRows implements RowSource {

    private final LinearSpec spec;
    private final double[][] columns;
    private final int rows;
    private final double @Nullable [] weights;
    private final @Nullable WeightType weightType;
    private final int @Nullable [] clusterOf;
    private final int clusters;

    private ArrayRows(
            LinearSpec spec,
            double[][] columns,
            double @Nullable [] weights,
            @Nullable WeightType weightType,
            int @Nullable [] clusterOf,
            int clusters) {
        this.spec = spec;
        this.columns = columns;
        this.rows = columns[0].length;
        this.weights = weights;
        this.weightType = weightType;
        this.clusterOf = clusterOf;
        this.clusters = clusters;
    }

    /**
     * Rows of equal weight.
     *
     * @param spec the model
     * @param columns its columns in the order of {@link LinearSpec#columns()}, of equal lengths
     * @return the rows
     * @throws IllegalArgumentException if their number or lengths differ
     */
    public static ArrayRows of(LinearSpec spec, double[]... columns) {
        int expected = spec.columns().size();
        if (columns.length != expected) {
            throw new IllegalArgumentException(columns.length + " columns for a model of " + expected);
        }
        double[][] shared = columns.clone();
        for (int j = 0; j < expected; j++) {
            check("column '" + spec.columns().get(j) + "'", shared[j].length, shared[0].length);
        }
        return new ArrayRows(spec, shared, null, null, null, 0);
    }

    private static void check(String what, int length, int rows) {
        if (length != rows) {
            throw new IllegalArgumentException(what + " has " + length + " rows, but others have " + rows);
        }
    }

    /**
     * The same rows, weighted.
     *
     * @param newWeights one for each row
     * @param type what they are
     * @return new rows
     * @throws IllegalArgumentException if their number differs
     */
    public ArrayRows weighted(double[] newWeights, WeightType type) {
        check("the weights", newWeights.length, rows);
        return new ArrayRows(spec, columns, newWeights, type, clusterOf, clusters);
    }

    /**
     * The same rows in clusters.
     *
     * @param of the cluster of each row, as {@link assay.Clusters#of()}
     * @return new rows
     * @throws IllegalArgumentException if their number differs or a cluster is below 0
     */
    public ArrayRows clustered(int[] of) {
        check("the clusters", of.length, rows);
        int top = -1;
        for (int c : of) {
            if (c < 0) {
                throw new IllegalArgumentException("cluster " + c + " is below 0");
            }
            top = Math.max(top, c);
        }
        return new ArrayRows(spec, columns, weights, weightType, of, top + 1);
    }

    @Override
    public LinearSpec spec() {
        return spec;
    }

    @Override
    public int clusters() {
        return clusters;
    }

    @Override
    public Optional<WeightType> weightType() {
        return Optional.ofNullable(weightType);
    }

    @Override
    public void forEach(Visitor visitor) {
        visitor.block(rows, columns, weights, clusterOf);
    }

    int rows() {
        return rows;
    }

    double[][] columns() {
        return columns;
    }

    double @Nullable [] weights() {
        return weights;
    }

    int @Nullable [] clusterOf() {
        return clusterOf;
    }
}
