package assay.quasi;

/** Sums over rows that regressions are made of. */
final class Regressors {

    /** A direction that earlier ones explain to this share of its variance counts as explained. */
    private static final double TOLERANCE = 1e-9;

    private final double[][] x;
    private final int width;

    Regressors(double[][] x) {
        this.x = x;
        this.width = x[0].length;
    }

    int rows() {
        return x.length;
    }

    int width() {
        return width;
    }

    double[] row(int i) {
        return x[i];
    }

    /** {@code sum of w_i x_i x_i'}. */
    double[][] gram(double[] weights) {
        double[][] gram = new double[width][width];
        for (int i = 0; i < x.length; i++) {
            double w = weights[i];
            if (w != 0) {
                for (int a = 0; a < width; a++) {
                    double wa = w * x[i][a];
                    for (int b = 0; b <= a; b++) {
                        gram[a][b] += wa * x[i][b];
                    }
                }
            }
        }
        for (int a = 0; a < width; a++) {
            for (int b = 0; b < a; b++) {
                gram[b][a] = gram[a][b];
            }
        }
        return gram;
    }

    /** {@code sum of v_i x_i}. */
    double[] sums(double[] values) {
        double[] sums = new double[width];
        for (int i = 0; i < x.length; i++) {
            if (values[i] != 0) {
                for (int a = 0; a < width; a++) {
                    sums[a] += values[i] * x[i][a];
                }
            }
        }
        return sums;
    }

    /** {@code x_i'b}. */
    double[] times(double[] b) {
        double[] out = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double sum = 0;
            for (int a = 0; a < width; a++) {
                sum += b[a] * x[i][a];
            }
            out[i] = sum;
        }
        return out;
    }

    /** A symmetric matrix with a solver, in which directions explained by earlier ones are left out. */
    static final class Solver {
        private final double[][] lower;
        private int rank;

        Solver(double[][] matrix) {
            int n = matrix.length;
            lower = new double[n][n];
            for (int j = 0; j < n; j++) {
                double pivot = matrix[j][j];
                for (int k = 0; k < j; k++) {
                    pivot -= lower[j][k] * lower[j][k];
                }
                if (!(pivot > TOLERANCE * matrix[j][j]) || matrix[j][j] == 0) {
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

        /** {@code A^-1 b}, 0 in directions that were left out. */
        double[] solve(double[] b) {
            int n = b.length;
            double[] y = new double[n];
            for (int i = 0; i < n; i++) {
                if (lower[i][i] > 0) {
                    double rest = b[i];
                    for (int j = 0; j < i; j++) {
                        rest -= lower[i][j] * y[j];
                    }
                    y[i] = rest / lower[i][i];
                }
            }
            double[] z = new double[n];
            for (int i = n - 1; i >= 0; i--) {
                if (lower[i][i] > 0) {
                    double rest = y[i];
                    for (int j = i + 1; j < n; j++) {
                        rest -= lower[j][i] * z[j];
                    }
                    z[i] = rest / lower[i][i];
                }
            }
            return z;
        }
    }
}
