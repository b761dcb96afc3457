package assay.experiment;

import assay.Clusters;
import assay.Column;
import assay.Role;
import assay.Sample;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The order in which a sample came in, and what is there when a number of units is. Rows come in the order of the time
 * column, or of the table where there is none. Rows of one time come together. A cluster comes when the last of its rows
 * does: one that still grows would change what earlier looks have seen of it.
 */
final class Arrivals {

    private final int[] rows;
    private final int[] ends;
    private final boolean clustered;

    private Arrivals(int[] rows, int[] ends, boolean clustered) {
        this.rows = rows;
        this.ends = ends;
        this.clustered = clustered;
    }

    static Arrivals of(Sample sample, boolean clustered) {
        int n = sample.size();
        int[] order = order(sample);
        if (!clustered) {
            return new Arrivals(order, together(sample, order), false);
        }
        Clusters clusters = Clusters.of(sample);
        int[] rank = new int[clusters.count()];
        Arrays.fill(rank, -1);
        int left = rank.length;
        for (int i = n - 1; i >= 0; i--) {
            int g = clusters.of()[order[i]];
            rank[g] = rank[g] < 0 ? --left : rank[g];
        }
        int[] sorted = IntStream.of(order)
                .boxed()
                .sorted(Comparator.comparingInt(row -> rank[clusters.of()[row]]))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] ends = new int[clusters.count()];
        for (int i = 0; i < n; i++) {
            ends[rank[clusters.of()[sorted[i]]]] = i + 1;
        }
        return new Arrivals(sorted, ends, true);
    }

    private static int[] order(Sample sample) {
        if (!sample.has(Role.TIME)) {
            return IntStream.range(0, sample.size()).toArray();
        }
        double[] time = time(sample);
        return IntStream.range(0, sample.size())
                .boxed()
                .sorted(Comparator.comparingDouble(row -> time[row]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static double[] time(Sample sample) {
        Column column = sample.column(Role.TIME);
        if (column instanceof Column.Categorical levels) {
            return IntStream.of(levels.codes()).asDoubleStream().toArray();
        }
        return sample.numeric(Role.TIME);
    }

    /** For each row in order, where the rows of its time end. */
    private static int[] together(Sample sample, int[] order) {
        int[] ends = new int[order.length];
        double[] time = sample.has(Role.TIME) ? time(sample) : new double[0];
        for (int i = order.length - 1; i >= 0; i--) {
            boolean same = time.length > 0 && i + 1 < order.length && time[order[i]] == time[order[i + 1]];
            ends[i] = same ? ends[i + 1] : i + 1;
        }
        return ends;
    }

    /** How many units there are: rows, or clusters. */
    int units() {
        return ends.length;
    }

    /** How many units are there once a number of them is: more if others come at the same time. */
    int complete(int units) {
        return clustered ? units : ends[units - 1];
    }

    /** The rows that are there once a number of units is, in order. */
    int[] first(int units) {
        return Arrays.copyOf(rows, ends[units - 1]);
    }
}
