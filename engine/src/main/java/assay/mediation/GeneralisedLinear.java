package assay.mediation;

import assay.EstimationException;
import assay.Problem;
import java.util.List;

/**
 * A generalised linear model by maximum likelihood (Fisher scoring), with the influence of each row on its coefficients.
 *
 * <p>The first column is the constant. Columns that others determine are refused.
 */
final class GeneralisedLinear {

    private static final int STEPS = 100;
    private static final int HALVINGS = 30;
    private static final double TOLERANCE = 1e-11;
    private static final double SINGULAR = 1e-12;
    /** Predictors beyond this mean that the likelihood has no maximum. */
    private static final double SEPARATED = 30;

    final Family family;
    final double[] coefficients;
    private final double[][] columns;
    private final double[] response;
    private final double[] weights;
    private final double[][] root;
    private final double dispersion;

    private GeneralisedLinear(
            Family family,
            double[] coefficients,
            double[][] columns,
            double[] response,
            double[] weights,
            double[][] root) {
        this.family = family;
        this.coefficients = coefficients;
        this.columns = columns;
        this.response = response;
        this.weights = weights;
        this.root = root;
        double squares = 0;
        double total = 0;
        double[] eta = predictors();
        for (int i = 0; i < eta.length; i++) {
            squares += weights[i] * (response[i] - eta[i]) * (response[i] - eta[i]);
            total += weights[i];
        }
        this.dispersion = family == Family.GAUSSIAN ? squares / (total - coefficients.length) : 1;
    }

    static GeneralisedLinear fit(
            Family family, String name, List<String> names, double[][] columns, double[] response, double[] weights) {
        int k = columns.length;
        if (response.length <= k) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS,
                    response.length + " rows cannot estimate the " + k + " coefficients of '" + name + "'.",
                    "Use fewer covariates, or collect more data.");
        }
        double[] beta = new double[k];
        double[][] root = new double[0][];
        double loss = loss(family, columns, beta, response, weights);
        for (int step = 0; step < STEPS; step++) {
            double[] score = new double[k];
            root = step(family, name, names, columns, beta, response, weights, score);
            solve(root, score);
            double length = 1;
            double[] next = beta;
            double after = loss;
            for (int half = 0; half < HALVINGS; half++, length /= 2) {
                next = beta.clone();
                for (int j = 0; j < k; j++) {
                    next[j] += length * score[j];
                }
                after = loss(family, columns, next, response, weights);
                if (after <= loss + 1e-12 * Math.abs(loss)) {
                    break;
                }
            }
            double change = 0;
            double size = 1;
            for (int j = 0; j < k; j++) {
                change = Math.max(change, Math.abs(next[j] - beta[j]));
                size = Math.max(size, Math.abs(next[j]));
            }
            beta = next;
            loss = after;
            if (family == Family.GAUSSIAN || change <= TOLERANCE * size) {
                requireNotSeparated(family, name, columns, beta);
                root = step(family, name, names, columns, beta, response, weights, new double[k]);
                return new GeneralisedLinear(family, beta, columns, response, weights, root);
            }
        }
        throw separated(name);
    }

    private static void requireNotSeparated(Family family, String name, double[][] columns, double[] beta) {
        if (family == Family.GAUSSIAN) {
            return;
        }
        for (double eta : times(columns, beta)) {
            if (Math.abs(eta) > SEPARATED) {
                throw separated(name);
            }
        }
    }

    private static EstimationException separated(String name) {
        return new EstimationException(
                Problem.NOT_CONVERGED,
                "The model of '" + name
                        + "' has no finite maximum: some combination of the columns separates its 0s from"
                        + " its 1s (nearly) completely.",
                "Leave out the column that does, or collect more rows.");
    }

    private static double[] times(double[][] columns, double[] beta) {
        double[] out = new double[columns[0].length];
        for (int j = 0; j < beta.length; j++) {
            double b = beta[j];
            double[] x = columns[j];
            for (int i = 0; i < out.length; i++) {
                out[i] += b * x[i];
            }
        }
        return out;
    }

    private static double loss(Family family, double[][] columns, double[] beta, double[] y, double[] weights) {
        double sum = 0;
        double[] eta = times(columns, beta);
        for (int i = 0; i < eta.length; i++) {
            if (weights[i] > 0) {
                sum += weights[i] * family.loss(y[i], eta[i]);
            }
        }
        return sum;
    }

    /** The root of the expected information at coefficients; the score is written to the last argument. */
    private static double[][] step(
            Family family,
            String name,
            List<String> names,
            double[][] columns,
            double[] beta,
            double[] y,
            double[] weights,
            double[] score) {
        int k = beta.length;
        double[] eta = times(columns, beta);
        double[] information = new double[eta.length];
        double[] pull = new double[eta.length];
        for (int i = 0; i < eta.length; i++) {
            double slope = family.slope(eta[i]);
            double variance = Math.max(Double.MIN_NORMAL, family.variance(eta[i]));
            information[i] = weights[i] * slope * slope / variance;
            pull[i] = weights[i] * slope * (y[i] - family.mean(eta[i])) / variance;
        }
        double[][] h = new double[k][k];
        double[] scaled = new double[eta.length];
        for (int a = 0; a < k; a++) {
            for (int i = 0; i < scaled.length; i++) {
                scaled[i] = information[i] * columns[a][i];
                score[a] += pull[i] * columns[a][i];
            }
            for (int b = 0; b <= a; b++) {
                double sum = 0;
                for (int i = 0; i < scaled.length; i++) {
                    sum += scaled[i] * columns[b][i];
                }
                h[a][b] = sum;
            }
        }
        return cholesky(h, name, names);
    }

    private static double[][] cholesky(double[][] h, String name, List<String> names) {
        int k = h.length;
        for (int a = 0; a < k; a++) {
            double whole = h[a][a];
            double pivot = whole;
            for (int b = 0; b < a; b++) {
                double sum = h[a][b];
                for (int c = 0; c < b; c++) {
                    sum -= h[a][c] * h[b][c];
                }
                h[a][b] = sum / h[b][b];
                pivot -= h[a][b] * h[a][b];
            }
            if (!(pivot > SINGULAR * whole)) {
                throw new EstimationException(
                        Problem.NOT_IDENTIFIED,
                        "In the model of '" + name + "', the columns before it determine '" + names.get(a)
                                + "' (or its response is the same in nearly all rows): no effect of it can be told.",
                        "Leave it out.");
            }
            h[a][a] = Math.sqrt(pivot);
        }
        return h;
    }

    private static void solve(double[][] l, double[] v) {
        int k = v.length;
        for (int a = 0; a < k; a++) {
            for (int b = 0; b < a; b++) {
                v[a] -= l[a][b] * v[b];
            }
            v[a] /= l[a][a];
        }
        for (int a = k - 1; a >= 0; a--) {
            for (int b = a + 1; b < k; b++) {
                v[a] -= l[b][a] * v[b];
            }
            v[a] /= l[a][a];
        }
    }

    double[] predictors() {
        return times(columns, coefficients);
    }

    /** The error variance of a normal response. */
    double dispersion() {
        return dispersion;
    }

    /** The covariance of maximum likelihood: the inverse of the expected information. */
    double[][] covariance() {
        int k = coefficients.length;
        double[][] out = new double[k][k];
        for (int a = 0; a < k; a++) {
            out[a][a] = dispersion;
            solve(root, out[a]);
        }
        return out;
    }

    /** The influence of each row on each coefficient, coefficient by coefficient. */
    double[][] influence() {
        int k = coefficients.length;
        int n = response.length;
        double[] eta = predictors();
        double[][] out = new double[k][n];
        double[] v = new double[k];
        for (int i = 0; i < n; i++) {
            double variance = Math.max(Double.MIN_NORMAL, family.variance(eta[i]));
            double pull = weights[i] * family.slope(eta[i]) * (response[i] - family.mean(eta[i])) / variance;
            for (int a = 0; a < k; a++) {
                v[a] = pull * columns[a][i];
            }
            solve(root, v);
            for (int a = 0; a < k; a++) {
                out[a][i] = v[a];
            }
        }
        return out;
    }
}
