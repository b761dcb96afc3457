package assay.geo;

/** The Cholesky factor of a small positive definite matrix. */
final class SmallCholesky {

    private final double[][] lower;

    /**
     * @param matrix positive definite, of which the lower triangle is read and overwritten; a pivot that rounding leaves at nothing
     *     counts as infinite, so that its unknown is 0
     */
    SmallCholesky(double[][] matrix) {
        int n = matrix.length;
        for (int j = 0; j < n; j++) {
            double[] row = matrix[j];
            for (int k = 0; k < j; k++) {
                double sum = row[k];
                double[] other = matrix[k];
                for (int m = 0; m < k; m++) {
                    sum -= row[m] * other[m];
                }
                row[k] = sum / other[k];
            }
            double pivot = row[j];
            for (int m = 0; m < j; m++) {
                pivot -= row[m] * row[m];
            }
            row[j] = pivot > 0 ? Math.sqrt(pivot) : Double.POSITIVE_INFINITY;
        }
        this.lower = matrix;
    }

    /** Replaces a right side by the solution. */
    void solve(double[] x) {
        int n = x.length;
        for (int i = 0; i < n; i++) {
            double sum = x[i];
            for (int m = 0; m < i; m++) {
                sum -= lower[i][m] * x[m];
            }
            x[i] = sum / lower[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            double sum = x[i];
            for (int m = i + 1; m < n; m++) {
                sum -= lower[m][i] * x[m];
            }
            x[i] = sum / lower[i][i];
        }
    }
}
