package assay.linear;

import assay.EstimationException;
import assay.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The factorised design: an orthonormal basis of the (projected) regressors in the metric of the weights, as
 * combinations of the columns about their means, and the coefficients in that basis.
 *
 * <p>With whitened regressors {@code x_w}, {@code sum w x_w x_w' = I}; coefficients are {@code R g} with
 * {@code g = sum w x_w y}.
 *
 * <p><b>Rank rule.</b> From left to right; a column is aliased when what the columns before it leave of its centred
 * square is a share below 1e-12.
 */
final class Design {

    private static final double ALIASED = 1e-12;
    private static final double CONSTANT = 2e-15;
    private static final double NO_STAGE = 1e-7;

    final List<String> terms;
    final List<String> aliased;
    /** The column of each term; -1 for the intercept. */
    final int[] termColumns;
    /** Basis vector by column; the intercept is no row of it. */
    final double[][] basis;
    /** Coefficients by basis vector, the intercept's first: k x k in the order of the terms. */
    final double[][] r;
    /** The intercept's basis vector. */
    final double constant;
    /** Residuals by column: outcome o is the combination {@code residual[o]} of centred columns. */
    final double[][] residual;
    /** Coefficients by outcome. */
    final double[][] coefficients;

    private final Moments moments;
    private final int[] kept;
    private final double[][] c;
    private final int keptExogenous;

    Design(Moments moments, Roles roles, List<String> names) {
        this.moments = moments;
        double[][] s = moments.s;
        int p = s.length;
        int[] order = Roles.join(roles.exogenous, roles.instruments);
        int[] in = new int[order.length];
        double[][] chol = new double[order.length][order.length];
        List<String> out = new ArrayList<>();
        int count = 0;
        int exogenous = 0;
        for (int position = 0; position < order.length; position++) {
            int j = order[position];
            double pivot = s[j][j];
            for (int i = 0; i < count; i++) {
                double v = s[in[i]][j];
                for (int l = 0; l < i; l++) {
                    v -= chol[l][i] * chol[l][count];
                }
                chol[i][count] = v / chol[i][i];
                pivot -= chol[i][count] * chol[i][count];
            }
            if (constant(j) || !(pivot > ALIASED * s[j][j])) {
                out.add(names.get(j));
                continue;
            }
            chol[count][count] = Math.sqrt(pivot);
            in[count++] = j;
            if (position < roles.exogenous.length) {
                exogenous = count;
            }
        }
        this.kept = Arrays.copyOf(in, count);
        this.c = chol;
        this.keptExogenous = exogenous;
        this.aliased = List.copyOf(out);
        int q = roles.endogenous.length;
        int k = 1 + q + exogenous;
        this.termColumns = new int[k];
        List<String> labels = new ArrayList<>();
        for (int t = 0; t < k; t++) {
            termColumns[t] = t == 0 ? -1 : t <= q ? roles.endogenous[t - 1] : kept[t - 1 - q];
            labels.add(t == 0 ? LeastSquares.INTERCEPT : names.get(termColumns[t]));
        }
        this.terms = List.copyOf(labels);
        this.constant = 1 / Math.sqrt(moments.mass);
        if (moments.rows <= k) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS,
                    (long) moments.rows + " rows cannot estimate " + k + " coefficients and an error variance.",
                    "Use fewer columns, or collect more data.");
        }
        double[][] invert = inverse();
        double[][] tau = new double[q][];
        double[][] theta = new double[q][];
        double[][] rho = new double[q][q];
        for (int t = 0; t < q; t++) {
            tau[t] = stage(roles.endogenous[t], invert, t, theta, rho, names);
        }
        this.basis = new double[k - 1][p];
        for (int a = 0; a < exogenous; a++) {
            for (int i = 0; i <= a; i++) {
                basis[a][kept[i]] = invert[i][a];
            }
        }
        for (int t = 0; t < q; t++) {
            for (int a = exogenous; a < count; a++) {
                for (int i = 0; i <= a; i++) {
                    basis[exogenous + t][kept[i]] += invert[i][a] * theta[t][a - exogenous];
                }
            }
        }
        this.r = coefficientsOfBasis(q, k, invert, tau, rho);
        int m = roles.outcomes.length;
        this.residual = new double[m][p];
        this.coefficients = new double[m][k];
        for (int o = 0; o < m; o++) {
            solve(roles.outcomes[o], residual[o], coefficients[o]);
        }
    }

    private boolean constant(int j) {
        return !(Math.sqrt(moments.s[j][j] / moments.mass) > CONSTANT * Math.abs(moments.means[j]));
    }

    /** The inverse of the triangular factor. */
    private double[][] inverse() {
        int n = kept.length;
        double[][] out = new double[n][n];
        for (int a = 0; a < n; a++) {
            out[a][a] = 1 / c[a][a];
            for (int i = a - 1; i >= 0; i--) {
                double v = 0;
                for (int l = i + 1; l <= a; l++) {
                    v -= c[i][l] * out[l][a];
                }
                out[i][a] = v / c[i][i];
            }
        }
        return out;
    }

    /** Coordinates of an endogenous column on the instruments; orthogonalises what they add to the exogenous ones. */
    private double[] stage(int column, double[][] invert, int t, double[][] theta, double[][] rho, List<String> names) {
        double[][] s = moments.s;
        double[] coordinates = new double[kept.length];
        for (int a = 0; a < kept.length; a++) {
            for (int i = 0; i <= a; i++) {
                coordinates[a] += invert[i][a] * s[kept[i]][column];
            }
        }
        double left = s[column][column];
        for (int a = 0; a < keptExogenous; a++) {
            left -= coordinates[a] * coordinates[a];
        }
        String name = names.get(column);
        if (constant(column) || !(left > ALIASED * s[column][column])) {
            throw new EstimationException(
                    Problem.NOT_IDENTIFIED,
                    "Endogenous column '" + name + "' is constant or a linear combination of the exogenous columns, so "
                            + "its effect cannot be told from theirs.",
                    "Drop it or the columns that determine it.");
        }
        double[] v = Arrays.copyOfRange(coordinates, keptExogenous, kept.length);
        double first = norm(v);
        for (int pass = 0; pass < 2; pass++) {
            for (int e = 0; e < t; e++) {
                double dot = 0;
                for (int a = 0; a < v.length; a++) {
                    dot += theta[e][a] * v[a];
                }
                rho[e][t] += dot;
                for (int a = 0; a < v.length; a++) {
                    v[a] -= dot * theta[e][a];
                }
            }
        }
        double after = norm(v);
        if (!(first > NO_STAGE * Math.sqrt(left))) {
            throw new EstimationException(
                    Problem.NO_FIRST_STAGE,
                    "The instruments do not move '" + name + "' at all, so that its effect is not identified.",
                    "Check that the instrument was assigned and recorded; report the effect of assignment instead.");
        }
        if (!(after > NO_STAGE * Math.sqrt(left))) {
            throw new EstimationException(
                    Problem.NOT_IDENTIFIED,
                    "The instruments move '" + name + "' only together with the endogenous columns before it.",
                    "Add an instrument that moves it by itself, or drop it.");
        }
        for (int a = 0; a < v.length; a++) {
            v[a] /= after;
        }
        rho[t][t] = after;
        theta[t] = v;
        return coordinates;
    }

    private static double norm(double[] v) {
        double sum = 0;
        for (double x : v) {
            sum += x * x;
        }
        return Math.sqrt(sum);
    }

    private double[][] coefficientsOfBasis(int q, int k, double[][] invert, double[][] tau, double[][] rho) {
        double[][] out = new double[k][k];
        for (int w = 1; w < k; w++) {
            double[] g = new double[k - 1];
            g[w - 1] = 1;
            for (int t = q - 1; t >= 0; t--) {
                double v = g[keptExogenous + t];
                for (int e = t + 1; e < q; e++) {
                    v -= rho[t][e] * out[1 + e][w];
                }
                out[1 + t][w] = v / rho[t][t];
                for (int a = 0; a < keptExogenous; a++) {
                    g[a] -= tau[t][a] * out[1 + t][w];
                }
            }
            for (int a = 0; a < keptExogenous; a++) {
                for (int b = a; b < keptExogenous; b++) {
                    out[1 + q + a][w] += invert[a][b] * g[b];
                }
            }
            for (int t = 1; t < k; t++) {
                out[0][w] -= moments.means[termColumns[t]] * out[t][w];
            }
        }
        out[0][0] = constant;
        return out;
    }

    private void solve(int outcome, double[] combination, double[] beta) {
        int k = beta.length;
        for (int w = 1; w < k; w++) {
            double g = 0;
            for (int j = 0; j < combination.length; j++) {
                g += basis[w - 1][j] * moments.s[j][outcome];
            }
            for (int t = 1; t < k; t++) {
                beta[t] += r[t][w] * g;
            }
        }
        beta[0] = moments.means[outcome];
        combination[outcome] = 1;
        for (int t = 1; t < k; t++) {
            combination[termColumns[t]] -= beta[t];
            beta[0] -= moments.means[termColumns[t]] * beta[t];
        }
    }

    int size() {
        return terms.size();
    }

    /** Whitened covariance to that of coefficients. */
    double[][] unwhiten(double[][] v) {
        return Matrices.sandwich(r, v, r);
    }

    /** Weighted residual cross-products of two outcomes. */
    double residualProduct(int a, int b) {
        return Matrices.quadratic(residual[a], moments.s, residual[b]);
    }
}
