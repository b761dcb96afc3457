package assay.linear;

/** Solves with small symmetric matrices. */
final class PseudoInverse {

    private PseudoInverse() {}

    /** {@code a^-1 b} for a positive definite; directions that are 0 to rounding are left out. */
    static double[] solve(double[][] a, double[] b) {
        int n = b.length;
        // Scaling to a unit diagonal keeps columns in different units apart from rank.
        double[] scale = new double[n];
        double[][] scaled = new double[n][n];
        for (int i = 0; i < n; i++) {
            scale[i] = a[i][i] > 0 ? 1 / Math.sqrt(a[i][i]) : 0;
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                scaled[i][j] = a[i][j] * scale[i] * scale[j];
            }
        }
        SymmetricEigen eigen = new SymmetricEigen(scaled);
        double[] out = new double[n];
        for (int r = 0; r < n; r++) {
            if (eigen.values[r] > 1e-12) {
                double dot = 0;
                for (int i = 0; i < n; i++) {
                    dot += eigen.vectors[i][r] * b[i] * scale[i];
                }
                for (int i = 0; i < n; i++) {
                    out[i] += dot / eigen.values[r] * eigen.vectors[i][r] * scale[i];
                }
            }
        }
        return out;
    }
}
