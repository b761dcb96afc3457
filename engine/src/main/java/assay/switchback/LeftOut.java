package assay.switchback;

import assay.EstimationException;
import assay.Problem;

/**
 * What a prediction leaves of the outcomes. The prediction of a window is made from periods whose windows share no toss with it:
 * the level from its own market, the slopes from all.
 */
final class LeftOut {

    /** A covariate is left out when those before it leave less than this share of its squares. */
    private static final double RANK = 1e-10;

    private final Windows[] windows;
    private final int order;
    private final int covariates;
    /** Covariates, then the outcome, by market and period, less the market's mean over the periods above m. */
    private final double[][][] columns;
    /** Sums over markets of squares and products: covariates by all columns. */
    private final double[][] pooled;

    LeftOut(Tosses[] markets, Windows[] windows, int order) {
        this.windows = windows;
        this.order = order;
        this.covariates = markets[0].covariates().length;
        this.columns = new double[markets.length][covariates + 1][];
        this.pooled = new double[covariates][covariates + 1];
        for (int j = 0; j < markets.length; j++) {
            for (int c = 0; c <= covariates; c++) {
                columns[j][c] = centred(c < covariates ? markets[j].covariates()[c] : markets[j].outcome());
            }
            add(1, columns[j], order, columns[j][0].length, pooled);
        }
    }

    private double[] centred(double[] values) {
        double origin = values[order];
        double sum = 0;
        for (int t = order; t < values.length; t++) {
            sum += values[t] - origin;
        }
        double mean = origin + sum / (values.length - order);
        double[] centred = new double[values.length];
        for (int t = 0; t < values.length; t++) {
            centred[t] = values[t] - mean;
        }
        return centred;
    }

    /** Adds squares and products of some periods. */
    private void add(double sign, double[][] of, int from, int to, double[][] sums) {
        for (int a = 0; a < covariates; a++) {
            for (int b = 0; b <= covariates; b++) {
                double sum = 0;
                for (int t = from; t < to; t++) {
                    sum += of[a][t] * of[b][t];
                }
                sums[a][b] += sign * sum;
            }
        }
    }

    /** The outcomes of one market less the prediction for the window that ends there; 0 up to period m. */
    double[] residuals(int j) {
        double[][] of = columns[j];
        int periods = of[0].length;
        double[] residuals = new double[periods];
        double[] means = new double[covariates + 1];
        for (int g = 0; g < windows[j].count(); g++) {
            int from = windows[j].from(windows[j].firstSharing(g));
            int to = windows[j].to(windows[j].lastSharing(g));
            int left = periods - order - (to - from);
            if (left < 1) {
                throw none(periods, from, to);
            }
            for (int c = 0; c <= covariates; c++) {
                double sum = 0;
                for (int t = from; t < to; t++) {
                    sum -= of[c][t];
                }
                means[c] = sum / left;
            }
            double[] slopes = slopes(of, means, left, from, to);
            for (int t = windows[j].from(g); t < windows[j].to(g); t++) {
                residuals[t] = of[covariates][t] - means[covariates];
                for (int c = 0; c < covariates; c++) {
                    residuals[t] -= slopes[c] * (of[c][t] - means[c]);
                }
            }
        }
        return residuals;
    }

    private EstimationException none(int periods, int from, int to) {
        return new EstimationException(
                Problem.HORIZON_TOO_SHORT,
                "Of " + periods + " periods, none is left whose window of " + (order + 1)
                        + " periods shares no toss with the windows that end in period " + (from + 1) + " to " + to
                        + "; the level there cannot be predicted.",
                "Run the switchback for longer, toss more often, or assume less carryover.");
    }

    /** Slopes from all markets, some periods of one left out. */
    private double[] slopes(double[][] of, double[] means, int left, int from, int to) {
        double[][] cross = new double[covariates][];
        for (int a = 0; a < covariates; a++) {
            cross[a] = pooled[a].clone();
            for (int b = 0; b <= covariates; b++) {
                cross[a][b] -= left * means[a] * means[b];
            }
        }
        add(-1, of, from, to, cross);
        return solve(cross);
    }

    /** Least-squares slopes by elimination, a covariate that repeats those before it having none. */
    private static double[] solve(double[][] cross) {
        int k = cross.length;
        boolean[] kept = new boolean[k];
        for (int p = 0; p < k; p++) {
            double size = cross[p][p];
            for (int q = 0; q < p; q++) {
                if (kept[q]) {
                    double factor = cross[p][q] / cross[q][q];
                    for (int c = q; c <= k; c++) {
                        cross[p][c] -= factor * cross[q][c];
                    }
                }
            }
            kept[p] = cross[p][p] > RANK * size && cross[p][p] > 0;
        }
        double[] slopes = new double[k];
        for (int p = k - 1; p >= 0; p--) {
            if (kept[p]) {
                double rest = cross[p][k];
                for (int c = p + 1; c < k; c++) {
                    rest -= cross[p][c] * slopes[c];
                }
                slopes[p] = rest / cross[p][p];
            }
        }
        return slopes;
    }
}
