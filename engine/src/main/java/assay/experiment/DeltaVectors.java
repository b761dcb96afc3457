package assay.experiment;

/**
 * Many effects of one linear model in one matrix product. A row of D is a delta vector, the mean over some rows of the model
 * matrix under treatment less that under control, {@code mean of m(X, t = 1) - m(X, t = 0)}: with coefficients b and their
 * covariance V, the effects are {@code D b} and their variances {@code rowSums((D V) o D)} (Wong, Delta vectors unify the
 * computation for linear model treatment effects, 2024).
 */
public final class DeltaVectors {

    private final double[][] rows;

    /**
     * A stack of delta vectors.
     *
     * @param rows q vectors of k multipliers, shared and not to be written to
     * @throws IllegalArgumentException if their lengths differ
     */
    public DeltaVectors(double[][] rows) {
        this.rows = rows.clone();
        for (double[] row : rows) {
            if (row.length != rows[0].length) {
                throw new IllegalArgumentException(
                        "delta vectors have " + rows[0].length + " and " + row.length + " multipliers");
            }
        }
    }

    /**
     * How many there are.
     *
     * @return q
     */
    public int size() {
        return rows.length;
    }

    /**
     * A delta vector.
     *
     * @param row its index
     * @return the shared array
     */
    public double[] row(int row) {
        return rows[row];
    }

    /**
     * The effects.
     *
     * @param coefficients k of them
     * @return {@code D b}, q values
     */
    public double[] effects(double[] coefficients) {
        double[] effects = new double[rows.length];
        for (int i = 0; i < effects.length; i++) {
            effects[i] = dot(rows[i], coefficients);
        }
        return effects;
    }

    /**
     * The variances of the effects.
     *
     * @param covariance V, k x k and symmetric
     * @return {@code rowSums((D V) o D)}, q values
     */
    public double[] variances(double[][] covariance) {
        double[] variances = new double[rows.length];
        for (int i = 0; i < variances.length; i++) {
            variances[i] = dot(rows[i], times(rows[i], covariance));
        }
        return variances;
    }

    /**
     * The covariance of the effects.
     *
     * @param covariance V, k x k and symmetric
     * @return {@code D V D'}, q x q
     */
    public double[][] covariance(double[][] covariance) {
        double[][] out = new double[rows.length][rows.length];
        for (int i = 0; i < out.length; i++) {
            double[] left = times(rows[i], covariance);
            for (int j = 0; j < out.length; j++) {
                out[i][j] = dot(left, rows[j]);
            }
        }
        return out;
    }

    private static double[] times(double[] row, double[][] matrix) {
        double[] out = new double[row.length];
        for (int i = 0; i < row.length; i++) {
            if (row[i] != 0) {
                for (int j = 0; j < out.length; j++) {
                    out[j] += row[i] * matrix[i][j];
                }
            }
        }
        return out;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
