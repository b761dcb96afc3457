package assay.design;

import assay.Arguments;
import assay.linear.CenteredQr;

/**
 * What a plan needs to know of an outcome, from data of the time before.
 *
 * @param n rows
 * @param mean mean
 * @param sd standard deviation, over n - 1
 * @param skewness third standardised moment, with the moments over n
 */
public record PilotMoments(int n, double mean, double sd, double skewness) {

    /**
     * The moments of an outcome.
     *
     * @param outcome at least 3 finite values
     * @return the moments
     * @throws IllegalArgumentException if there are fewer values, or they do not vary
     */
    public static PilotMoments of(double[] outcome) {
        int n = Arguments.atLeast("rows", outcome.length, 3);
        double mean = 0;
        for (double y : outcome) {
            mean += y / n;
        }
        double squares = 0;
        double cubes = 0;
        for (double y : outcome) {
            double d = y - mean;
            squares += d * d;
            cubes += d * d * d;
        }
        if (!(squares > 0)) {
            throw new IllegalArgumentException("the outcome does not vary; nothing can be planned from it");
        }
        double sd = Math.sqrt(squares / (n - 1));
        double variance = squares / n;
        return new PilotMoments(n, mean, sd, cubes / n / (variance * Math.sqrt(variance)));
    }

    /**
     * The share of the variance of an outcome that covariates explain in a linear regression.
     *
     * @param outcome by row
     * @param covariates by column, each of as many rows
     * @return R^2, in [0, 1]
     */
    public static double rSquared(double[] outcome, double[][] covariates) {
        double[] residual = outcome.clone();
        CenteredQr.center(residual);
        double before = squares(residual);
        CenteredQr.of(covariates, residual.length).residualize(residual);
        return Math.max(0, 1 - squares(residual) / before);
    }

    private static double squares(double[] values) {
        double sum = 0;
        for (double v : values) {
            sum += v * v;
        }
        return sum;
    }

    /**
     * Clusters of rows.
     *
     * @param count how many
     * @param meanSize mean number of rows
     * @param sizeCv coefficient of variation of the number of rows
     * @param icc intra-cluster correlation by analysis of variance, not below 0
     */
    public record ClusterMoments(int count, double meanSize, double sizeCv, double icc) {}

    /**
     * What a plan needs to know of clusters: the intra-cluster correlation is that of the analysis of variance for unequal
     * sizes (Donner 1986).
     *
     * @param outcome by row
     * @param clusterOfRow cluster of each row, from 0
     * @param count how many clusters, at least 2 and fewer than rows
     * @return the moments
     * @throws IllegalArgumentException if there are too few clusters, or no cluster has two rows
     */
    public static ClusterMoments clusters(double[] outcome, int[] clusterOfRow, int count) {
        int n = outcome.length;
        if (count < 2 || count >= n) {
            throw new IllegalArgumentException(
                    "an intra-cluster correlation takes at least two clusters, and fewer than" + " rows; there are "
                            + count + " clusters in " + n + " rows");
        }
        double[] sum = new double[count];
        int[] size = new int[count];
        double total = 0;
        for (int i = 0; i < n; i++) {
            sum[clusterOfRow[i]] += outcome[i];
            size[clusterOfRow[i]]++;
            total += outcome[i] / n;
        }
        double between = 0;
        double sizeSquares = 0;
        double spread = 0;
        double meanSize = n / (double) count;
        for (int g = 0; g < count; g++) {
            double d = sum[g] / size[g] - total;
            between += size[g] * d * d;
            sizeSquares += (double) size[g] * size[g];
            spread += (size[g] - meanSize) * (size[g] - meanSize);
        }
        double within = 0;
        for (int i = 0; i < n; i++) {
            double d = outcome[i] - sum[clusterOfRow[i]] / size[clusterOfRow[i]];
            within += d * d;
        }
        double msb = between / (count - 1);
        double msw = within / (n - count);
        double m0 = (n - sizeSquares / n) / (count - 1);
        double icc = (msb - msw) / (msb + (m0 - 1) * msw);
        return new ClusterMoments(count, meanSize, Math.sqrt(spread / count) / meanSize, Math.max(0, icc));
    }
}
