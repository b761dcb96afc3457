package assay.switchback;

import assay.EstimationException;
import assay.Problem;

/**
 * What a prediction leaves of the outcomes. The prediction of a window is made from periods whose windows
 * share no toss with it: the level from its own market, the slopes from all.
 */
final class LeftOut {

    /** A covariate is left out when those before it leave less than this share of its squares. */
    private static final double RANK = 1e-10;

    private final Tosses[] markets;
    private final Windows[] windows;
    private final int order;
    private final int covariates;
    /** Sums over markets of centred squares and products: covariates by covariates, then by the outcome. */
    private final double[][] pooled;

    LeftOut(Tosses[] markets, Windows[] windows, int order) {
        this.markets = markets;
        this.windows = windows;
        this.order = order;
        this.covariates = markets[0].covariates().length;
        this.pooled = new double[covariates][covariates + 1];
        for (Tosses market : markets) {
            add(centred(market, order, order));
        }
    }

    /** The outcomes of one market less the prediction for the window that ends there; 0 up to period m. */
    double[] residuals(int j) {
        Tosses market = markets[j];
        double[][] all = centred(market, order, order);
        double[] residuals = new double[market.periods()];
        for (int g = 0; g < windows[j].count(); g++) {
            int from = windows[j].from(windows[j].firstSharing(g));
            int to = windows[j].to(windows[j].lastSharing(g));
            int left = market.periods() - order - (to - from);
            if (left < 1) {
                throw new EstimationException(
                        Problem.HORIZON_TOO_SHORT,
                        "Of " + market.periods() + " periods, none is left whose window of " + (order + 1)
                                + " periods shares no toss with the windows that end in period " + (from + 1) + " to " + to
                                + "; the level there cannot be predicted.",
                        "Run the switchback for longer, toss more often, or assume less carryover.");
            }
            double level = mean(market.outcome(), from, to);
            for (int t = windows[j].from(g); t < windows[j].to(g); t++) {
                residuals[t] = market.outcome()[t] - level;
            }
            double[] slopes = slopes(market, all, from, to);
            for (int c = 0; c < covariates; c++) {
                double[] x = market.covariates()[c];
                double middle = mean(x, from, to);
                for (int t = windows[j].from(g); t < windows[j].to(g); t++) {
                    residuals[t] -= slopes[c] * (x[t] - middle);
                }
            }
        }
        return residuals;
    }

    /** Slopes from all markets, some periods of one left out. */
    private double[] slopes(Tosses market, double[][] all, int from, int to) {
        if (covariates == 0) {
            return new double[0];
        }
        double[][] cross = new double[covariates][];
        double[][] rest = centred(market, from, to);
        for (int a = 0; a < covariates; a++) {
            cross[a] = pooled[a].clone();
            for (int b = 0; b <= covariates; b++) {
                cross[a][b] += rest[a][b] - all[a][b];
            }
        }
        return solve(cross);
    }

    /** The mean over the periods above m, those from one to another left out. */
    private double mean(double[] values, int from, int to) {
        double origin = values[order == from ? values.length - 1 : order];
        double sum = 0;
        for (int t = order; t < values.length; t++) {
            sum += t >= from && t < to ? 0 : values[t] - origin;
        }
        return origin + sum / (values.length - order - (to - from));
    }

    private double[][] centred(Tosses market, int from, int to) {
        double[][] cross = new double[covariates][covariates + 1];
        double[] means = new double[covariates + 1];
        for (int c = 0; c <= covariates; c++) {
            means[c] = mean(column(market, c), from, to);
        }
        for (int a = 0; a < covariates; a++) {
            double[] x = column(market, a);
            for (int b = a; b <= covariates; b++) {
                double[] z = column(market, b);
                double sum = 0;
                for (int t = order; t < x.length; t++) {
                    sum += t >= from && t < to ? 0 : (x[t] - means[a]) * (z[t] - means[b]);
                }
                cross[a][b] = sum;
                if (b < covariates) {
                    cross[b][a] = sum;
                }
            }
        }
        return cross;
    }

    private double[] column(Tosses market, int c) {
        return c < covariates ? market.covariates()[c] : market.outcome();
    }

    private void add(double[][] cross) {
        for (int a = 0; a < covariates; a++) {
            for (int b = 0; b <= covariates; b++) {
                pooled[a][b] += cross[a][b];
            }
        }
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
