package assay.streamed;

import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Problem;
import assay.distribution.StudentDistribution;
import assay.random.Philox;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;

/**
 * A/A tests inside the control arm: its rows are split at random into two halves, as often as 256 times at once, and the halves
 * compared by the difference in means. All of its units were treated alike, so that every difference is chance and p-values are
 * uniform; given the rows, splits are independent. Whoever finds otherwise has an error in the reading of the table or in the
 * formula of the standard error. Splits are of rows, so that dependence between rows does not show.
 *
 * <p>Not thread-safe: rows come in order, each tossed by the next words of one stream.
 */
public final class PlaceboSplits {

    /** Splits made at once. */
    public static final int SPLITS = 256;

    /** Fewer rows that differ from the others than this give p-values with gaps, whose uniformity is not tested. */
    private static final long SMOOTH = 1000;

    private static final int WORDS = SPLITS / 64;

    private final List<String> outcomes;
    private final Philox random;
    private final long[] inside = new long[SPLITS];
    private final double[][] sums;
    private final double[][] squares;
    private final double[] total;
    private final double[] totalSquares;
    private final int[] counts = new int[SPLITS];
    private final long[][] usual;
    private int pending;
    private long rows;

    /**
     * No rows yet.
     *
     * @param outcomes names of the outcomes
     * @param random the only source of randomness
     */
    public PlaceboSplits(List<String> outcomes, Philox random) {
        this.outcomes = List.copyOf(outcomes);
        this.random = random;
        int m = outcomes.size();
        this.sums = new double[m][SPLITS];
        this.squares = new double[m][SPLITS];
        this.total = new double[m];
        this.totalSquares = new double[m];
        this.usual = new long[m][2];
    }

    /**
     * Adds rows; those of the treated arm are passed over.
     *
     * @param count how many
     * @param arm 1 for treated, 0 for control
     * @param columns the outcomes in their order
     */
    public void add(int count, double[] arm, double[][] columns) {
        long[] word = new long[WORDS];
        for (int i = 0; i < count; i++) {
            if (arm[i] > 0.5) {
                continue;
            }
            for (int w = 0; w < WORDS; w++) {
                word[w] = random.nextLong();
                long bits = word[w];
                int from = 64 * w;
                for (int b = 0; b < 64; b++) {
                    counts[from + b] += (int) (bits >>> b & 1);
                }
            }
            rows++;
            if (++pending == Integer.MAX_VALUE / 2) {
                collect();
            }
            for (int o = 0; o < columns.length; o++) {
                if (columns[o][i] == 0) {
                    usual[o][0]++;
                } else {
                    usual[o][1] += columns[o][i] == 1 ? 1 : 0;
                    add(o, columns[o][i], word);
                }
            }
        }
    }

    private void add(int o, double y, long[] word) {
        double[] sum = sums[o];
        double[] square = squares[o];
        total[o] += y;
        totalSquares[o] += y * y;
        for (int w = 0; w < WORDS; w++) {
            long bits = word[w];
            for (int b = 0; b < 64; b++) {
                double in = bits >>> b & 1;
                sum[64 * w + b] += in * y;
                square[64 * w + b] += in * y * y;
            }
        }
    }

    private void collect() {
        for (int s = 0; s < SPLITS; s++) {
            inside[s] += counts[s];
        }
        Arrays.fill(counts, 0);
        pending = 0;
    }

    /**
     * What the splits say of an outcome.
     *
     * @param first the first split's difference in means, with Neyman's variance and Welch's t
     * @param pValues the p-values of all splits, rising
     * @param below the share of p-values below 0.05
     * @param uniformity p-value of the test of Kolmogorov and Smirnov that they are uniform; NaN if fewer than 1,000 rows differ from the
     *     most usual of the values 0 and 1, as p-values then have gaps
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Result(Estimate first, double[] pValues, double below, double uniformity) {}

    /**
     * The result for an outcome.
     *
     * @param outcome its name
     * @return of all rows added
     * @throws EstimationException if there are fewer than 20 rows of control, or the outcome does not vary among them
     */
    public Result result(String outcome) {
        collect();
        int o = outcomes.indexOf(outcome);
        if (rows < 20 || !(totalSquares[o] - total[o] * total[o] / rows > 0)) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS,
                    "The control arm has " + rows + " rows in which '" + outcome
                            + "' does not vary enough to be compared with themselves.",
                    "Collect more rows of control.");
        }
        double[] p = new double[SPLITS];
        Estimate first = split(o, 0);
        for (int s = 0; s < SPLITS; s++) {
            Estimate one = split(o, s);
            p[s] = StudentDistribution.twoSided(
                    one.value() / one.stdError(), one.inference().degreesOfFreedom());
        }
        Arrays.sort(p);
        double distance = 0;
        double below = 0;
        for (int s = 0; s < SPLITS; s++) {
            distance = Math.max(distance, Math.max((s + 1.0) / SPLITS - p[s], p[s] - s / (double) SPLITS));
            below += p[s] < 0.05 ? 1.0 / SPLITS : 0;
        }
        double uniformity = 1 - new KolmogorovSmirnovTest().cdf(distance, SPLITS);
        boolean smooth = rows - Math.max(usual[o][0], usual[o][1]) >= SMOOTH;
        return new Result(first, p, below, smooth ? Math.max(0, Math.min(1, uniformity)) : Double.NaN);
    }

    private Estimate split(int o, int s) {
        double n1 = inside[s];
        double n0 = rows - n1;
        double m1 = sums[o][s] / n1;
        double m0 = (total[o] - sums[o][s]) / n0;
        double v1 = (squares[o][s] - n1 * m1 * m1) / (n1 * (n1 - 1));
        double v0 = (totalSquares[o] - squares[o][s] - n0 * m0 * m0) / (n0 * (n0 - 1));
        double df = (v1 + v0) * (v1 + v0) / (v1 * v1 / (n1 - 1) + v0 * v0 / (n0 - 1));
        return Estimate.studentT(Estimand.ATE, outcomes.get(o), m1 - m0, Math.sqrt(v1 + v0), df);
    }
}
