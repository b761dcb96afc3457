package assay.linear;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Adjusted cluster scores in the whitened basis, and the Satterthwaite degrees of freedom of contrasts. */
final class ClusterMeat {

    private static final double NEUMANN = 0.3;

    private final ClusterMoments moments;
    private final int k;
    private final int p1;
    private final double[][] f;
    private final double[][] e;
    private final double[][] v;
    private final int[][] used;

    /** Moments about the means of the design. */
    ClusterMeat(ClusterMoments moments, Design design) {
        this.moments = moments;
        this.k = design.size();
        this.p1 = design.residual[0].length + 1;
        this.f = new double[k][p1];
        f[0][0] = design.constant;
        for (int a = 1; a < k; a++) {
            System.arraycopy(design.basis[a - 1], 0, f[a], 1, p1 - 1);
        }
        this.e = new double[design.residual.length][p1];
        for (int o = 0; o < e.length; o++) {
            System.arraycopy(design.residual[o], 0, e[o], 1, p1 - 1);
        }
        this.used = new int[k][];
        for (int a = 0; a < k; a++) {
            double[] row = f[a];
            used[a] = IntStream.range(0, p1).filter(j -> row[j] != 0).toArray();
        }
        this.v = moments.weighted() ? square() : new double[0][];
    }

    /** X'W^2 X over all rows, whitened. */
    private double[][] square() {
        double[][] total = new double[p1][p1];
        double[][] s = new double[p1][p1];
        for (int c = 0; c < moments.clusters(); c++) {
            moments.unpack(c, 2, s);
            for (int i = 0; i < p1; i++) {
                for (int j = 0; j < p1; j++) {
                    total[i][j] += s[i][j];
                }
            }
        }
        return Matrices.sandwich(f, total, f);
    }

    /** Scores by cluster: outcome-major, k each. */
    double[][] scores(ClusterCovariance covariance) {
        int m = e.length;
        double[][] out = new double[moments.clusters()][m * k];
        Work work = new Work();
        for (int c = 0; c < out.length; c++) {
            if (moments.rows(c) > 0) {
                work.scores(c, covariance, out[c]);
            }
        }
        return out;
    }

    /** Clusters whose residuals are 0 in some direction because they alone determine a coefficient. */
    int determining() {
        Work work = new Work();
        int count = 0;
        for (int c = 0; c < moments.clusters(); c++) {
            if (moments.rows(c) > 0) {
                work.load(c);
                count += work.adjustment.singular() > 0 ? 1 : 0;
            }
        }
        return count;
    }

    /** Satterthwaite degrees of freedom of a whitened contrast under CR2. */
    double[] degreesOfFreedom(double[][] contrasts) {
        int d = dimension();
        int q = contrasts.length;
        double[][][] products = new double[q][d][d];
        double[] traces = new double[q];
        double[] squares = new double[q];
        forEach(contrasts, (own, r, kr) -> {
            for (int s = 0; s < q; s++) {
                double cross = Matrices.dot(r[s], kr[s]);
                traces[s] += own[s][s] + cross;
                squares[s] += own[s][s] * own[s][s] + 2 * own[s][s] * cross;
                for (int i = 0; i < d; i++) {
                    for (int l = 0; l < d; l++) {
                        products[s][i][l] += kr[s][i] * r[s][l];
                    }
                }
            }
        });
        double[] out = new double[q];
        for (int s = 0; s < q; s++) {
            double square = squares[s];
            for (int i = 0; i < d; i++) {
                for (int l = 0; l < d; l++) {
                    square += products[s][i][l] * products[s][l][i];
                }
            }
            out[s] = traces[s] * traces[s] / square;
        }
        return out;
    }

    /** k, or 2k with weights. */
    int dimension() {
        return v.length == 0 ? k : 2 * k;
    }

    /**
     * Visits the adjusted contrasts {@code a_s = A_c W_c X_c c_s} of each cluster: their products {@code a_s'a_t}, and
     * {@code r_s = U'a_s} and {@code K r_s}, so that the covariance of {@code a_s'e_a} and {@code b_t'e_b} is
     * {@code 1{a = b} a_s'a_t + r_s'K r_t} under independent errors of variance 1.
     */
    void forEach(double[][] contrasts, Visitor visitor) {
        Work work = new Work();
        int d = dimension();
        int q = contrasts.length;
        double[][] x = new double[q][d];
        for (int s = 0; s < q; s++) {
            // W X c in the coordinates of U: its second half; without weights U is X.
            System.arraycopy(contrasts[s], 0, x[s], d - k, k);
        }
        double[][] alpha = new double[q][d];
        double[][] r = new double[q][d];
        double[][] kr = new double[q][d];
        double[][] own = new double[q][q];
        for (int c = 0; c < moments.clusters(); c++) {
            if (!(moments.rows(c) > 0)) {
                continue;
            }
            work.load(c);
            for (int s = 0; s < q; s++) {
                work.adjustment.direction(x[s], alpha[s]);
                Matrices.multiply(work.gram, alpha[s], r[s]);
                work.adjustment.middle(r[s], kr[s]);
            }
            for (int s = 0; s < q; s++) {
                for (int t = 0; t < q; t++) {
                    own[s][t] = Matrices.dot(alpha[s], r[t]);
                }
            }
            visitor.cluster(own, r, kr);
        }
    }

    /** Receives the adjusted contrasts of a cluster. */
    @FunctionalInterface
    interface Visitor {

        void cluster(double[][] own, double[][] r, double[][] kr);
    }

    /** Buffers for one cluster at a time. */
    private final class Work {

        private final Adjustment adjustment = new Adjustment(k, v);
        private final double[][] s0 = new double[p1][p1];
        private final double[][] s2 = new double[p1][p1];
        private final double[] term = new double[k];
        private final double[] next = new double[k];
        private final double[][] gram = new double[adjustment.dimension()][adjustment.dimension()];
        private final double[][] s1 = new double[p1][p1];
        private final double[][] fs = new double[k][p1];
        private final double[][] own = new double[k][k];
        private final double[] se = new double[p1];
        private final double[] products = new double[adjustment.dimension()];
        private final double[] t = new double[adjustment.dimension()];

        void load(int c) {
            if (v.length == 0) {
                moments.unpack(c, 1, s1);
                whiten(s1, gram, 0, 0);
            } else {
                moments.unpack(c, 0, s0);
                whiten(s0, gram, 0, 0);
                moments.unpack(c, 1, s1);
                whiten(s1, gram, 0, k);
                whiten(s1, gram, k, 0);
                moments.unpack(c, 2, s2);
                whiten(s2, gram, k, k);
            }
            adjustment.load(gram);
        }

        /** f s f', symmetric, into a block of a matrix. */
        private void whiten(double[][] s, double[][] out, int row, int column) {
            for (int a = 0; a < k; a++) {
                Arrays.fill(fs[a], 0);
                for (int i : used[a]) {
                    double factor = f[a][i];
                    for (int j = 0; j < p1; j++) {
                        fs[a][j] += factor * s[i][j];
                    }
                }
                for (int b = 0; b <= a; b++) {
                    double sum = 0;
                    for (int j : used[b]) {
                        sum += fs[a][j] * f[b][j];
                    }
                    out[row + a][column + b] = sum;
                    out[row + b][column + a] = sum;
                }
            }
        }

        void scores(int c, ClusterCovariance covariance, double[] out) {
            boolean root = covariance == ClusterCovariance.CR2;
            if (root) {
                load(c);
            } else {
                moments.unpack(c, 1, s1);
                if (covariance == ClusterCovariance.CR3) {
                    whiten(s1, own, 0, 0);
                }
            }
            for (int o = 0; o < e.length; o++) {
                Matrices.multiply(s1, e[o], se);
                int from = o * k;
                for (int a = 0; a < k; a++) {
                    out[from + a] = Matrices.dot(f[a], se);
                }
                if (root) {
                    root(o, out, from);
                } else if (covariance == ClusterCovariance.CR3) {
                    inverse(out, from);
                }
            }
        }

        private void root(int o, double[] out, int from) {
            int d = products.length;
            System.arraycopy(out, from, products, d - k, k);
            if (d > k) {
                Matrices.multiply(s0, e[o], se);
                for (int a = 0; a < k; a++) {
                    products[a] = Matrices.dot(f[a], se);
                }
            }
            adjustment.residual(products, t);
            for (int a = 0; a < k; a++) {
                out[from + a] += Matrices.dot(gram[d - k + a], t);
            }
        }

        /** Multiplies by (I - G)^-1, with 0 for the inverse of what is 0 to rounding. */
        private void inverse(double[] out, int from) {
            double trace = 0;
            for (int a = 0; a < k; a++) {
                trace += own[a][a];
            }
            if (trace < NEUMANN) {
                // The trace bounds the largest eigenvalue, so that powers of G die out.
                System.arraycopy(out, from, term, 0, k);
                for (double size = 1; size > 1e-18; size *= trace) {
                    Matrices.multiply(own, term, next);
                    for (int a = 0; a < k; a++) {
                        term[a] = next[a];
                        out[from + a] += next[a];
                    }
                }
                return;
            }
            SymmetricEigen eigen = new SymmetricEigen(own);
            double[] sum = new double[k];
            for (int r = 0; r < k; r++) {
                double left = 1 - eigen.values[r];
                if (left < Adjustment.SINGULAR) {
                    continue;
                }
                double dot = 0;
                for (int i = 0; i < k; i++) {
                    dot += eigen.vectors[i][r] * out[from + i];
                }
                for (int i = 0; i < k; i++) {
                    sum[i] += dot / left * eigen.vectors[i][r];
                }
            }
            System.arraycopy(sum, 0, out, from, k);
        }
    }
}
