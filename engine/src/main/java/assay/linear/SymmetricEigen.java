package assay.linear;

/** Eigenvalues and eigenvectors of a small symmetric matrix by cyclic Jacobi rotations. */
final class SymmetricEigen {

    private static final int SWEEPS = 60;

    /** Eigenvalues, in no order. */
    final double[] values;
    /** Eigenvectors by column. */
    final double[][] vectors;

    SymmetricEigen(double[][] matrix) {
        int n = matrix.length;
        double[][] a = new double[n][];
        for (int i = 0; i < n; i++) {
            a[i] = matrix[i].clone();
        }
        vectors = Matrices.identity(n);
        for (int sweep = 0; sweep < SWEEPS && rotateAll(a) > 0; sweep++) {
            // Rotations go on until every off-diagonal element is nothing beside its diagonal ones.
        }
        values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = a[i][i];
        }
    }

    private int rotateAll(double[][] a) {
        int n = a.length;
        double norm = 0;
        for (double[] row : a) {
            for (double x : row) {
                norm = Math.max(norm, Math.abs(x));
            }
        }
        int rotations = 0;
        for (int p = 0; p < n; p++) {
            for (int q = p + 1; q < n; q++) {
                if (Math.abs(a[p][q]) > 1e-17 * norm) {
                    rotate(a, p, q);
                    rotations++;
                }
            }
        }
        return rotations;
    }

    private void rotate(double[][] a, int p, int q) {
        int n = a.length;
        double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double c = 1 / Math.sqrt(t * t + 1);
        double s = t * c;
        for (int i = 0; i < n; i++) {
            double x = a[i][p];
            double y = a[i][q];
            a[i][p] = c * x - s * y;
            a[i][q] = s * x + c * y;
        }
        for (int i = 0; i < n; i++) {
            double x = a[p][i];
            double y = a[q][i];
            a[p][i] = c * x - s * y;
            a[q][i] = s * x + c * y;
        }
        a[p][q] = 0;
        a[q][p] = 0;
        for (int i = 0; i < n; i++) {
            double x = vectors[i][p];
            double y = vectors[i][q];
            vectors[i][p] = c * x - s * y;
            vectors[i][q] = s * x + c * y;
        }
    }
}
