package assay.observational;

import assay.EstimationException;
import assay.Problem;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.util.FastMath;

/**
 * Weights of an arm, nearest to even ones, whose means are given: the minimum of the convex dual {@code log sum exp(lambda' (x -
 * target))} by Newton's method with step halving, until no mean is off by more than 1e-11 standard deviations.
 */
final class EntropyDual {

    private static final int MAX_STEPS = 200;
    private static final double TOLERANCE = 1e-11;
    private static final double ACCEPTED = 1e-8;

    private final List<String> names;
    private final double[][] points;
    private final double[] scales;
    private final int[] rows;
    private final int treated;

    EntropyDual(List<String> names, double[][] columns, double[] arm, int treated, double[] target) {
        this.names = names;
        this.treated = treated;
        int count = 0;
        for (double a : arm) {
            count += a == treated ? 1 : 0;
        }
        this.rows = new int[count];
        for (int i = 0, k = 0; i < arm.length; i++) {
            if (arm[i] == treated) {
                rows[k++] = i;
            }
        }
        this.scales = new double[columns.length];
        this.points = new double[count][columns.length];
        for (int j = 0; j < columns.length; j++) {
            centre(columns, j, target[j]);
        }
    }

    private void centre(double[][] columns, int j, double target) {
        double mean = 0;
        double all = 0;
        for (double v : columns[j]) {
            mean += v / columns[j].length;
        }
        for (double v : columns[j]) {
            all += (v - mean) * (v - mean) / columns[j].length;
        }
        double sd = Math.sqrt(all);
        scales[j] = sd > 1e-12 * Math.abs(mean) ? sd : Double.POSITIVE_INFINITY;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < rows.length; k++) {
            double d = (columns[j][rows[k]] - target) / scales[j];
            points[k][j] = d;
            low = Math.min(low, d);
            high = Math.max(high, d);
        }
        if (low > TOLERANCE || high < -TOLERANCE) {
            double nearest = low > 0 ? low : high;
            throw outside("Covariate '" + names.get(j) + "' is to have the mean " + number(target) + " in the "
                    + (treated == 1 ? "treated" : "control") + " arm, where its "
                    + (low > 0 ? "smallest" : "largest") + " value is "
                    + number(target + nearest * scales[j]));
        }
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.6g", value);
    }

    private static EstimationException outside(String what) {
        return new EstimationException(
                Problem.NO_OVERLAP,
                what + ": no weights can balance the arms.",
                "Leave out the covariate or coarsen it, restrict the data to where both arms occur, or estimate the effect"
                        + " in the overlap population (overlap-weights).");
    }

    /** Writes the weights of the arm's rows, which sum to 1. */
    void solve(double[] weights) {
        int p = scales.length;
        double[] lambda = new double[p];
        double[] w = new double[rows.length];
        double[] trial = new double[p];
        double value = weigh(lambda, w);
        double worst = Double.POSITIVE_INFINITY;
        for (int step = 0; step < MAX_STEPS; step++) {
            double[] gradient = new double[p];
            double[][] hessian = new double[p][p];
            moments(w, gradient, hessian);
            worst = largest(gradient);
            if (worst <= TOLERANCE) {
                break;
            }
            double[] direction = gradient.clone();
            Cholesky.of(hessian).solve(direction);
            double descent = 0;
            for (int j = 0; j < p; j++) {
                descent += direction[j] * gradient[j];
            }
            double length = 1;
            double before = value;
            for (int halving = 0; halving < 60; halving++, length /= 2) {
                for (int j = 0; j < p; j++) {
                    trial[j] = lambda[j] - length * direction[j];
                }
                value = weigh(trial, w);
                if (value <= before - 1e-4 * length * descent || length * descent < 1e-13) {
                    break;
                }
            }
            System.arraycopy(trial, 0, lambda, 0, p);
            if (!(largest(lambda) < 1e6)) {
                break;
            }
        }
        if (!(worst <= ACCEPTED)) {
            double[] gradient = new double[p];
            moments(w, gradient, new double[p][p]);
            int at = 0;
            for (int j = 0; j < p; j++) {
                at = Math.abs(gradient[j]) > Math.abs(gradient[at]) ? j : at;
            }
            throw outside("The mean covariates of the target population lie outside what weights on the "
                    + (treated == 1 ? "treated" : "control") + " arm can reach; the worst is '" + names.get(at)
                    + "', which stays " + number(Math.abs(gradient[at])) + " standard deviations off");
        }
        for (int k = 0; k < rows.length; k++) {
            weights[rows[k]] = w[k];
        }
    }

    /** The dual, with the weights that belong to it. */
    private double weigh(double[] lambda, double[] w) {
        double most = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < w.length; k++) {
            double sum = 0;
            for (int j = 0; j < lambda.length; j++) {
                sum += lambda[j] * points[k][j];
            }
            w[k] = sum;
            most = Math.max(most, sum);
        }
        double total = 0;
        for (int k = 0; k < w.length; k++) {
            w[k] = FastMath.exp(w[k] - most);
            total += w[k];
        }
        for (int k = 0; k < w.length; k++) {
            w[k] /= total;
        }
        return most + FastMath.log(total);
    }

    private void moments(double[] w, double[] gradient, double[][] hessian) {
        int p = gradient.length;
        for (int k = 0; k < w.length; k++) {
            double[] x = points[k];
            for (int j = 0; j < p; j++) {
                gradient[j] += w[k] * x[j];
                for (int m = 0; m <= j; m++) {
                    hessian[j][m] += w[k] * x[j] * x[m];
                }
            }
        }
        for (int j = 0; j < p; j++) {
            for (int m = 0; m <= j; m++) {
                hessian[j][m] -= gradient[j] * gradient[m];
            }
        }
    }

    private static double largest(double[] values) {
        double most = 0;
        for (double v : values) {
            most = Math.max(most, Math.abs(v));
        }
        return most;
    }
}
