package assay.experiment;

import assay.EstimationException;
import assay.Problem;
import assay.distribution.NormalDistribution;
import java.util.Locale;

/**
 * A sample quantile of one arm with the standard error that its neighbours in order give it.
 *
 * @param value the quantile
 * @param stdError its standard error, were rows independent
 * @param below share of rows at or below the quantile
 * @param tied share of rows equal to the order statistic next to the quantile
 * @param rows rows of the arm
 */
record ArmQuantile(double value, double stdError, double below, double tied, int rows) {

    private static final double Z = -NormalDistribution.quantile(0.025);

    /** Of sorted values. */
    static ArmQuantile of(double[] sorted, double probability, String arm, String column) {
        int n = sorted.length;
        double odds = Math.max(probability / (1 - probability), (1 - probability) / probability);
        if (!(n > Z * Z * odds)) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS,
                    String.format(
                            Locale.ROOT,
                            "Arm '%s' has %d rows; an interval for the quantile %s of '%s' needs more than %.0f.",
                            arm,
                            n,
                            probability,
                            column,
                            Math.floor(Z * Z * odds)),
                    "Collect more rows, or choose a quantile nearer to the median.");
        }
        double half = Z * Math.sqrt(n * probability * (1 - probability));
        int low = (int) Math.max(1, Math.floor(n * probability - half));
        int high = (int) Math.min(n, Math.ceil(n * probability + half));
        double gap = sorted[high - 1] - sorted[low - 1];
        if (!(gap > 0)) {
            throw new EstimationException(
                    Problem.COLLAPSED_BOUNDS,
                    "In arm '" + arm + "' rows " + low + " to " + high + " of '" + column + "' in order are all "
                            + sorted[low - 1] + ", so that the quantile " + probability
                            + " has no spread to judge it by; its standard error is not 0.",
                    "Choose a quantile where values differ, or compare the share of rows above a value.");
        }
        // The gap spans (high - low) / n of the distribution: its slope there, times the error of a share.
        double stdError = gap / (high - low) * Math.sqrt(n * probability * (1 - probability));
        double value = interpolated(sorted, probability);
        int nearest = (int) Math.min(n, Math.max(1, Math.ceil(n * probability)));
        return new ArmQuantile(
                value,
                stdError,
                atOrBelow(sorted, value) / (double) n,
                (atOrBelow(sorted, sorted[nearest - 1]) - below(sorted, sorted[nearest - 1])) / (double) n,
                n);
    }

    /** Definition 8 of Hyndman and Fan (The American Statistician 50, 1996), median-unbiased whatever the distribution. */
    static double interpolated(double[] sorted, double probability) {
        int n = sorted.length;
        double place = (n + 1 / 3.0) * probability + 1 / 3.0;
        int rank = (int) Math.floor(place);
        double share = place - rank;
        double lower = sorted[Math.min(n, Math.max(1, rank)) - 1];
        double upper = sorted[Math.min(n, Math.max(1, rank + 1)) - 1];
        return lower + share * (upper - lower);
    }

    private static int atOrBelow(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static int below(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
