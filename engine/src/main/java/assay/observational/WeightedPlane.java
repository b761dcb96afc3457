package assay.observational;

/** A weighted linear regression with an intercept; columns that earlier ones explain are left out. */
final class WeightedPlane {

    private final double[] means;
    private final double[] scales;
    private final double[] slopes;
    private final double level;
    private final Cholesky factor;
    private final double total;

    private WeightedPlane(
            double[] means, double[] scales, double[] slopes, double level, Cholesky factor, double total) {
        this.means = means;
        this.scales = scales;
        this.slopes = slopes;
        this.level = level;
        this.factor = factor;
        this.total = total;
    }

    /** The regression of y on the columns with weights, those of rows left out being 0. */
    static WeightedPlane of(double[][] columns, double[] y, double[] weights) {
        int p = columns.length;
        double total = 0;
        double level = 0;
        for (int i = 0; i < y.length; i++) {
            total += weights[i];
            level += weights[i] * y[i];
        }
        level /= total;
        double[] means = new double[p];
        double[] scales = new double[p];
        for (int j = 0; j < p; j++) {
            double[] x = columns[j];
            double sum = 0;
            for (int i = 0; i < x.length; i++) {
                sum += weights[i] * x[i];
            }
            means[j] = sum / total;
            double squares = 0;
            for (int i = 0; i < x.length; i++) {
                double d = x[i] - means[j];
                squares += weights[i] * d * d;
            }
            double sd = Math.sqrt(squares / total);
            scales[j] = sd > 1e-12 * Math.abs(means[j]) ? 1 / sd : 0;
        }
        double[][] cross = new double[p][p];
        double[] right = new double[p];
        double[] row = new double[p];
        for (int i = 0; i < y.length; i++) {
            double w = weights[i];
            if (w == 0) {
                continue;
            }
            for (int j = 0; j < p; j++) {
                row[j] = (columns[j][i] - means[j]) * scales[j];
            }
            for (int j = 0; j < p; j++) {
                double wx = w * row[j];
                right[j] += wx * (y[i] - level);
                for (int k = 0; k <= j; k++) {
                    cross[j][k] += wx * row[k];
                }
            }
        }
        Cholesky factor = Cholesky.of(cross);
        factor.solve(right);
        return new WeightedPlane(means, scales, right, level, factor, total);
    }

    /** The value at the covariates of a row. */
    double at(double[][] columns, int row) {
        double sum = level;
        for (int j = 0; j < slopes.length; j++) {
            sum += slopes[j] * (columns[j][row] - means[j]) * scales[j];
        }
        return sum;
    }

    /** How many columns are not explained by others. */
    int rank() {
        return factor.rank();
    }

    /** The slope in the covariates times a difference of two rows' covariates, or of a row from a point. */
    double[] slopes() {
        double[] out = new double[slopes.length];
        for (int j = 0; j < out.length; j++) {
            out[j] = slopes[j] * scales[j];
        }
        return out;
    }

    /**
     * The weights of outcomes in the prediction at a point.
     *
     * @param columns the columns that were learned from
     * @param weights the weights that were learned with
     */
    double[] weightsAt(double[][] columns, double[] weights, double[] point) {
        double[] direction = new double[slopes.length];
        for (int j = 0; j < direction.length; j++) {
            direction[j] = (point[j] - means[j]) * scales[j];
        }
        factor.solve(direction);
        double[] out = new double[weights.length];
        for (int i = 0; i < out.length; i++) {
            double sum = 1 / total;
            for (int j = 0; j < direction.length; j++) {
                sum += direction[j] * (columns[j][i] - means[j]) * scales[j];
            }
            out[i] = weights[i] * sum;
        }
        return out;
    }
}
