package assay.quasi;

import assay.EstimationException;
import assay.Problem;
import org.apache.commons.math3.util.FastMath;

/** The odds of treatment of comparison units by a logistic model, and how the coefficients behind them move a mean. */
final class TreatmentOdds {

    private static final int STEPS = 100;
    /** A Newton step below this leaves an error of its square. */
    private static final double SMALL = 1e-8;

    private static final double ROUNDING = 1e-10;

    private static final double SEPARATED = 30;

    private final Regressors x;
    private final double[] weights;
    private final double[] score;
    private final Regressors.Solver information;
    private final double largestShare;

    private TreatmentOdds(Regressors x, double[] treated, double[] index, Regressors.Solver information) {
        this.x = x;
        this.information = information;
        int n = treated.length;
        weights = new double[n];
        score = new double[n];
        double largest = 0;
        double total = 0;
        for (int i = 0; i < n; i++) {
            double odds = FastMath.exp(index[i]);
            score[i] = treated[i] - 1 / (1 + FastMath.exp(-index[i]));
            weights[i] = treated[i] == 1 ? 0 : odds;
            largest = Math.max(largest, weights[i]);
            total += weights[i];
        }
        largestShare = largest / total;
    }

    /** Odds of comparison units, 0 for treated ones. */
    double[] weights() {
        return weights;
    }

    /** The largest share that one comparison unit has of all weight. */
    double largestShare() {
        return largestShare;
    }

    /** The influence that coefficients pass on to {@code m'b}. */
    double[] passing(double[] m) {
        double[] along = x.times(information.solve(m));
        for (int i = 0; i < along.length; i++) {
            along[i] *= along.length * score[i];
        }
        return along;
    }

    /** The odds that a score takes; those of outcome regression are not used. */
    static TreatmentOdds of(Regressors x, double[] treated, DidScore score, String where) {
        if (score != DidScore.IMPROVED) {
            return of(x, treated, score, false, where);
        }
        try {
            return of(x, treated, score, true, where);
        } catch (EstimationException e) {
            // No weights balance the means exactly: maximum likelihood stands in, or says that nothing can.
            return of(x, treated, score, false, where);
        }
    }

    private static TreatmentOdds of(Regressors x, double[] treated, DidScore score, boolean tilted, String where) {
        if (score == DidScore.OUTCOME_REGRESSION || x.width() == 1) {
            return new TreatmentOdds(x, treated, new double[treated.length], new Regressors.Solver(new double[1][1]));
        }
        int n = treated.length;
        double share = sum(treated) / n;
        double[] b = new double[x.width()];
        b[0] = FastMath.log(share / (1 - share));
        double[] weights = new double[n];
        double[] gradient = new double[n];
        double[] index = x.times(b);
        double value = objective(index, treated, tilted);
        boolean last = false;
        for (int step = 0; step < STEPS; step++) {
            for (int i = 0; i < n; i++) {
                double odds = FastMath.exp(index[i]);
                double p = odds / (1 + odds);
                // Tilting: the sum of (1 - D) exp(x'b) x is that of D x.
                weights[i] = tilted ? (treated[i] == 1 ? 0 : odds) : p * (1 - p);
                gradient[i] = treated[i] - (tilted ? weights[i] : p);
            }
            Regressors.Solver information = new Regressors.Solver(x.gram(weights));
            if (last) {
                return new TreatmentOdds(x, treated, index, information);
            }
            double[] move = information.solve(x.sums(gradient));
            last = small(b, move);
            double length = 1;
            for (int halving = 0; halving < STEPS; halving++, length /= 2) {
                double[] tried = b.clone();
                for (int j = 0; j < b.length; j++) {
                    tried[j] += length * move[j];
                }
                double[] at = x.times(tried);
                double after = objective(at, treated, tilted);
                if (last || after >= value - ROUNDING * (1 + Math.abs(value))) {
                    b = tried;
                    index = at;
                    value = after;
                    break;
                }
            }
            for (int i = 0; i < n; i++) {
                // Exact balance may pass through odds that no treated unit has in the end.
                if (Double.isNaN(index[i]) || (index[i] > SEPARATED && (!tilted || treated[i] == 0))) {
                    throw notConverged(where, treated);
                }
            }
        }
        throw notConverged(where, treated);
    }

    private static boolean small(double[] b, double[] move) {
        double largest = 0;
        double size = 1;
        for (int j = 0; j < b.length; j++) {
            largest = Math.max(largest, Math.abs(move[j]));
            size = Math.max(size, Math.abs(b[j]));
        }
        return largest <= SMALL * size;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double v : values) {
            sum += v;
        }
        return sum;
    }

    private static double objective(double[] index, double[] treated, boolean tilted) {
        double sum = 0;
        for (int i = 0; i < index.length; i++) {
            double log = index[i] > SEPARATED ? index[i] : FastMath.log1p(FastMath.exp(index[i]));
            sum += treated[i] * index[i] - (tilted ? (1 - treated[i]) * FastMath.exp(index[i]) : log);
        }
        return sum;
    }

    private static EstimationException notConverged(String where, double[] treated) {
        return new EstimationException(
                Problem.NO_OVERLAP,
                "The covariates tell the treated from the untreated units compared for " + where
                        + ": their propensity has no finite fit, as nobody untreated is like some of the "
                        + (int) sum(treated) + " treated.",
                "Use fewer covariates, or merge cohorts of few units.");
    }
}
