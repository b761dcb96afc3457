package assay.switchback;

import assay.Column;
import assay.EstimationException;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import java.util.List;

/**
 * A switchback read for a carryover of order m: of each market, the windows and the centred outcomes, by period and added up over
 * each group of windows.
 */
final class WindowSums {

    private final Tosses[] markets;
    private final Windows[] windows;
    private final double[][] centred;
    private final double[][] sums;
    private final int order;

    private WindowSums(Tosses[] markets, Windows[] windows, double[][] centred, double[][] sums, int order) {
        this.markets = markets;
        this.windows = windows;
        this.centred = centred;
        this.sums = sums;
        this.order = order;
    }

    /** Reads a sample. */
    static WindowSums of(Sample sample, TwoArms arms, int order, Centring centring) {
        double[] y = sample.outcome();
        constant(sample, y);
        Calendar calendar = Calendar.of(sample, arms);
        if (calendar.periods() <= order + 1) {
            throw new EstimationException(
                    Problem.HORIZON_TOO_SHORT,
                    "There are " + calendar.periods() + " periods in column '"
                            + sample.column(Role.TIME).name() + "'; a carryover of order " + order + " needs more than "
                            + (order + 1) + ", better many more.",
                    "Run the switchback for longer, or assume less carryover.");
        }
        return of(Tosses.of(sample, arms, calendar), order, centring, sample.columns(Role.COVARIATE));
    }

    static WindowSums of(Tosses[] markets, int order, Centring centring, List<Column> covariates) {
        Windows[] windows = new Windows[markets.length];
        for (int j = 0; j < markets.length; j++) {
            windows[j] = markets[j].windows(order);
        }
        if (centring == Centring.FORECAST && markets[0].covariates().length != 1) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "A forecast is one numeric covariate in the units of the outcome; there are "
                            + markets[0].covariates().length + " (" + names(covariates) + ").",
                    "Name the forecast alone as --covariates, or centre by regression.");
        }
        LeftOut leftOut = centring == Centring.REGRESSION ? new LeftOut(markets, windows, order) : null;
        double[][] centred = new double[markets.length][];
        double[][] sums = new double[markets.length][];
        for (int j = 0; j < markets.length; j++) {
            centred[j] = leftOut != null
                    ? leftOut.residuals(j)
                    : markets[j].outcome().clone();
            if (centring == Centring.FORECAST) {
                double[] forecast = markets[j].covariates()[0];
                for (int t = 0; t < forecast.length; t++) {
                    centred[j][t] -= forecast[t];
                }
            }
            sums[j] = windows[j].sums(centred[j]);
        }
        return new WindowSums(markets, windows, centred, sums, order);
    }

    private static String names(List<Column> covariates) {
        return covariates.isEmpty()
                ? "none"
                : String.join(", ", covariates.stream().map(Column::name).toList());
    }

    private static void constant(Sample sample, double[] y) {
        for (double v : y) {
            if (v != y[0]) {
                return;
            }
        }
        throw new EstimationException(
                Problem.CONSTANT_OUTCOME,
                "Outcome '" + sample.column(Role.OUTCOME).name() + "' is " + y[0]
                        + " in every row; there is no spread to learn from.",
                "Check that the right column was named.");
    }

    Tosses[] markets() {
        return markets;
    }

    Windows[] windows() {
        return windows;
    }

    /** Outcomes less what was taken off them, by market and period. */
    double[][] centred() {
        return centred;
    }

    /** The same, added up by market and group of windows. */
    double[][] sums() {
        return sums;
    }

    /** Windows that end above m, in all markets. */
    double periods() {
        double periods = 0;
        for (Tosses market : markets) {
            periods += market.periods() - order;
        }
        return periods;
    }

    /** The Horvitz-Thompson estimate. */
    double estimate() {
        double total = 0;
        for (int j = 0; j < markets.length; j++) {
            total += windows[j].total(sums[j], markets[j].arm());
        }
        return total / periods();
    }

    /** The estimated bound of its variance; markets have tosses of their own. */
    double bound(VarianceBound kind) {
        double effect = kind == VarianceBound.ABOUT_EFFECT ? estimate() : 0;
        double total = 0;
        for (int j = 0; j < markets.length; j++) {
            int[] arm = markets[j].arm();
            total += kind == VarianceBound.ABOUT_EFFECT
                    ? windows[j].boundAbout(effect, sums[j], arm)
                    : windows[j].bound(sums[j], arm, kind);
        }
        return total / (periods() * periods());
    }

    /** Tosses of all markets. */
    int tosses() {
        int count = 0;
        for (Tosses market : markets) {
            count += market.arm().length;
        }
        return count;
    }

    /** The share of windows that are all in one arm. */
    double constantShare() {
        double constant = 0;
        for (int j = 0; j < markets.length; j++) {
            for (int g = 0; g < windows[j].count(); g++) {
                if (windows[j].state(g, markets[j].arm()) >= 0) {
                    constant += windows[j].to(g) - windows[j].from(g);
                }
            }
        }
        return constant / periods();
    }
}
