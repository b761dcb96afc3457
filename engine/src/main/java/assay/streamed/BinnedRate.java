package assay.streamed;

import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Problem;
import java.util.Arrays;
import org.apache.commons.math3.special.Gamma;

/**
 * Rank-weighted average treatment effects of any number of rows, see {@link assay.cate.Rate}, of a priority that is rounded to a grid that
 * was fixed beforehand. Rows in one interval of the grid are treated in random order, so that the areas are exactly those of the rounded
 * priority: what rounding costs is the order within an interval. Memory grows with the grid alone.
 *
 * <p>With the mean scores {@code m_b} of the intervals from the highest priority down, their shares {@code p_b}, cumulated to {@code c_b},
 * an area is {@code sum of m_b (W(c_b) - W(c_(b-1))) - W(1) tau}: for AUTOC {@code W(c) = c - c log c}, for QINI {@code W(c) = c - c^2 / 2},
 * for TOC at the share u {@code W(c) = min(c, u) / u}. AUTOC and QINI are computed with the sums over the shares {@code 1/n, ..., 1} that stand
 * in for these integrals. Standard errors are those of the influence function
 * {@code (s - m_b) (W(c_b) - W(c_(b-1))) / p_b + r_b - mean(r) - W(1) (s - tau)} of a row with score s in interval b, where
 * {@code r_b} is the sum of {@code W'(c_j) (m_j - m_(j+1))} over j from b on.
 *
 * <p>Not thread-safe.
 */
public final class BinnedRate {

    private final double[] edges;
    private final double[] rows;
    private final double[] sums;
    private final double[] squares;

    /**
     * No rows yet.
     *
     * @param edges rising ends of the intervals of the priority, at least one
     */
    public BinnedRate(double[] edges) {
        this.edges = edges.clone();
        this.rows = new double[edges.length + 1];
        this.sums = new double[edges.length + 1];
        this.squares = new double[edges.length + 1];
    }

    /**
     * A grid from priorities like those to come: their quantiles.
     *
     * @param priorities some priorities, finite
     * @param intervals at most how many, at least 2
     * @return rising ends for {@link #BinnedRate}
     * @throws EstimationException if all priorities are equal
     */
    public static double[] grid(double[] priorities, int intervals) {
        double[] sorted = priorities.clone();
        Arrays.sort(sorted);
        double[] edges = new double[intervals - 1];
        int count = 0;
        for (int b = 1; b < intervals; b++) {
            double edge = sorted[(int) ((long) b * sorted.length / intervals)];
            if (edge > sorted[0] && (count == 0 || edge > edges[count - 1])) {
                edges[count++] = edge;
            }
        }
        if (count == 0) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "Every row has the same predicted effect, so that there is no order to treat units in.",
                    "Report the average effect; or let the forest see more rows or more covariates.");
        }
        return Arrays.copyOf(edges, count);
    }

    /**
     * Adds a row.
     *
     * @param priority larger is treated first
     * @param score its score, whose mean is the effect of treating
     */
    public void add(double priority, double score) {
        int at = Arrays.binarySearch(edges, priority);
        // Intervals are numbered from the highest priority down.
        int b = edges.length - (at < 0 ? -at - 1 : at + 1);
        rows[b]++;
        sums[b] += score;
        squares[b] += score * score;
    }

    /**
     * The intervals.
     *
     * @return how many
     */
    public int intervals() {
        return rows.length;
    }

    /**
     * The rows.
     *
     * @return how many were added
     */
    public long rows() {
        return (long) total(rows);
    }

    private static double total(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    /** How ranks weigh: the integral W of the weight up to a share, that integral over n rows, and the weight. */
    private interface Weighting {

        double integral(double share);

        double sum(double share, double n);

        double weight(double share);
    }

    private enum Area implements Weighting {
        AUTOC {
            @Override
            public double integral(double share) {
                return share == 0 ? 0 : share - share * Math.log(share);
            }

            @Override
            public double sum(double share, double n) {
                // The sum over the first k rows of 1/j + ... + 1/n, over n.
                double k = share * n;
                return k < 0.5 ? 0 : share * (1 + harmonic(n) - harmonic(k));
            }

            @Override
            public double weight(double share) {
                return -Math.log(share);
            }
        },
        QINI {
            @Override
            public double integral(double share) {
                return share - share * share / 2;
            }

            @Override
            public double sum(double share, double n) {
                double k = share * n;
                return (k - k * (k - 1) / (2 * n)) / n;
            }

            @Override
            public double weight(double share) {
                return 1 - share;
            }
        };

        private static double harmonic(double n) {
            return Gamma.digamma(n + 1) - Gamma.digamma(1);
        }
    }

    /** The top share treated, and nobody else. */
    private record Top(double part) implements Weighting {
        @Override
        public double integral(double share) {
            return Math.min(share, part) / part;
        }

        @Override
        public double sum(double share, double n) {
            return integral(share);
        }

        @Override
        public double weight(double share) {
            return share <= part ? 1 / part : 0;
        }
    }

    /**
     * The area under the targeting operator characteristic.
     *
     * @return with normal inference
     * @throws EstimationException if there are fewer than 20 rows or scores do not vary
     */
    public Estimate autoc() {
        return estimate("AUTOC", Area.AUTOC);
    }

    /**
     * The same weighted by the share that is treated.
     *
     * @return with normal inference
     * @throws EstimationException as {@link #autoc}
     */
    public Estimate qini() {
        return estimate("QINI", Area.QINI);
    }

    /**
     * The targeting operator characteristic: the mean effect among the rows of the highest priority less that of all.
     *
     * @param share the share that is treated, in (0, 1)
     * @return with normal inference
     * @throws EstimationException as {@link #autoc}
     */
    public Estimate toc(double share) {
        return estimate("TOC " + share, new Top(share));
    }

    /**
     * The mean score of all rows: the average effect.
     *
     * @return with normal inference
     */
    public Estimate average() {
        double n = total(rows);
        double mean = total(sums) / n;
        double variance = (total(squares) / n - mean * mean) / n;
        return Estimate.normal(Estimand.ATE, "ATE", mean, Math.sqrt(variance));
    }

    private Estimate estimate(String term, Weighting weighting) {
        double n = total(rows);
        if (n < 20) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS,
                    (long) n + " rows are held out, too few to judge a ranking by.",
                    "Collect more rows.");
        }
        double tau = total(sums) / n;
        int filled = 0;
        for (double count : rows) {
            filled += count > 0 ? 1 : 0;
        }
        if (filled == 1) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "Every row that was held out has the same predicted effect, so that there is no order to judge.",
                    "Let the forest learn from more rows (--train), or leave the ranking out (--train 0).");
        }
        double[] share = new double[filled];
        double[] upTo = new double[filled];
        double[] mean = new double[filled];
        double[] spread = new double[filled];
        double above = 0;
        for (int b = 0, at = 0; b < rows.length; b++) {
            if (rows[b] > 0) {
                above += rows[b];
                share[at] = rows[b] / n;
                upTo[at] = above / n;
                mean[at] = sums[b] / rows[b];
                spread[at] = Math.max(0, squares[b] / rows[b] - mean[at] * mean[at]);
                at++;
            }
        }
        double whole = weighting.integral(1);
        double value = -weighting.sum(1, n) * tau;
        double before = 0;
        for (int b = 0; b < filled; b++) {
            double next = weighting.sum(upTo[b], n);
            value += mean[b] * (next - before);
            before = next;
        }
        double[] rest = new double[filled];
        double averageRest = 0;
        for (int b = filled - 1; b >= 0; b--) {
            double drop = b == filled - 1 ? 0 : weighting.weight(upTo[b]) * (mean[b] - mean[b + 1]) + rest[b + 1];
            rest[b] = drop;
            averageRest += share[b] * drop;
        }
        double variance = 0;
        before = 0;
        for (int b = 0; b < filled; b++) {
            double next = weighting.integral(upTo[b]);
            double own = (next - before) / share[b] - whole;
            before = next;
            double between = rest[b] - averageRest - whole * (mean[b] - tau);
            variance += share[b] * (own * own * spread[b] + between * between);
        }
        if (!(variance > 0)) {
            throw new EstimationException(
                    Problem.CONSTANT_OUTCOME,
                    "The scores of the held-out rows do not vary, so that a ranking has no standard error.",
                    "Check the outcome.");
        }
        return Estimate.normal(Estimand.CATE, term, value, Math.sqrt(variance / n));
    }
}
