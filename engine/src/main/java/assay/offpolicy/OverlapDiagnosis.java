package assay.offpolicy;

import assay.distribution.NormalDistribution;
import org.jspecify.annotations.Nullable;

/**
 * Whether a log can speak for a target policy: how many rows the weights leave, and how much of what the target would do was never done.
 *
 * @param rows rows of the log
 * @param effectiveSize {@code (sum w)^2 / sum w^2}: rows of an even log that would tell as much; 0 where no row matches
 * @param largestWeight the largest importance weight
 * @param largestShare share of all weight that the heaviest row carries, 0 where no row matches
 * @param meanWeight mean importance weight, 1 in expectation where propensities are right and support is full
 * @param meanWeightError its standard error
 * @param smallestPropensity the smallest logging probability of an action that was taken
 * @param unloggedShare share of the target's probability on actions that no row logged
 * @param firstUnlogged the first such action, -1 where there is none
 * @param cells cells of contexts in which support was checked, 1 where contexts were not told apart
 * @param unloggedCellShare share of the target's probability on actions that were not logged in the cell of the row
 */
public record OverlapDiagnosis(
        int rows,
        double effectiveSize,
        double largestWeight,
        double largestShare,
        double meanWeight,
        double meanWeightError,
        double smallestPropensity,
        double unloggedShare,
        int firstUnlogged,
        int cells,
        double unloggedCellShare) {

    /**
     * Diagnoses a log, contexts not told apart.
     *
     * @param feedback the log and the target
     * @return the diagnosis
     */
    public static OverlapDiagnosis of(LoggedFeedback feedback) {
        return of(feedback, null);
    }

    /**
     * Diagnoses a log, support checked within cells of contexts, such as the slots of a page.
     *
     * @param feedback the log and the target
     * @param cell zero-based cell of each row, or null for one cell
     * @return the diagnosis
     * @throws IllegalArgumentException if there are not as many cells as rows, or one is negative
     */
    public static OverlapDiagnosis of(LoggedFeedback feedback, int @Nullable [] cell) {
        int n = feedback.size();
        int k = feedback.actions();
        int[] of = cell == null ? new int[n] : cell;
        if (of.length != n) {
            throw new IllegalArgumentException("cells are as many as rows, " + n + ", not " + of.length);
        }
        int cells = 0;
        for (int c : of) {
            if (c < 0) {
                throw new IllegalArgumentException("cells are numbered from 0, not " + c);
            }
            cells = Math.max(cells, c + 1);
        }
        int[] action = feedback.action();
        boolean[] ever = new boolean[k];
        boolean[] there = new boolean[Math.multiplyExact(cells, k)];
        for (int i = 0; i < n; i++) {
            ever[action[i]] = true;
            there[of[i] * k + action[i]] = true;
        }
        double[] mass = new double[k];
        double absent = 0;
        double[] target = feedback.target();
        for (int i = 0; i < n; i++) {
            for (int a = 0; a < k; a++) {
                double p = target[i * k + a];
                mass[a] += p;
                absent += there[of[i] * k + a] ? 0 : p;
            }
        }
        double unlogged = 0;
        int first = -1;
        for (int a = k - 1; a >= 0; a--) {
            if (!ever[a] && mass[a] > 0) {
                unlogged += mass[a];
                first = a;
            }
        }
        return weighted(feedback, unlogged / n, first, cells, absent / n);
    }

    private static OverlapDiagnosis weighted(
            LoggedFeedback feedback, double unlogged, int first, int cells, double absent) {
        double[] w = feedback.weights();
        double sum = 0;
        double squares = 0;
        double largest = 0;
        double smallest = 1;
        for (int i = 0; i < w.length; i++) {
            sum += w[i];
            squares += w[i] * w[i];
            largest = Math.max(largest, w[i]);
            smallest = Math.min(smallest, feedback.logged()[i]);
        }
        double mean = sum / w.length;
        double[] centred = new double[w.length];
        for (int i = 0; i < w.length; i++) {
            centred[i] = w[i] - mean;
        }
        return new OverlapDiagnosis(
                w.length,
                squares > 0 ? sum * sum / squares : 0,
                largest,
                sum > 0 ? largest / sum : 0,
                mean,
                OffPolicyEstimate.stdError(centred, feedback.cluster()),
                smallest,
                unlogged,
                first,
                cells,
                absent);
    }

    /**
     * The test that weights average to 1, by the normal distribution: propensities that were logged wrong, or actions that the log
     * cannot show, move the mean.
     *
     * @return two-sided p-value; where weights do not differ, 1 if they are 1 and 0 if not
     */
    public double meanWeightP() {
        double off = Math.abs(meanWeight - 1);
        if (!(meanWeightError > 0)) {
            return off < 1e-9 ? 1 : 0;
        }
        return Math.min(1, 2 * NormalDistribution.survival(off / meanWeightError));
    }
}
