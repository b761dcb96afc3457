package assay.quasi;

import assay.EstimationException;
import assay.Problem;
import java.util.Arrays;

/**
 * One difference in differences with covariates: the change of treated units less that of comparison units with like
 * covariates, and its influence function (Sant'Anna and Zhao, J. Econometrics 219, 2020, doi:10.1016/j.jeconom.2020.06.003,
 * sections 2 and 3; panel data).
 */
final class TwoByTwo {

    private final Regressors x;
    private final double[] treated;
    private final double[] change;
    private final TreatmentOdds odds;
    private final String where;
    private final int n;

    private double value;
    private double[] influence = new double[0];
    private double largestShare;

    private TwoByTwo(Regressors x, double[] treated, double[] change, TreatmentOdds odds, String where) {
        this.x = x;
        this.treated = treated;
        this.change = change;
        this.odds = odds;
        this.where = where;
        this.n = change.length;
    }

    /** The effect among so many units: 1 for treated, changes, odds of the score, and what to call them in an error. */
    static TwoByTwo of(
            Regressors x, double[] treated, double[] change, DidScore score, TreatmentOdds odds, String where) {
        TwoByTwo two = new TwoByTwo(x, treated, change, odds, where);
        if (two.x.width() == 1) {
            // Without covariates all scores are one.
            two.regression();
            return two;
        }
        switch (score) {
            case OUTCOME_REGRESSION -> two.regression();
            case WEIGHTING -> two.weighting();
            case DOUBLY_ROBUST -> two.robust();
            case IMPROVED -> two.improved();
        }
        return two;
    }

    double value() {
        return value;
    }

    /** Influence values with mean 0, their variance over n being that of the effect. */
    double[] influence() {
        return influence;
    }

    /** The largest share that one comparison unit has of all their weight. */
    double largestShare() {
        return largestShare;
    }

    private double[] controls() {
        double[] controls = new double[n];
        for (int i = 0; i < n; i++) {
            controls[i] = 1 - treated[i];
        }
        return controls;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double v : values) {
            sum += v;
        }
        return sum;
    }

    private double[] minus(double[] a, double[] b) {
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
            out[i] = a[i] - b[i];
        }
        return out;
    }

    /** Weighted least squares of the change among comparison units, its predictions for all, and how it moves them. */
    private final class Regression {
        private final double[] weights;
        private final double[] residual;
        private final Regressors.Solver solver;

        Regression(double[] weights) {
            this.weights = weights;
            solver = new Regressors.Solver(x.gram(weights));
            int whole = new Regressors.Solver(x.gram(ones())).rank();
            if (solver.rank() < whole) {
                throw new EstimationException(
                        Problem.NO_OVERLAP,
                        "Of the units compared for " + where + ", those not treated span " + solver.rank() + " of "
                                + whole
                                + " directions of the covariates (with the constant): nobody untreated is like some of"
                                + " the treated.",
                        "Leave out covariates or levels that only treated units have, or merge levels.");
            }
            double[] weighted = new double[n];
            for (int i = 0; i < n; i++) {
                weighted[i] = weights[i] * change[i];
            }
            residual = minus(change, x.times(solver.solve(x.sums(weighted))));
        }

        /** The influence that coefficients pass on to {@code m'b}. */
        double[] passing(double[] m) {
            double[] direction = solver.solve(m);
            double[] along = x.times(direction);
            for (int i = 0; i < n; i++) {
                along[i] *= n * weights[i] * residual[i];
            }
            return along;
        }
    }

    private double[] ones() {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    private void regression() {
        Regression fit = new Regression(controls());
        double share = sum(treated) / n;
        double[] own = new double[n];
        for (int i = 0; i < n; i++) {
            own[i] = treated[i] * fit.residual[i];
        }
        value = sum(own) / n / share;
        double[] passed = fit.passing(scaled(x.sums(treated), 1.0 / n));
        influence = new double[n];
        for (int i = 0; i < n; i++) {
            influence[i] = (own[i] - treated[i] * value - passed[i]) / share;
        }
        largestShare = 1 / (n * (1 - share));
    }

    private static double[] scaled(double[] v, double factor) {
        double[] out = new double[v.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = factor * v[i];
        }
        return out;
    }

    private void weighting() {
        largestShare = odds.largestShare();
        double share = sum(treated) / n;
        double weight = sum(odds.weights()) / n;
        double[] own = new double[n];
        double[] other = new double[n];
        for (int i = 0; i < n; i++) {
            own[i] = treated[i] * change[i];
            other[i] = odds.weights()[i] * change[i];
        }
        double mine = sum(own) / n / share;
        double theirs = sum(other) / n / weight;
        value = mine - theirs;
        for (int i = 0; i < n; i++) {
            other[i] -= odds.weights()[i] * theirs;
        }
        double[] passed = odds.passing(scaled(x.sums(other), 1.0 / n));
        influence = new double[n];
        for (int i = 0; i < n; i++) {
            influence[i] = (own[i] - treated[i] * mine) / share - (other[i] + passed[i]) / weight;
        }
    }

    private void robust() {
        largestShare = odds.largestShare();
        Regression fit = new Regression(controls());
        double share = sum(treated) / n;
        double weight = sum(odds.weights()) / n;
        double[] own = new double[n];
        double[] other = new double[n];
        for (int i = 0; i < n; i++) {
            own[i] = treated[i] * fit.residual[i];
            other[i] = odds.weights()[i] * fit.residual[i];
        }
        double mine = sum(own) / n / share;
        double theirs = sum(other) / n / weight;
        value = mine - theirs;
        for (int i = 0; i < n; i++) {
            other[i] -= odds.weights()[i] * theirs;
        }
        double[] byOdds = odds.passing(scaled(x.sums(other), 1.0 / n));
        double[] treatedPart = scaled(x.sums(treated), 1 / (n * share));
        double[] controlPart = scaled(x.sums(odds.weights()), 1 / (n * weight));
        double[] difference = new double[treatedPart.length];
        for (int j = 0; j < difference.length; j++) {
            difference[j] = treatedPart[j] - controlPart[j];
        }
        double[] byRegression = fit.passing(difference);
        influence = new double[n];
        for (int i = 0; i < n; i++) {
            influence[i] = (own[i] - treated[i] * mine) / share - (other[i] + byOdds[i]) / weight - byRegression[i];
        }
    }

    private void improved() {
        largestShare = odds.largestShare();
        Regression fit = new Regression(odds.weights());
        double share = sum(treated) / n;
        double weight = sum(odds.weights()) / n;
        double[] own = new double[n];
        double[] other = new double[n];
        for (int i = 0; i < n; i++) {
            own[i] = treated[i] * fit.residual[i];
            other[i] = odds.weights()[i] * fit.residual[i];
        }
        double mine = sum(own) / n / share;
        double theirs = sum(other) / n / weight;
        value = mine - theirs;
        influence = new double[n];
        for (int i = 0; i < n; i++) {
            // First-order conditions of both fits leave nothing for them to pass on.
            influence[i] = (own[i] - treated[i] * mine) / share - (other[i] - odds.weights()[i] * theirs) / weight;
        }
    }
}
