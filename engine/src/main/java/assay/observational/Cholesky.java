package assay.observational;

/** The Cholesky factor of a symmetric matrix; columns that earlier ones explain are left out. */
final class Cholesky {

    private static final double RANK = 1e-10;

    private final double[][] lower;
    private final boolean[] aliased;

    private Cholesky(double[][] lower, boolean[] aliased) {
        this.lower = lower;
        this.aliased = aliased;
    }

    /** Factors a matrix of which the lower triangle is read; it is not changed. */
    static Cholesky of(double[][] matrix) {
        int n = matrix.length;
        double[][] l = new double[n][n];
        boolean[] out = new boolean[n];
        for (int j = 0; j < n; j++) {
            for (int k = 0; k < j; k++) {
                double sum = matrix[j][k];
                for (int m = 0; m < k; m++) {
                    sum -= l[j][m] * l[k][m];
                }
                l[j][k] = out[k] ? 0 : sum / l[k][k];
            }
            double pivot = matrix[j][j];
            for (int m = 0; m < j; m++) {
                pivot -= l[j][m] * l[j][m];
            }
            if (pivot > RANK * matrix[j][j] && pivot > 0) {
                l[j][j] = Math.sqrt(pivot);
            } else {
                out[j] = true;
            }
        }
        return new Cholesky(l, out);
    }

    /** How many columns are kept. */
    int rank() {
        int rank = 0;
        for (boolean out : aliased) {
            rank += out ? 0 : 1;
        }
        return rank;
    }

    /** Solves in place; entries of columns left out become 0. */
    void solve(double[] b) {
        whiten(b);
        int n = b.length;
        for (int j = n - 1; j >= 0; j--) {
            if (aliased[j]) {
                continue;
            }
            double sum = b[j];
            for (int k = j + 1; k < n; k++) {
                sum -= lower[k][j] * b[k];
            }
            b[j] = sum / lower[j][j];
        }
    }

    /** Solves with the lower factor in place: what is left has the identity for covariance. */
    void whiten(double[] b) {
        for (int j = 0; j < b.length; j++) {
            if (aliased[j]) {
                b[j] = 0;
                continue;
            }
            double sum = b[j];
            for (int k = 0; k < j; k++) {
                sum -= lower[j][k] * b[k];
            }
            b[j] = sum / lower[j][j];
        }
    }
}
