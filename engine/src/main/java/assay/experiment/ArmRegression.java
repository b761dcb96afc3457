package assay.experiment;

import assay.linear.CenteredQr;
import assay.linear.Covariance;

/**
 * The regression of one arm on covariates that are centred at the means of the whole sample, seen from its intercept,
 * which is the predicted mean outcome of the whole sample in that arm.
 */
final class ArmRegression {

    private final double[] slopes;
    private final double[] residuals;
    private final double[] leverages;
    private final double[] weights;
    private final double intercept;
    private final double mean;
    private final double tss;
    private final double rss;

    /**
     * Fits.
     *
     * @param qr the arm's covariates
     * @param centres the means over the whole sample, in the units and from the origin of these covariates
     * @param outcome the arm's outcomes; overwritten
     */
    ArmRegression(CenteredQr qr, double[] centres, double[] outcome) {
        mean = CenteredQr.center(outcome);
        tss = Adjustment.squares(outcome);
        double[] coordinates = qr.residualize(outcome);
        int[] kept = qr.kept();
        double[] shift = new double[kept.length];
        for (int k = 0; k < shift.length; k++) {
            shift[k] = centres[kept[k]] - qr.mean(kept[k]);
        }
        double[] g = qr.solveTransposed(shift);
        double predicted = mean;
        for (int k = 0; k < g.length; k++) {
            predicted += g[k] * coordinates[k];
        }
        intercept = predicted;
        slopes = qr.solve(coordinates);
        residuals = outcome;
        rss = Adjustment.squares(outcome);
        leverages = qr.leverages();
        weights = qr.combine(1.0 / outcome.length, g);
    }

    double intercept() {
        return intercept;
    }

    /** The slopes of the columns kept; shared. */
    double[] slopes() {
        return slopes;
    }

    double mean() {
        return mean;
    }

    double tss() {
        return tss;
    }

    double rss() {
        return rss;
    }

    double varianceSum(Covariance covariance, double meanLeverage) {
        return covariance.sum(weights, residuals, leverages, meanLeverage);
    }

    /** Whether a row fits itself. */
    boolean isolated() {
        for (double leverage : leverages) {
            if (Covariance.isolated(leverage)) {
                return true;
            }
        }
        return false;
    }

    void scatterLeverages(double[] values, int[] rows) {
        for (int i = 0; i < rows.length; i++) {
            values[rows[i]] = leverages[i];
        }
    }

    void addInfluence(double[] values, int[] rows, int sign) {
        for (int i = 0; i < rows.length; i++) {
            values[rows[i]] += sign * values.length * weights[i] * residuals[i];
        }
    }

    static double[] gather(double[] values, int[] rows) {
        double[] out = new double[rows.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = values[rows[i]];
        }
        return out;
    }

    /** The columns of some rows, less an origin for each column. */
    static double[][] gather(double[][] columns, double[] origins, int[] rows) {
        double[][] out = new double[columns.length][rows.length];
        for (int j = 0; j < out.length; j++) {
            double[] from = columns[j];
            double[] to = out[j];
            double origin = origins[j];
            for (int i = 0; i < to.length; i++) {
                to[i] = from[rows[i]] - origin;
            }
        }
        return out;
    }

    static double[][] pick(double[][] columns, int[] which) {
        double[][] out = new double[which.length][];
        for (int k = 0; k < out.length; k++) {
            out[k] = columns[which[k]];
        }
        return out;
    }
}
