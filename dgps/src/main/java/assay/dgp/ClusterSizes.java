package assay.dgp;

import assay.random.Philox;
import java.util.Arrays;

/** How many units clusters hold; the clusters of a draw stand together, numbered from 0. */
final class ClusterSizes {

    private ClusterSizes() {}

    /** Each whole number from {@code 1 - spread} to {@code 1 + spread} times the mean as likely: the cluster of each row. */
    static int[] uniform(Philox random, int clusters, int mean, double spread) {
        int low = (int) Math.max(1, Math.rint(mean * (1 - spread)));
        int high = (int) Math.rint(mean * (1 + spread));
        int[] sizes = new int[clusters];
        for (int g = 0; g < clusters; g++) {
            sizes[g] = low == high ? low : low + (int) (random.nextDouble() * (high - low + 1));
        }
        return rows(sizes);
    }

    /** The cluster of each row. */
    static int[] rows(int[] sizes) {
        int[] of = new int[Arrays.stream(sizes).sum()];
        int n = 0;
        for (int g = 0; g < sizes.length; g++) {
            Arrays.fill(of, n, n + sizes[g], g);
            n += sizes[g];
        }
        return of;
    }

    /** The value of its cluster for each row. */
    static double[] spread(double[] values, int[] of) {
        double[] rows = new double[of.length];
        for (int i = 0; i < of.length; i++) {
            rows[i] = values[of[i]];
        }
        return rows;
    }
}
