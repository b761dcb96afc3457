package assay.quasi;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The rows of one side of a cutoff, nearest first. A window is a number of the nearest rows. */
final class RdSide {

    private static final int NEIGHBOURS = 3;

    private final double sign;
    private final double[] distance;
    private final int[] rows;
    private final int @Nullable [] clusters;
    private final int[] from;
    private final int[] to;
    private final int distinct;

    private RdSide(double sign, double[] distance, int[] rows, int @Nullable [] clusters) {
        this.sign = sign;
        this.distance = distance;
        this.rows = rows;
        this.clusters = clusters;
        int n = rows.length;
        from = new int[n];
        to = new int[n];
        int groups = 0;
        for (int start = 0; start < n; groups++) {
            int end = start + 1;
            while (end < n && distance[end] == distance[start]) {
                end++;
            }
            Arrays.fill(from, start, end, start);
            Arrays.fill(to, start, end, end);
            start = end;
        }
        distinct = groups;
    }

    /** Rows at or above a cutoff (sign 1), or below it (sign -1). */
    static RdSide of(double[] running, double cutoff, double sign, int @Nullable [] clusterOfRow) {
        int[] rows = IntStream.range(0, running.length)
                .filter(i -> running[i] >= cutoff == sign > 0)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> Math.abs(running[i] - cutoff)))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] distance = new double[rows.length];
        int[] clusters = clusterOfRow == null ? null : new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            distance[i] = Math.abs(running[rows[i]] - cutoff);
            if (clusters != null && clusterOfRow != null) {
                clusters[i] = clusterOfRow[rows[i]];
            }
        }
        return new RdSide(sign, distance, rows, clusters);
    }

    double sign() {
        return sign;
    }

    int size() {
        return rows.length;
    }

    /** Different values of the running variable. */
    int distinct() {
        return distinct;
    }

    /** Different values in a window. */
    int distinct(int window) {
        int count = 0;
        for (int i = 0; i < window; i = to[i]) {
            count++;
        }
        return count;
    }

    int row(int i) {
        return rows[i];
    }

    double distance(int i) {
        return distance[i];
    }

    double reach() {
        return distance[distance.length - 1];
    }

    /** The distance of the k-th nearest value, or of the farthest. */
    double distanceOfValue(int k) {
        int at = 0;
        for (int i = 1; i < k && to[at] < rows.length; i++) {
            at = to[at];
        }
        return distance[at];
    }

    /** How many rows have weight. */
    int window(RdKernel kernel, double h) {
        int low = 0;
        int high = rows.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (kernel.weight(distance[middle] / h) > 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** A variable of the table in the order of this side. */
    double[] pick(double[] variable) {
        double[] picked = new double[rows.length];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = variable[rows[i]];
        }
        return picked;
    }

    /** Each of a window less the mean of its nearest in it. */
    double[] neighbourResiduals(double[] y, int window) {
        double[] residuals = new double[window];
        int wanted = Math.min(NEIGHBOURS, window - 1);
        for (int i = 0; i < window; i++) {
            int low = from[i];
            int high = to[i];
            while (high - low - 1 < wanted) {
                double left = low == 0 ? Double.POSITIVE_INFINITY : distance[i] - distance[low - 1];
                double right = high == window ? Double.POSITIVE_INFINITY : distance[high] - distance[i];
                if (right <= left) {
                    high = to[high];
                }
                if (left <= right) {
                    low = from[low - 1];
                }
            }
            double sum = 0;
            for (int j = low; j < high; j++) {
                sum += j == i ? 0 : y[j];
            }
            int count = high - low - 1;
            residuals[i] = count == 0 ? 0 : Math.sqrt(count / (count + 1.0)) * (y[i] - sum / count);
        }
        return residuals;
    }

    /** The variance of a weighted sum: of squares of rows, or of cluster sums with {@code (n - 1) / (n - k) G / (G - 1)}. */
    double variance(double[] weights, double[] residuals, int window, int coefficients) {
        double sum = 0;
        if (clusters == null) {
            for (int i = 0; i < window; i++) {
                double score = weights[i] * residuals[i];
                sum += score * score;
            }
            return sum;
        }
        int most = 0;
        for (int i = 0; i < window; i++) {
            most = Math.max(most, clusters[i] + 1);
        }
        double[] sums = new double[most];
        boolean[] seen = new boolean[most];
        int count = 0;
        for (int i = 0; i < window; i++) {
            sums[clusters[i]] += weights[i] * residuals[i];
            count += seen[clusters[i]] ? 0 : 1;
            seen[clusters[i]] = true;
        }
        for (double s : sums) {
            sum += s * s;
        }
        return sum * (window - 1.0) / (window - coefficients) * count / Math.max(1, count - 1.0);
    }

    /** Clusters in a window, or rows where there are none. */
    int independent(int window) {
        return clusters == null
                ? window
                : (int) Arrays.stream(clusters, 0, window).distinct().count();
    }
}
