package assay.mediation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.util.FastMath;

/**
 * The mean outcomes {@code E[Y(t, M(s))]} over the rows, as a function of the coefficients of two models. Rows that are alike in the
 * covariates count as one.
 */
final class PotentialMeans {

    /** Nodes and weights of Gauss and Hermite for the standard normal distribution. */
    private static final double[][] HERMITE = hermite(24);

    private final Family mediator;
    private final Family outcome;
    private final boolean byArm;
    private final double[][] rows;
    private final double[] shares;
    private final int[] rowOf;
    private final int size;

    PotentialMeans(Family mediator, Family outcome, boolean byArm, double[][] covariates, int n, double[] weights) {
        this.mediator = mediator;
        this.outcome = outcome;
        this.byArm = byArm;
        this.size = n;
        this.rowOf = new int[n];
        Map<List<Double>, Integer> seen = new LinkedHashMap<>();
        List<double[]> distinct = new ArrayList<>();
        double total = Arrays.stream(weights).sum();
        double[] counts = new double[n];
        for (int i = 0; i < n; i++) {
            double[] row = new double[covariates.length];
            List<Double> key = new ArrayList<>(row.length);
            for (int j = 0; j < row.length; j++) {
                row[j] = covariates[j][i];
                key.add(row[j]);
            }
            int at = seen.computeIfAbsent(key, k -> {
                distinct.add(row);
                return distinct.size() - 1;
            });
            rowOf[i] = at;
            counts[at] += weights[i] / total;
        }
        this.rows = distinct.toArray(new double[0][]);
        this.shares = Arrays.copyOf(counts, rows.length);
    }

    /**
     * The means: index {@code 2 t + s}.
     *
     * @param gamma coefficients of the mediator: constant, treatment, covariates
     * @param sigma standard deviation of a normal mediator
     * @param beta coefficients of the outcome: constant, treatment, mediator, their product where there is one, covariates
     */
    double[] of(double[] gamma, double sigma, double[] beta) {
        double[] means = new double[4];
        double[] each = new double[4];
        for (int r = 0; r < rows.length; r++) {
            if (shares[r] > 0) {
                row(r, gamma, sigma, beta, each);
                for (int k = 0; k < 4; k++) {
                    means[k] += shares[r] * each[k];
                }
            }
        }
        return means;
    }

    /** What each row's own covariates add to the means, as influence values. */
    double[][] influence(double[] gamma, double sigma, double[] beta) {
        double[] means = of(gamma, sigma, beta);
        double[][] distinct = new double[rows.length][4];
        for (int r = 0; r < rows.length; r++) {
            row(r, gamma, sigma, beta, distinct[r]);
        }
        double[][] out = new double[4][size];
        for (int i = 0; i < size; i++) {
            for (int k = 0; k < 4; k++) {
                out[k][i] = (distinct[rowOf[i]][k] - means[k]) / size;
            }
        }
        return out;
    }

    private void row(int r, double[] gamma, double sigma, double[] beta, double[] out) {
        double[] x = rows[r];
        int first = byArm ? 4 : 3;
        double mu = gamma[0];
        double eta = beta[0];
        for (int j = 0; j < x.length; j++) {
            mu += gamma[2 + j] * x[j];
            eta += beta[first + j] * x[j];
        }
        for (int t = 0; t < 2; t++) {
            double slope = beta[2] + (byArm ? t * beta[3] : 0);
            for (int s = 0; s < 2; s++) {
                out[2 * t + s] = mean(eta + t * beta[1], slope, mu + s * gamma[1], sigma);
            }
        }
    }

    /** The mean outcome over the distribution of the mediator. */
    private double mean(double eta, double slope, double mu, double sigma) {
        if (mediator != Family.GAUSSIAN) {
            double p = mediator.mean(mu);
            return p * outcome.mean(eta + slope) + (1 - p) * outcome.mean(eta);
        }
        double centre = eta + slope * mu;
        double spread = slope * sigma;
        return switch (outcome) {
            case GAUSSIAN -> centre;
            // A probit of a normal variable is a probit again.
            case PROBIT -> outcome.mean(centre / Math.sqrt(1 + spread * spread));
            case LOGIT -> {
                double sum = 0;
                for (int i = 0; i < HERMITE[0].length; i++) {
                    sum += HERMITE[1][i] * outcome.mean(centre + spread * HERMITE[0][i]);
                }
                yield sum;
            }
        };
    }

    /** Roots of the Hermite polynomial by Newton's method, from the largest down (Golub and Welsch's weights in closed form). */
    private static double[][] hermite(int n) {
        double[] x = new double[n];
        double[] w = new double[n];
        double z = 0;
        for (int i = 0; i < (n + 1) / 2; i++) {
            z = switch (i) {
                case 0 -> Math.sqrt(2.0 * n + 1) - 1.85575 * FastMath.exp(-0.16667 * FastMath.log(2.0 * n + 1));
                case 1 -> z - 1.14 * FastMath.exp(0.426 * FastMath.log(n)) / z;
                case 2 -> 1.86 * z - 0.86 * x[0];
                case 3 -> 1.91 * z - 0.91 * x[1];
                default -> 2 * z - x[i - 2];
            };
            double derivative = 1;
            for (int step = 0; step < 100; step++) {
                double p = 0.7511255444649425;
                double q = 0;
                for (int j = 0; j < n; j++) {
                    double r = q;
                    q = p;
                    p = z * Math.sqrt(2.0 / (j + 1)) * q - Math.sqrt(j / (j + 1.0)) * r;
                }
                derivative = Math.sqrt(2.0 * n) * q;
                double move = p / derivative;
                z -= move;
                if (Math.abs(move) < 1e-15) {
                    break;
                }
            }
            x[i] = z;
            x[n - 1 - i] = -z;
            w[i] = 2 / (derivative * derivative);
            w[n - 1 - i] = w[i];
        }
        double root = Math.sqrt(2);
        double norm = Arrays.stream(w).sum();
        for (int i = 0; i < n; i++) {
            x[i] *= root;
            w[i] /= norm;
        }
        return new double[][] {x, w};
    }
}
