package assay.linear;

import assay.EstimationException;
import assay.Problem;

/** Adjusted cluster scores in the whitened basis, and the Satterthwaite degrees of freedom of contrasts. */
final class ClusterMeat {

    private final ClusterMoments moments;
    private final Design design;
    private final int k;
    private final int p1;
    private final double[][] f;
    private final double[][] e;
    private final double[][] v;
    private final int clusters;

    /** Moments about the means of the design. */
    ClusterMeat(ClusterMoments moments, Design design) {
        this.moments = moments;
        this.design = design;
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
        int count = 0;
        for (int c = 0; c < moments.clusters(); c++) {
            count += moments.rows(c) > 0 ? 1 : 0;
        }
        this.clusters = count;
        if (count < 2) {
            throw new EstimationException(
                    Problem.TOO_FEW_CLUSTERS,
                    "All rows are in one cluster, so that nothing tells how clusters vary.",
                    "Check the cluster column; cluster-robust inference needs at least two clusters, better forty.");
        }
        this.v = moments.weighted() ? square() : new double[0][];
    }

    private double[][] square() {
        double[][] total = new double[k][k];
        double[][] s = new double[p1][p1];
        for (int c = 0; c < moments.clusters(); c++) {
            moments.unpack(c, 2, s);
            double[][] g = Matrices.sandwich(f, s, f);
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    total[i][j] += g[i][j];
                }
            }
        }
        return total;
    }

    /** Clusters with rows of positive weight. */
    int clusters() {
        return clusters;
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

    /** Satterthwaite degrees of freedom of a whitened contrast under CR2. */
    double degreesOfFreedom(double[] contrast) {
        Work work = new Work();
        int d = work.adjustment.dimension();
        double[] x = new double[d];
        // W X c: the second half of U; without weights U is X.
        System.arraycopy(contrast, 0, x, d - k, k);
        double[] alpha = new double[d];
        double[] r = new double[d];
        double[] kr = new double[d];
        double[][] rr = new double[d][d];
        double trace = 0;
        double square = 0;
        for (int c = 0; c < moments.clusters(); c++) {
            if (!(moments.rows(c) > 0)) {
                continue;
            }
            work.load(c);
            work.adjustment.direction(x, alpha);
            Matrices.multiply(work.gram, alpha, r);
            double own = Matrices.dot(alpha, r);
            work.adjustment.middle(r, kr);
            double cross = Matrices.dot(r, kr);
            trace += own + cross;
            square += own * own + 2 * own * cross;
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < d; j++) {
                    rr[i][j] += kr[i] * r[j];
                }
            }
        }
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                square += rr[i][j] * rr[j][i];
            }
        }
        return trace * trace / square;
    }

    /** Buffers for one cluster at a time. */
    private final class Work {

        private final Adjustment adjustment = new Adjustment(k, v);
        private final double[][] s = new double[p1][p1];
        private final double[][] gram = new double[adjustment.dimension()][adjustment.dimension()];
        private final double[] se = new double[p1];
        private final double[] products = new double[adjustment.dimension()];
        private final double[] t = new double[adjustment.dimension()];

        void load(int c) {
            if (v.length == 0) {
                whiten(c, 1, 0, 0);
            } else {
                whiten(c, 0, 0, 0);
                whiten(c, 1, 0, k);
                whiten(c, 1, k, 0);
                whiten(c, 2, k, k);
            }
            adjustment.load(gram);
        }

        private void whiten(int c, int power, int row, int column) {
            moments.unpack(c, power, s);
            double[][] g = Matrices.sandwich(f, s, f);
            for (int i = 0; i < k; i++) {
                System.arraycopy(g[i], 0, gram[row + i], column, k);
            }
        }

        void scores(int c, ClusterCovariance covariance, double[] out) {
            boolean root = covariance == ClusterCovariance.CR2;
            if (root) {
                load(c);
            }
            for (int o = 0; o < e.length; o++) {
                moments.unpack(c, 1, s);
                Matrices.multiply(s, e[o], se);
                int from = o * k;
                for (int a = 0; a < k; a++) {
                    out[from + a] = Matrices.dot(f[a], se);
                }
                if (root) {
                    root(c, o, out, from);
                } else if (covariance == ClusterCovariance.CR3 || covariance == ClusterCovariance.JACKKNIFE) {
                    inverse(out, from);
                }
            }
        }

        private void root(int c, int o, double[] out, int from) {
            int d = products.length;
            System.arraycopy(out, from, products, d - k, k);
            if (d > k) {
                moments.unpack(c, 0, s);
                Matrices.multiply(s, e[o], se);
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
            SymmetricEigen eigen = new SymmetricEigen(Matrices.sandwich(f, s, f));
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

    /** The design. */
    Design design() {
        return design;
    }
}
