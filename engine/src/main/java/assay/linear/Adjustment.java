package assay.linear;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The symmetric root {@code A = (I - H - H' + X V X')^-1/2} of one cluster, in the coordinates of its regressors.
 *
 * <p>With whitened X ({@code X'WX = I} over all rows), {@code H = X X'W}, {@code V = X'W^2 X} over all rows and
 * {@code U = [X, WX]}, the matrix is {@code I + U K U'} with {@code K = [[V, -I], [-I, 0]]}, so A follows from the Gram
 * matrix {@code U'U}, which cluster moments hold. Without weights {@code U = X} and {@code K = -I}. Eigenvalues that
 * are 0 to rounding get 0 (Moore and Penrose). Where {@code U K U'} is small, as with many clusters, the binomial series
 * replaces the eigenvectors.
 */
final class Adjustment {

    private static final double SERIES = 0.3;
    private static final double NEGLIGIBLE = 1e-18;
    private static final double RANK = 1e-13;
    /** Eigenvalues of {@code I + U K U'} below this count as 0. */
    static final double SINGULAR = 1e-10;

    private final int k;
    private final int d;
    private final double[][] v;
    private double[][] gram;
    private final double[][] n;
    private boolean series;
    private double @Nullable [] delta;
    private double @Nullable [][] toBasis;
    private final double[] term;
    private final double[] next;
    private int singular;

    /** V is empty without weights. */
    Adjustment(int k, double[][] v) {
        this.k = k;
        this.v = v;
        this.d = v.length == 0 ? k : 2 * k;
        this.gram = new double[0][];
        this.n = new double[d][d];
        this.term = new double[d];
        this.next = new double[d];
    }

    int dimension() {
        return d;
    }

    /** How many directions of the last cluster were singular. */
    int singular() {
        return singular;
    }

    void load(double[][] clusterGram) {
        gram = clusterGram;
        for (int j = 0; j < d; j++) {
            for (int i = 0; i < k; i++) {
                if (d == k) {
                    n[i][j] = -gram[i][j];
                } else {
                    double sum = -gram[k + i][j];
                    for (int l = 0; l < k; l++) {
                        sum += v[i][l] * gram[l][j];
                    }
                    n[i][j] = sum;
                    n[k + i][j] = -gram[i][j];
                }
            }
        }
        double square = 0;
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                square += n[i][j] * n[j][i];
            }
        }
        series = square < SERIES * SERIES;
        delta = null;
        toBasis = null;
        singular = 0;
        if (!series) {
            decompose();
        }
    }

    /** K x. */
    void middle(double[] x, double[] out) {
        for (int i = 0; i < k; i++) {
            if (d == k) {
                out[i] = -x[i];
            } else {
                double sum = -x[k + i];
                for (int l = 0; l < k; l++) {
                    sum += v[i][l] * x[l];
                }
                out[i] = sum;
                out[k + i] = -x[i];
            }
        }
    }

    private void decompose() {
        SymmetricEigen eigen = new SymmetricEigen(gram);
        double top = 0;
        for (double value : eigen.values) {
            top = Math.max(top, value);
        }
        int rank = 0;
        for (double value : eigen.values) {
            rank += value > RANK * top ? 1 : 0;
        }
        // Columns of q are eigenvectors over roots of eigenvalues: U q is an orthonormal basis of the range of U.
        double[][] q = new double[d][rank];
        double[][] qGram = new double[d][rank];
        for (int a = 0, r = 0; a < d; a++) {
            if (eigen.values[a] > RANK * top) {
                double root = Math.sqrt(eigen.values[a]);
                for (int i = 0; i < d; i++) {
                    q[i][r] = eigen.vectors[i][a] / root;
                    qGram[i][r] = eigen.vectors[i][a] * root;
                }
                r++;
            }
        }
        double[][] kq = new double[d][rank];
        double[] column = new double[d];
        double[] image = new double[d];
        for (int r = 0; r < rank; r++) {
            for (int i = 0; i < d; i++) {
                column[i] = qGram[i][r];
            }
            middle(column, image);
            for (int i = 0; i < d; i++) {
                kq[i][r] = image[i];
            }
        }
        SymmetricEigen inner = new SymmetricEigen(Matrices.times(Matrices.transpose(qGram), kq));
        delta = inner.values;
        toBasis = Matrices.times(q, inner.vectors);
        for (int r = 0; r < rank; r++) {
            boolean zero = 1 + delta[r] < SINGULAR;
            singular += zero ? 1 : 0;
            delta[r] = zero ? -1 : 1 / Math.sqrt(1 + delta[r]) - 1;
        }
    }

    /** The coefficients t with {@code A e = e + U t}, from {@code U'e}. */
    void residual(double[] ue, double[] t) {
        Arrays.fill(t, 0);
        if (series) {
            middle(ue, term);
            sum(t);
            return;
        }
        add(ue, t);
    }

    /** The coefficients alpha with {@code A U x = U alpha}. */
    void direction(double[] x, double[] alpha) {
        System.arraycopy(x, 0, alpha, 0, d);
        if (series) {
            Matrices.multiply(n, x, term);
            sum(alpha);
            return;
        }
        Matrices.multiply(gram, x, term);
        add(term.clone(), alpha);
    }

    /** Adds U-coordinates of {@code (A - I)} applied to a vector with the given products with U. */
    private void add(double[] products, double[] out) {
        double[][] b = Objects.requireNonNull(toBasis);
        double[] f = Objects.requireNonNull(delta);
        for (int r = 0; r < f.length; r++) {
            double dot = 0;
            for (int i = 0; i < d; i++) {
                dot += b[i][r] * products[i];
            }
            dot *= f[r];
            for (int i = 0; i < d; i++) {
                out[i] += dot * b[i][r];
            }
        }
    }

    /** Adds the binomial series of {@code ((1 + z)^-1/2 - 1) / z} in N applied to the current term. */
    private void sum(double[] out) {
        double b = -0.5;
        double first = 0;
        for (int j = 1; j < 200; j++) {
            double size = 0;
            for (int i = 0; i < d; i++) {
                double x = b * term[i];
                out[i] += x;
                size += Math.abs(x);
            }
            first = Math.max(first, size);
            if (!(size > NEGLIGIBLE * first)) {
                return;
            }
            Matrices.multiply(n, term, next);
            System.arraycopy(next, 0, term, 0, d);
            b *= -(2 * j + 1) / (2.0 * (j + 1));
        }
    }
}
