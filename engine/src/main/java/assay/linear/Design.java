package assay.linear;

import assay.EstimationException;
import assay.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The factorised design: an orthonormal basis of the (projected) regressors in the metric of the weights, as
 * combinations of the columns about their means, and the coefficients in that basis.
 *
 * <p>With whitened regressors {@code x_w}, {@code sum w x_w x_w' = I}; coefficients are {@code R g} with
 * {@code g = sum w x_w y}.
 *
 * <p><b>Rank rule.</b> Columns are taken from left to right, exogenous ones before instruments. A column is aliased, and
 * left out, when it is constant to rounding or when the columns before it leave of its centred length less than 1e-7,
 * as in {@link CenteredQr}. Cross-products alone cannot tell that below 1e-6; so where a column keeps less than 1e-3 of
 * its length, the rows are read again with columns less what the ones before explain (see {@link Rotation}), which makes
 * the factorisation as exact as an orthogonal one.
 */
final class Design {

    private static final double ALIASED = 1e-12;
    private static final double ALIASED_EXACTLY = 1e-14;
    private static final double NO_STAGE = 1e-7;

    final List<String> terms;
    final List<String> aliased;
    /** By column whether it is aliased. */
    final boolean[] dropped;
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
    private final @Nullable Rotation rotation;
    private final int[] kept;
    private final double[][] c;
    private final int keptExogenous;

    Design(Moments moments, Roles roles, List<String> names, @Nullable Rotation rotation) {
        this.moments = moments;
        this.rotation = rotation;
        double[][] s = moments.s;
        int p = s.length;
        int[] order = Roles.join(roles.exogenous, roles.instruments);
        int[] in = new int[order.length];
        double[][] chol = new double[order.length][order.length];
        List<String> out = new ArrayList<>();
        int count = 0;
        int exogenous = 0;
        this.dropped = new boolean[p];
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
            if (aliased(j, pivot)) {
                out.add(names.get(j));
                dropped[j] = true;
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
        double[][] invert = Matrices.upperInverse(c, kept.length);
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
        double[][] slopes = coefficientsOfBasis(q, k, invert, tau, rho);
        this.r = new double[k][k];
        for (int w = 1; w < k; w++) {
            double[] beta = new double[k];
            restore(Matrices.column(slopes, w), beta);
            for (int t = 0; t < k; t++) {
                r[t][w] = beta[t];
            }
        }
        r[0][0] = constant;
        int m = roles.outcomes.length;
        this.residual = new double[m][p];
        this.coefficients = new double[m][k];
        for (int o = 0; o < m; o++) {
            solve(roles.outcomes[o], slopes, residual[o], coefficients[o]);
        }
    }

    private boolean aliased(int j, double pivot) {
        double whole = moments.s[j][j];
        return rotation == null
                ? moments.constant(j) || !(pivot > ALIASED * whole)
                : !(pivot > ALIASED * whole && pivot > ALIASED_EXACTLY * rotation.squares[j])
                        || !(Math.sqrt(rotation.squares[j] / moments.mass) > 2e-15 * Math.abs(rotation.means[j]));
    }

    double mean(int j) {
        return rotation == null ? moments.means[j] : rotation.means[j];
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
        if (moments.constant(column) || !(left > ALIASED * s[column][column])) {
            throw new EstimationException(
                    Problem.NOT_IDENTIFIED,
                    "Endogenous column '" + name + "' is constant or a linear combination of the exogenous columns, so "
                            + "its effect cannot be told from theirs.",
                    "Drop it or the columns that determine it.");
        }
        double[] v = Arrays.copyOfRange(coordinates, keptExogenous, kept.length);
        double first = Math.sqrt(Matrices.dot(v, v));
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
        double after = Math.sqrt(Matrices.dot(v, v));
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
        }
        return out;
    }

    /** Coefficients of the columns as given, intercept included, from those of the columns of the moments. */
    private void restore(double[] slopes, double[] beta) {
        double[] byColumn = new double[moments.s.length];
        for (int t = 1; t < beta.length; t++) {
            byColumn[termColumns[t]] = slopes[t];
        }
        if (rotation != null) {
            rotation.restore(byColumn);
        }
        for (int t = 1; t < beta.length; t++) {
            beta[t] = byColumn[termColumns[t]];
            beta[0] -= mean(termColumns[t]) * beta[t];
        }
    }

    private void solve(int outcome, double[][] slopes, double[] combination, double[] beta) {
        int k = beta.length;
        double[] own = new double[k];
        for (int w = 1; w < k; w++) {
            double g = 0;
            for (int j = 0; j < combination.length; j++) {
                g += basis[w - 1][j] * moments.s[j][outcome];
            }
            for (int t = 1; t < k; t++) {
                own[t] += slopes[t][w] * g;
            }
        }
        beta[0] = mean(outcome);
        restore(own, beta);
        combination[outcome] = 1;
        for (int t = 1; t < k; t++) {
            combination[termColumns[t]] -= own[t];
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
