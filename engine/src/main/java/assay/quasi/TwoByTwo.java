package assay.quasi;

import assay.EstimationException;
import assay.Problem;
import java.util.Arrays;
import org.apache.commons.math3.util.FastMath;

/**
 * One difference in differences with covariates: the change of treated units less that of comparison units with like
 * covariates, and its influence function (Sant'Anna and Zhao, J. Econometrics 219, 2020, doi:10.1016/j.jeconom.2020.06.003,
 * sections 2 and 3; panel data).
 */
final class TwoByTwo {

    private static final int STEPS = 100;
    private static final double CONVERGED = 1e-12;
    private static final double SEPARATED = 30;

    private final Regressors x;
    private final double[] treated;
    private final double[] change;
    private final String where;
    private final int n;

    private double value;
    private double[] influence = new double[0];
    private double largestShare;

    private TwoByTwo(Regressors x, double[] treated, double[] change, String where) {
        this.x = x;
        this.treated = treated;
        this.change = change;
        this.where = where;
        this.n = change.length;
    }

    /** The effect among so many units: 1 for treated, changes, and what to call them in an error. */
    static TwoByTwo of(Regressors x, double[] treated, double[] change, DidScore score, String where) {
        TwoByTwo two = new TwoByTwo(x, treated, change, where);
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

    /** The odds of treatment of comparison units, and how the coefficients behind them move a mean. */
    private final class Odds {
        private final double[] weights = new double[n];
        private final double[] score = new double[n];
        private final Regressors.Solver information;

        Odds(double[] index, double[][] gram) {
            double largest = 0;
            double total = 0;
            for (int i = 0; i < n; i++) {
                double odds = FastMath.exp(index[i]);
                score[i] = treated[i] - odds / (1 + odds);
                weights[i] = treated[i] == 1 ? 0 : odds;
                largest = Math.max(largest, weights[i]);
                total += weights[i];
            }
            largestShare = largest / total;
            information = new Regressors.Solver(gram);
        }

        double[] passing(double[] m) {
            double[] along = x.times(information.solve(m));
            for (int i = 0; i < n; i++) {
                along[i] *= n * score[i];
            }
            return along;
        }
    }

    private void weighting() {
        Odds odds = likelihood();
        double share = sum(treated) / n;
        double weight = sum(odds.weights) / n;
        double[] own = new double[n];
        double[] other = new double[n];
        for (int i = 0; i < n; i++) {
            own[i] = treated[i] * change[i];
            other[i] = odds.weights[i] * change[i];
        }
        double mine = sum(own) / n / share;
        double theirs = sum(other) / n / weight;
        value = mine - theirs;
        for (int i = 0; i < n; i++) {
            other[i] -= odds.weights[i] * theirs;
        }
        double[] passed = odds.passing(scaled(x.sums(other), 1.0 / n));
        influence = new double[n];
        for (int i = 0; i < n; i++) {
            influence[i] = (own[i] - treated[i] * mine) / share - (other[i] + passed[i]) / weight;
        }
    }

    private void robust() {
        Odds odds = likelihood();
        Regression fit = new Regression(controls());
        double share = sum(treated) / n;
        double weight = sum(odds.weights) / n;
        double[] own = new double[n];
        double[] other = new double[n];
        for (int i = 0; i < n; i++) {
            own[i] = treated[i] * fit.residual[i];
            other[i] = odds.weights[i] * fit.residual[i];
        }
        double mine = sum(own) / n / share;
        double theirs = sum(other) / n / weight;
        value = mine - theirs;
        for (int i = 0; i < n; i++) {
            other[i] -= odds.weights[i] * theirs;
        }
        double[] byOdds = odds.passing(scaled(x.sums(other), 1.0 / n));
        double[] treatedPart = scaled(x.sums(treated), 1 / (n * share));
        double[] controlPart = scaled(x.sums(odds.weights), 1 / (n * weight));
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
        Odds odds = tilting();
        Regression fit = new Regression(odds.weights);
        double share = sum(treated) / n;
        double weight = sum(odds.weights) / n;
        double[] own = new double[n];
        double[] other = new double[n];
        for (int i = 0; i < n; i++) {
            own[i] = treated[i] * fit.residual[i];
            other[i] = odds.weights[i] * fit.residual[i];
        }
        double mine = sum(own) / n / share;
        double theirs = sum(other) / n / weight;
        value = mine - theirs;
        influence = new double[n];
        for (int i = 0; i < n; i++) {
            // First-order conditions of both fits leave nothing for them to pass on.
            influence[i] = (own[i] - treated[i] * mine) / share - (other[i] - odds.weights[i] * theirs) / weight;
        }
    }

    /** Logistic propensity by maximum likelihood. */
    private Odds likelihood() {
        double[] index = new double[n];
        double[] weights = new double[n];
        double[] b = start();
        for (int step = 0; step < STEPS; step++) {
            index = x.times(b);
            double[] gradient = new double[n];
            for (int i = 0; i < n; i++) {
                double p = 1 / (1 + FastMath.exp(-index[i]));
                weights[i] = p * (1 - p);
                gradient[i] = treated[i] - p;
            }
            double[][] gram = x.gram(weights);
            double[] move = new Regressors.Solver(gram).solve(x.sums(gradient));
            if (settled(b, move, index)) {
                return new Odds(index, gram);
            }
            halve(b, move, false);
        }
        throw notConverged();
    }

    /** Odds that balance the covariates exactly: {@code sum of (1 - D) exp(x'b) x = sum of D x}. */
    private Odds tilting() {
        double[] b = start();
        double[] weights = new double[n];
        for (int step = 0; step < STEPS; step++) {
            double[] index = x.times(b);
            double[] gradient = new double[n];
            for (int i = 0; i < n; i++) {
                weights[i] = treated[i] == 1 ? 0 : FastMath.exp(index[i]);
                gradient[i] = treated[i] - weights[i];
            }
            double[][] gram = x.gram(weights);
            double[] move = new Regressors.Solver(gram).solve(x.sums(gradient));
            if (settled(b, move, index)) {
                return new Odds(index, gram);
            }
            halve(b, move, true);
        }
        throw notConverged();
    }

    private double[] start() {
        double[] b = new double[x.width()];
        double share = sum(treated) / n;
        b[0] = FastMath.log(share / (1 - share));
        return b;
    }

    private boolean settled(double[] b, double[] move, double[] index) {
        double most = 0;
        for (double v : index) {
            most = Math.max(most, v);
        }
        if (!(most < SEPARATED)) {
            throw notConverged();
        }
        double largest = 0;
        double size = 1;
        for (int j = 0; j < b.length; j++) {
            largest = Math.max(largest, Math.abs(move[j]));
            size = Math.max(size, Math.abs(b[j]));
        }
        if (Double.isNaN(largest)) {
            throw notConverged();
        }
        return largest <= CONVERGED * size;
    }

    /** Moves as far as the objective gets better. */
    private void halve(double[] b, double[] move, boolean tilted) {
        double before = objective(b, tilted);
        double length = 1;
        double[] tried = new double[b.length];
        for (int halving = 0; halving < STEPS; halving++, length /= 2) {
            for (int j = 0; j < b.length; j++) {
                tried[j] = b[j] + length * move[j];
            }
            double after = objective(tried, tilted);
            if (after >= before - 1e-12 * Math.abs(before)) {
                break;
            }
        }
        System.arraycopy(tried, 0, b, 0, b.length);
    }

    private double objective(double[] b, boolean tilted) {
        double[] index = x.times(b);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double log = index[i] > SEPARATED ? index[i] : FastMath.log1p(FastMath.exp(index[i]));
            sum += treated[i] * index[i] - (tilted ? (1 - treated[i]) * FastMath.exp(index[i]) : log);
        }
        return sum;
    }

    private EstimationException notConverged() {
        return new EstimationException(
                Problem.NO_OVERLAP,
                "The covariates tell the treated from the untreated units compared for " + where
                        + ": their propensity has no finite fit, as nobody untreated is like some of the "
                        + (int) sum(treated)
                        + " treated.",
                "Use fewer covariates, or merge cohorts of few units.");
    }
}
