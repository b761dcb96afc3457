package assay.observational;

import assay.EstimationException;
import assay.Problem;
import assay.nuisance.CrossFit;

/** A score {@code b - theta a} for each row, whose mean is 0 at the truth. */
final class LinearScore {

    /** Below this ratio of the mean to the mean size of the derivative, nothing is left to solve for. */
    private static final double FLAT = 1e-10;

    private final double[] slope;
    private final double[] level;

    LinearScore(int size) {
        slope = new double[size];
        level = new double[size];
    }

    void set(int row, double a, double b) {
        slope[row] = a;
        level[row] = b;
    }

    /** The square of the mean derivative over its variance: how surely it is not 0. */
    double strength() {
        double mean = 0;
        for (double a : slope) {
            mean += a / slope.length;
        }
        double squares = 0;
        for (double a : slope) {
            squares += (a - mean) * (a - mean);
        }
        return mean * mean * slope.length * (slope.length - 1.0) / squares;
    }

    /** Solves over all folds. */
    double solve() {
        int[] rows = new int[slope.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i;
        }
        return solve(rows);
    }

    /** Solves, and adds the estimate with its influence values. */
    void solve(CrossFit plan, Pooling pooling, Repetitions results) {
        double value;
        if (pooling == Pooling.ALL_AT_ONCE) {
            value = solve();
        } else {
            value = 0;
            for (int f = 0; f < plan.count(); f++) {
                value += solve(plan.fold(f)) / plan.count();
            }
        }
        double mean = 0;
        for (double a : slope) {
            mean += a / slope.length;
        }
        double[] influence = new double[slope.length];
        for (int i = 0; i < influence.length; i++) {
            influence[i] = (level[i] - value * slope[i]) / mean;
        }
        results.add(value, influence);
    }

    private double solve(int[] rows) {
        double a = 0;
        double size = 0;
        double b = 0;
        for (int row : rows) {
            a += slope[row];
            size += Math.abs(slope[row]);
            b += level[row];
        }
        if (!(Math.abs(a) > FLAT * size)) {
            throw new EstimationException(
                    Problem.NOT_IDENTIFIED,
                    "Once the covariates are accounted for, nothing moves the treatment: the estimating equation does not depend"
                            + " on the effect.",
                    "Leave out the covariate that determines the treatment or the instrument.");
        }
        return b / a;
    }
}
