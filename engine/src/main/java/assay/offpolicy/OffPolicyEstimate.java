package assay.offpolicy;

import assay.EstimationException;
import assay.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The value of a target policy by one score.
 *
 * <p>{@code value - E} is, to first order, the mean of the influence values over the rows. The standard error is {@code sqrt(sum of
 * squared influence / (n (n - 1)))}, or with G clusters {@code sqrt(G / (G - 1) sum of squared cluster sums) / n}.
 */
public final class OffPolicyEstimate {

    private final String score;
    private final double value;
    private final double[] influence;
    private final double stdError;

    private OffPolicyEstimate(String score, double value, double[] influence, double stdError) {
        this.score = score;
        this.value = value;
        this.influence = influence;
        this.stdError = stdError;
    }

    /**
     * The score.
     *
     * @return its code
     */
    public String score() {
        return score;
    }

    /**
     * The estimated value.
     *
     * @return in the unit of the reward
     */
    public double value() {
        return value;
    }

    /**
     * The influence of each row.
     *
     * @return the shared array, not to be written to
     */
    public double[] influence() {
        return influence;
    }

    /**
     * The standard error.
     *
     * @return in the unit of the reward, 0 where rows do not differ
     */
    public double stdError() {
        return stdError;
    }

    /**
     * A mean of terms of rows, such as the mean reward of the log itself.
     *
     * @param score what to call it
     * @param terms a number for each row
     * @param feedback the log, whose clusters count
     * @return the mean and its error
     */
    public static OffPolicyEstimate ofMean(String score, double[] terms, LoggedFeedback feedback) {
        return ofTerms(score, terms, feedback);
    }

    /** Centres the terms of rows about their mean. */
    static OffPolicyEstimate ofTerms(String score, double[] terms, LoggedFeedback feedback) {
        double value = mean(terms);
        double[] influence = new double[terms.length];
        for (int i = 0; i < terms.length; i++) {
            influence[i] = terms[i] - value;
        }
        return new OffPolicyEstimate(score, value, influence, stdError(influence, feedback.cluster()));
    }

    static OffPolicyEstimate of(String score, double value, double[] influence, LoggedFeedback feedback) {
        return new OffPolicyEstimate(score, value, influence, stdError(influence, feedback.cluster()));
    }

    static double mean(double[] values) {
        double sum = 0;
        for (double v : values) {
            sum += v;
        }
        return sum / values.length;
    }

    /** The standard error of a mean whose influence values are given. */
    static double stdError(double[] influence, int @Nullable [] cluster) {
        int n = influence.length;
        if (cluster == null) {
            return Math.sqrt(squares(influence) / (n * Math.max(1.0, n - 1.0)));
        }
        int count = 0;
        for (int c : cluster) {
            count = Math.max(count, c + 1);
        }
        double[] sums = new double[count];
        int[] rows = new int[count];
        for (int i = 0; i < n; i++) {
            sums[cluster[i]] += influence[i];
            rows[cluster[i]]++;
        }
        int used = 0;
        for (int size : rows) {
            used += size > 0 ? 1 : 0;
        }
        if (used < 2) {
            throw new EstimationException(
                    Problem.TOO_FEW_CLUSTERS,
                    "All rows are in one cluster; nothing tells how much clusters differ.",
                    "Give a column with at least two clusters.");
        }
        return Math.sqrt(squares(sums) * used / (used - 1.0)) / n;
    }

    private static double squares(double[] values) {
        double sum = 0;
        for (double v : values) {
            sum += v * v;
        }
        return sum;
    }
}
