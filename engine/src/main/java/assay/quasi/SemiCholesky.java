package assay.quasi;

/** The root of a covariance that may be singular: a direction that earlier ones explain to 1e-10 of its variance is left out. */
final class SemiCholesky {

    private static final double TOLERANCE = 1e-10;

    private final double[][] lower;
    private int rank;

    SemiCholesky(double[][] matrix) {
        int n = matrix.length;
        lower = new double[n][n];
        for (int j = 0; j < n; j++) {
            double pivot = matrix[j][j];
            for (int k = 0; k < j; k++) {
                pivot -= lower[j][k] * lower[j][k];
            }
            if (!(pivot > TOLERANCE * matrix[j][j])) {
                continue;
            }
            rank++;
            lower[j][j] = Math.sqrt(pivot);
            for (int i = j + 1; i < n; i++) {
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= lower[i][k] * lower[j][k];
                }
                lower[i][j] = sum / lower[j][j];
            }
        }
    }

    int rank() {
        return rank;
    }

    /** {@code L z} with the z that starts at an offset. */
    void multiply(double[] z, int from, double[] out) {
        for (int i = 0; i < out.length; i++) {
            double sum = 0;
            for (int j = 0; j <= i; j++) {
                sum += lower[i][j] * z[from + j];
            }
            out[i] = sum;
        }
    }

    /** {@code L^-1 b} over the directions that were kept, 0 in the others. */
    double[] solve(double[] b) {
        double[] y = new double[b.length];
        for (int i = 0; i < y.length; i++) {
            if (lower[i][i] > 0) {
                double rest = b[i];
                for (int j = 0; j < i; j++) {
                    rest -= lower[i][j] * y[j];
                }
                y[i] = rest / lower[i][i];
            }
        }
        return y;
    }

    /** {@code L^-1 M L^-T} of a symmetric matrix. */
    double[][] whiten(double[][] m) {
        double[][] half = new double[m.length][];
        for (int i = 0; i < m.length; i++) {
            half[i] = solve(m[i]);
        }
        double[][] out = new double[m.length][];
        double[] column = new double[m.length];
        for (int j = 0; j < m.length; j++) {
            for (int i = 0; i < m.length; i++) {
                column[i] = half[i][j];
            }
            out[j] = solve(column);
        }
        return out;
    }

    /** {@code b'A^-1 b} over the directions that were kept. */
    double quadratic(double[] b) {
        double sum = 0;
        for (double y : solve(b)) {
            sum += y * y;
        }
        return sum;
    }
}
