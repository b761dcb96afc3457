package assay.transport;

/** The mean of the covariates in the target, and their covariance. */
final class TargetMeans {

    final double[] means;
    /** With n - 1 as the divisor. */
    final double[][] covariance;

    private TargetMeans(double[] means, double[][] covariance) {
        this.means = means;
        this.covariance = covariance;
    }

    static TargetMeans of(double[][] columns, int[] rows) {
        int p = columns.length;
        double[] means = new double[p];
        for (int j = 0; j < p; j++) {
            for (int row : rows) {
                means[j] += columns[j][row];
            }
            means[j] /= rows.length;
        }
        double[][] covariance = new double[p][p];
        for (int j = 0; j < p; j++) {
            for (int k = 0; k <= j; k++) {
                double sum = 0;
                for (int row : rows) {
                    sum += (columns[j][row] - means[j]) * (columns[k][row] - means[k]);
                }
                covariance[j][k] = sum / (rows.length - 1.0);
                covariance[k][j] = covariance[j][k];
            }
        }
        return new TargetMeans(means, covariance);
    }

    /** {@code d' S d}. */
    double quadratic(double[] d) {
        double sum = 0;
        for (int j = 0; j < d.length; j++) {
            for (int k = 0; k < d.length; k++) {
                sum += d[j] * covariance[j][k] * d[k];
            }
        }
        return sum;
    }
}
