package assay.nuisance;

import assay.EstimationException;
import assay.Problem;
import java.util.Arrays;
import org.apache.commons.math3.util.FastMath;

/**
 * A logistic regression on a basis, with the scores that account for its estimation.
 *
 * <p>Coefficients minimise the negative log-likelihood plus {@code ridge / 2} times the sum of squared coefficients but
 * that of the constant.
 */
public final class LogisticFit implements Predictor {

    private static final int MAX_STEPS = 60;
    private static final int MAX_HALVINGS = 40;
    private static final double TOLERANCE = 1e-10;
    /** After a step that moves no log-odds further, the information is the same to this share. */
    private static final double NEAR = 1e-3;
    /** Just below log 2. */
    private static final double SAFE = 0.69;
    /** Fitted log-odds beyond this, without a penalty, mean that the likelihood has no maximum. */
    private static final double SEPARATED = 35;

    private final Basis basis;
    private final double[] coefficients;
    private final double ridge;

    private LogisticFit(Basis basis, double[] coefficients, double ridge) {
        this.basis = basis;
        this.coefficients = coefficients;
        this.ridge = ridge;
    }

    static LogisticFit of(Basis basis, double[][] columns, double[] response, int[] rows, double ridge) {
        int n = rows.length;
        int width = basis.size();
        double[][] x = basis.design(columns, rows);
        double[] y = new double[n];
        double ones = 0;
        for (int i = 0; i < n; i++) {
            y[i] = response[rows[i]];
            ones += y[i];
        }
        if (ones == 0 || ones == n) {
            throw new EstimationException(
                    Problem.ONE_LEVEL,
                    "The response of a logistic regression is " + (ones == 0 ? 0 : 1) + " in all " + n
                            + " rows that it learns from, so its log-odds are infinite.",
                    "Use fewer folds, or collect more rows of the rarer arm.");
        }
        double[] beta = new double[width];
        beta[0] = FastMath.log(ones / (n - ones));
        maximise(x, y, beta, ridge);
        return new LogisticFit(basis, beta, ridge);
    }

    private static void maximise(double[][] x, double[] y, double[] beta, double penalty) {
        int n = y.length;
        int width = beta.length;
        double[] eta = new double[n];
        double[] weight = new double[n];
        double[] residual = new double[n];
        double[] move = new double[n];
        Arrays.fill(eta, beta[0]);
        Gram information = null;
        double reach = 0;
        for (int step = 0; step < MAX_STEPS; step++) {
            if (penalty == 0 && farthest(eta) > SEPARATED) {
                throw notConverged();
            }
            double p = probability(eta[0]);
            for (int i = 0; i < n; i++) {
                // The first step starts from one probability for all.
                p = step == 0 ? p : probability(eta[i]);
                weight[i] = p * (1 - p);
                residual[i] = y[i] - p;
            }
            double[] delta = Gram.transposeTimes(x, residual);
            for (int j = 1; j < width; j++) {
                delta[j] -= penalty * beta[j];
            }
            if (information == null || reach > NEAR) {
                information = Gram.factor(Gram.crossProduct(x, weight, move), width, penalty);
            }
            information.solve(delta);
            Gram.times(x, delta, move);
            reach = farthest(move);
            // The information changes by at most exp(reach) along the step, so a full step of a reach below log 2
            // cannot overshoot; a longer one is halved until it improves the likelihood.
            double length = 1;
            if (reach >= SAFE) {
                double before = loss(y, eta, move, 0) + penalty(beta, delta, 0, penalty);
                for (int halving = 0; halving < MAX_HALVINGS; halving++, length /= 2) {
                    double after = loss(y, eta, move, length) + penalty(beta, delta, length, penalty);
                    if (after <= before) {
                        break;
                    }
                }
            }
            double change = 0;
            double size = 1;
            for (int j = 0; j < width; j++) {
                change = Math.max(change, Math.abs(delta[j]));
                beta[j] += length * delta[j];
                size = Math.max(size, Math.abs(beta[j]));
            }
            Gram.times(x, beta, eta);
            if (change <= TOLERANCE * size) {
                return;
            }
        }
        throw notConverged();
    }

    private static double farthest(double[] values) {
        double most = 0;
        for (double v : values) {
            // Seldom taken, hence faster than Math.max.
            if (Math.abs(v) > most) {
                most = Math.abs(v);
            }
        }
        return most;
    }

    /** The negative log-likelihood after a part of a step. */
    private static double loss(double[] y, double[] eta, double[] move, double length) {
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            double e = eta[i] + length * move[i];
            sum += loss(y[i] > 0.5 ? e : -e);
        }
        return sum;
    }

    private static double penalty(double[] beta, double[] delta, double length, double penalty) {
        double squares = 0;
        for (int j = 1; j < beta.length; j++) {
            double b = beta[j] + length * delta[j];
            squares += b * b;
        }
        return penalty / 2 * squares;
    }

    /** Minus the log of the probability of what was seen, log(1 + exp(-m)) for the margin m, without overflow. */
    static double loss(double m) {
        return m > 0 ? FastMath.log1p(FastMath.exp(-m)) : FastMath.log1p(FastMath.exp(m)) - m;
    }

    private static EstimationException notConverged() {
        return new EstimationException(
                Problem.NOT_CONVERGED,
                "The logistic regression has no finite maximum: some combination of the covariates separates the arms"
                        + " (nearly) completely, so fitted propensities run to 0 and 1.",
                "Leave out the covariate that determines the treatment, use fewer terms, or give the learner a ridge.");
    }

    static double probability(double eta) {
        double odds = FastMath.exp(-Math.abs(eta));
        return (eta >= 0 ? 1 : odds) / (1 + odds);
    }

    /** Probabilities kept strictly inside (0, 1), also where the exponential underflows. */
    static double inside(double p) {
        return Math.min(Math.max(p, 1e-15), 1 - 1e-15);
    }

    @Override
    public void predict(double[][] columns, int[] rows, double[] out) {
        basis.linear(columns, rows, coefficients, out);
        for (int row : rows) {
            out[row] = inside(probability(out[row]));
        }
    }

    /**
     * Adds to influence values what estimating this regression contributes. If the estimator's derivative in the
     * log-odds of row i is {@code slope[i] / n}, stacking the estimating equations gives row i the additional influence
     * {@code a' H^-1 s_i}, with {@code a} the mean of {@code slope[i]} times its features, {@code s_i} its score and
     * {@code H} the mean penalised information (Stefanski and Boos, The American Statistician 56, 2002).
     *
     * @param columns the features of the rows that the regression was learned from
     * @param rows those rows
     * @param response their responses
     * @param slope derivative of n times the estimator in the log-odds of each row
     * @param influence to be added to, by row
     */
    public void addEstimation(double[][] columns, int[] rows, double[] response, double[] slope, double[] influence) {
        int n = rows.length;
        int width = coefficients.length;
        double[][] x = basis.design(columns, rows);
        double[] eta = Gram.times(x, coefficients);
        double[] weight = new double[n];
        double[] slopes = new double[n];
        double[] residual = new double[n];
        for (int i = 0; i < n; i++) {
            double p = probability(eta[i]);
            weight[i] = p * (1 - p);
            residual[i] = response[rows[i]] - p;
            slopes[i] = slope[rows[i]];
        }
        double[] direction = Gram.transposeTimes(x, slopes);
        Gram.factor(Gram.crossProduct(x, weight, eta), width, ridge).solve(direction);
        double shrinkage = 0;
        for (int j = 1; j < width; j++) {
            shrinkage += ridge / n * coefficients[j] * direction[j];
        }
        double[] share = Gram.times(x, direction);
        for (int i = 0; i < n; i++) {
            influence[rows[i]] += residual[i] * share[i] - shrinkage;
        }
    }

    /**
     * The coefficients on the centred and scaled features, for tests.
     *
     * @return a copy, the constant first
     */
    double[] coefficients() {
        return Arrays.copyOf(coefficients, coefficients.length);
    }
}
