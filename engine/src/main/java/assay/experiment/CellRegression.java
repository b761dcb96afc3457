package assay.experiment;

import java.util.Arrays;

/**
 * Least squares of every outcome on an intercept, the treated arm and covariates in the rows of two arms, from their
 * moments; the HC1 variance of the treated arm's coefficient from a second pass.
 *
 * <p>With W the sum of the arms' centred cross-products and d the difference of covariate means, the slopes are {@code b =
 * W^-1 w_xy}, the effect is the difference in outcome means less {@code d'b}, and it weighs the outcome of a row by {@code
 * h = (t - n1/n - (x - mean)'g) / s}, the residual of the arm on covariates over its sum of squares (Frisch and Waugh).
 * The variance is {@code n / (n - k)} times the sum of squares of h times the residual.
 */
final class CellRegression {

    /** A covariate is left out when less than this share of its centred square is left beside those before it. */
    private static final double ALIASED = 1e-10;

    private static final double NOISE = 1e-26;

    private final CellMoments treated;
    private final CellMoments control;
    private final double[] pooled;
    private final double[] gap;
    private final double[][] factor;
    private final boolean[] kept;
    private final double[][] slopes;
    private final double[] direction;
    private final double spread;
    private final double[] meat;
    private int parameters = 2;

    CellRegression(CellMoments treated, CellMoments control) {
        this.treated = treated;
        this.control = control;
        int p = treated.covariates;
        int m = treated.outcomes;
        this.pooled = new double[p];
        this.gap = new double[p];
        double share = treated.rows / (double) (treated.rows + control.rows);
        for (int a = 0; a < p; a++) {
            gap[a] = treated.means[a] - control.means[a];
            pooled[a] = control.means[a] + share * gap[a];
        }
        this.factor = new double[p][p];
        this.kept = new boolean[p];
        factorise(share * control.rows);
        this.slopes = new double[m][];
        for (int j = 0; j < m; j++) {
            double[] right = new double[p];
            for (int a = 0; a < p; a++) {
                right[a] = treated.xy[a][j] + control.xy[a][j];
            }
            slopes[j] = solve(right);
        }
        double between = share * control.rows;
        double[] u = solve(gap);
        double scale = 1 + between * dot(gap, u);
        this.direction = new double[p];
        for (int a = 0; a < p; a++) {
            direction[a] = between * u[a] / scale;
        }
        this.spread = between / scale;
        this.meat = new double[m];
    }

    /** Cholesky from left to right, aliased covariates left out. */
    private void factorise(double between) {
        int p = kept.length;
        for (int a = 0; a < p; a++) {
            for (int b = 0; b <= a; b++) {
                double sum = treated.xx[b][a] + control.xx[b][a];
                for (int c = 0; c < b; c++) {
                    sum -= factor[a][c] * factor[b][c];
                }
                if (b < a) {
                    factor[a][b] = kept[b] ? sum / factor[b][b] : 0;
                    continue;
                }
                double square = treated.xx[a][a] + control.xx[a][a] + between * gap[a] * gap[a];
                double rounding = ArmMoments.ROUNDING * pooled[a];
                kept[a] = square > (treated.rows + control.rows) * rounding * rounding && sum > ALIASED * square;
                factor[a][a] = kept[a] ? Math.sqrt(sum) : 0;
                parameters += kept[a] ? 1 : 0;
            }
        }
    }

    private double[] solve(double[] right) {
        int p = kept.length;
        double[] z = right.clone();
        for (int a = 0; a < p; a++) {
            for (int b = 0; b < a; b++) {
                z[a] -= factor[a][b] * z[b];
            }
            z[a] = kept[a] ? z[a] / factor[a][a] : 0;
        }
        for (int a = p - 1; a >= 0; a--) {
            for (int b = a + 1; b < p; b++) {
                z[a] -= factor[b][a] * z[b];
            }
            z[a] = kept[a] ? z[a] / factor[a][a] : 0;
        }
        return z;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /**
     * Adds rows of one arm to the sums of squares.
     *
     * @param ofTreated whether the rows are treated
     * @param n rows
     * @param origin what the columns were centred on, covariates before outcomes
     * @param centred the columns about it
     * @param h scratch, a value per row
     * @param e scratch, a value per row
     */
    void add(boolean ofTreated, int n, double[] origin, double[][] centred, double[] h, double[] e) {
        CellMoments arm = ofTreated ? treated : control;
        int p = kept.length;
        double share = treated.rows / (double) (treated.rows + control.rows);
        double constant = (ofTreated ? 1 - share : -share) / spread;
        double[] g = new double[p];
        double[] step = new double[p];
        for (int a = 0; a < p; a++) {
            g[a] = direction[a] / spread;
            constant -= (origin[a] - pooled[a]) * g[a];
            step[a] = origin[a] - arm.means[a];
        }
        Arrays.fill(h, 0, n, constant);
        subtract(n, g, centred, h);
        for (int i = 0; i < n; i++) {
            h[i] *= h[i];
        }
        for (int j = 0; j < meat.length; j++) {
            double shift = origin[p + j] - arm.means[p + j] - dot(step, slopes[j]);
            double[] y = centred[p + j];
            for (int i = 0; i < n; i++) {
                e[i] = y[i] + shift;
            }
            subtract(n, slopes[j], centred, e);
            for (int i = 0; i < n; i++) {
                e[i] *= e[i];
            }
            meat[j] += CellMoments.dot(n, e, h);
        }
    }

    /** Subtracts a combination of the covariates, four at a time. */
    private static void subtract(int n, double[] b, double[][] x, double[] out) {
        int a = 0;
        for (; a + 3 < b.length; a += 4) {
            double b0 = b[a];
            double b1 = b[a + 1];
            double b2 = b[a + 2];
            double b3 = b[a + 3];
            double[] x0 = x[a];
            double[] x1 = x[a + 1];
            double[] x2 = x[a + 2];
            double[] x3 = x[a + 3];
            for (int i = 0; i < n; i++) {
                out[i] -= b0 * x0[i] + b1 * x1[i] + b2 * x2[i] + b3 * x3[i];
            }
        }
        for (; a < b.length; a++) {
            double b0 = b[a];
            double[] x0 = x[a];
            for (int i = 0; i < n; i++) {
                out[i] -= b0 * x0[i];
            }
        }
    }

    double effect(int outcome) {
        int p = kept.length;
        return treated.means[p + outcome] - control.means[p + outcome] - dot(gap, slopes[outcome]);
    }

    /** The HC1 variance of the effect; 0 where residuals are nothing but rounding. */
    double variance(int outcome) {
        long n = treated.rows + control.rows;
        double total = treated.yy[outcome] + control.yy[outcome];
        boolean noiseless = !(meat[outcome] > NOISE * total / n / spread);
        return noiseless ? 0 : meat[outcome] * n / (n - parameters);
    }

    int parameters() {
        return parameters;
    }

    boolean kept(int covariate) {
        return kept[covariate];
    }
}
