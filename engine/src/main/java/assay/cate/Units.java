package assay.cate;

import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Problem;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The units that scores are independent over: rows, or clusters of rows, each with its weight. */
final class Units {

    private static final int FEW_CLUSTERS = 40;

    private final int rows;
    private final int @Nullable [] cluster;
    private final double @Nullable [] weight;
    private final int clusters;
    private final int count;
    private final double total;

    /** Clusters and rows of weight 0 are there, but are not counted. */
    Units(int rows, int @Nullable [] cluster, double @Nullable [] weight) {
        this.rows = rows;
        this.cluster = cluster;
        this.weight = weight;
        int top = 0;
        double sum = 0;
        int weighty = 0;
        for (int i = 0; i < rows; i++) {
            top = cluster == null ? 0 : Math.max(top, cluster[i] + 1);
            sum += weight(i);
            weighty += weight(i) > 0 ? 1 : 0;
        }
        clusters = top;
        total = sum;
        count = cluster == null ? weighty : occupied(cluster);
        if (count < 2) {
            throw new EstimationException(
                    cluster == null ? Problem.TOO_FEW_ROWS : Problem.TOO_FEW_CLUSTERS,
                    "The scores are of " + count + (cluster == null ? " row" : " cluster")
                            + ", so that nothing tells how they vary.",
                    "Collect more data.");
        }
    }

    static Units of(OrthogonalScores scores) {
        return new Units(scores.size(), scores.cluster(), scores.weight());
    }

    private int occupied(int[] of) {
        boolean[] seen = new boolean[clusters];
        int distinct = 0;
        for (int i = 0; i < rows; i++) {
            if (weight(i) > 0 && !seen[of[i]]) {
                seen[of[i]] = true;
                distinct++;
            }
        }
        return distinct;
    }

    int rows() {
        return rows;
    }

    boolean clustered() {
        return cluster != null;
    }

    /** Clusters, or rows where there are none. */
    int count() {
        return count;
    }

    int cluster(int row) {
        return cluster == null ? row : cluster[row];
    }

    /** One above the largest number that {@link #cluster} gives. */
    int numbers() {
        return cluster == null ? rows : clusters;
    }

    double weight(int row) {
        return weight == null ? 1 : weight[row];
    }

    double total() {
        return total;
    }

    double mean(double[] values) {
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            sum += weight(i) * values[i];
        }
        return sum / total;
    }

    /** Influence values summed over units; the rows themselves where they are the units. */
    double[] sums(double[] influence) {
        if (cluster == null) {
            return influence;
        }
        double[] out = new double[clusters];
        for (int i = 0; i < rows; i++) {
            out[cluster[i]] += influence[i];
        }
        return out;
    }

    /** The covariance of two estimates from their {@link #sums}: mean products over n, with {@code m / (m - 1)} for m units. */
    double covariance(double[] a, double[] b) {
        double sum = 0;
        for (int u = 0; u < a.length; u++) {
            sum += a[u] * b[u];
        }
        return sum / ((double) rows * rows) * count / (count - 1.0);
    }

    /** An estimate with the variance of its influence values: normal for rows, t with G - 1 degrees of freedom for clusters. */
    Estimate estimate(Estimand estimand, String term, double value, double[] influence) {
        double[] sums = sums(influence);
        double stdError = Math.sqrt(positive(covariance(sums, sums), term));
        return cluster == null
                ? Estimate.normal(estimand, term, value, stdError)
                : Estimate.studentT(estimand, term, value, stdError, count - 1.0);
    }

    static double positive(double variance, String term) {
        if (variance > 0) {
            return variance;
        }
        throw new EstimationException(
                Problem.CONSTANT_OUTCOME,
                "The scores behind '" + term + "' do not vary, so that nothing tells how sure it is.",
                "Check that the outcome is not a function of the covariates and the arm.");
    }

    String variance(String scores) {
        return cluster == null
                ? "standard deviation of " + scores + ", normal"
                : "cluster sums of " + scores + ", t with G - 1 degrees of freedom";
    }

    void caution(List<Caution> cautions) {
        if (cluster != null && count < FEW_CLUSTERS) {
            cautions.add(Caution.of(
                    "few-clusters",
                    String.format(
                            Locale.ROOT,
                            "%d clusters are few: a standard error from cluster sums runs small below about %d.",
                            count,
                            FEW_CLUSTERS)));
        }
    }
}
