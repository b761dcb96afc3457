package assay.linear;

/** The degrees of freedom of the Wishart distribution nearest to the CR2 covariance of several contrasts. */
final class Hotelling {

    private final ClusterMeat meat;
    private final double[][] contrasts;

    /** Whitened contrasts. */
    Hotelling(ClusterMeat meat, double[][] contrasts) {
        this.meat = meat;
        this.contrasts = contrasts;
    }

    /** {@code q (q + 1)} over the sum of the variances of the elements, contrasts scaled to expectation I. */
    double degreesOfFreedom() {
        int q = contrasts.length;
        double[][] omega = new double[q][q];
        meat.forEach(contrasts, (own, r, kr) -> {
            for (int s = 0; s < q; s++) {
                for (int t = 0; t < q; t++) {
                    omega[s][t] += own[s][t] + Matrices.dot(r[s], kr[t]);
                }
            }
        });
        double[][] scaled = Matrices.times(inverseRoot(omega), contrasts);
        int d = meat.dimension();
        double[][][][] products = new double[q][q][d][d];
        double[] sum = new double[1];
        meat.forEach(scaled, (own, r, kr) -> {
            for (int s = 0; s < q; s++) {
                for (int t = 0; t < q; t++) {
                    double st = Matrices.dot(r[s], kr[t]);
                    sum[0] += own[s][s] * own[t][t]
                            + own[s][s] * Matrices.dot(r[t], kr[t])
                            + own[t][t] * Matrices.dot(r[s], kr[s])
                            + own[s][t] * own[s][t]
                            + 2 * own[s][t] * st;
                    for (int i = 0; i < d; i++) {
                        for (int j = 0; j < d; j++) {
                            // K times the sum of r_s r_t'.
                            products[s][t][i][j] += kr[s][i] * r[t][j];
                        }
                    }
                }
            }
        });
        double total = sum[0];
        for (int s = 0; s < q; s++) {
            for (int t = 0; t < q; t++) {
                // The double sums over clusters of P^ss P^tt and of P^st P^ts, less what is counted above.
                total += trace(products[s][t], products[t][s]) + trace(products[t][s], products[t][s]);
            }
        }
        return q * (q + 1) / total;
    }

    /** tr(A B). */
    private static double trace(double[][] a, double[][] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                sum += a[i][j] * b[j][i];
            }
        }
        return sum;
    }

    private static double[][] inverseRoot(double[][] a) {
        SymmetricEigen eigen = new SymmetricEigen(a);
        int n = a.length;
        double[][] out = new double[n][n];
        for (int r = 0; r < n; r++) {
            double f = 1 / Math.sqrt(eigen.values[r]);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    out[i][j] += f * eigen.vectors[i][r] * eigen.vectors[j][r];
                }
            }
        }
        return out;
    }
}
