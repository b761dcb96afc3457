package assay.cate;

import assay.Caution;
import assay.EstimationException;
import assay.Problem;
import java.util.Arrays;

/** Rows in the order of their predicted effects. Equal predictions are never told apart, so that the order of the rows does not matter. */
final class Priorities {

    /** Fewer rows than this say nothing about differences. */
    static final int FEWEST = 10;

    private Priorities() {}

    /** The rows by rising value. */
    static int[] order(double[] values) {
        int n = values.length;
        long[] keys = new long[n];
        for (int i = 0; i < n; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        "the predicted effect of row " + (i + 1) + " must be finite, not " + values[i]);
            }
        }
        // Rank by value first, then sort pairs of rank and row as one number.
        double[] sorted = values.clone();
        for (int i = 0; i < n; i++) {
            sorted[i] += 0.0;
        }
        Arrays.sort(sorted);
        for (int i = 0; i < n; i++) {
            keys[i] = ((long) first(sorted, values[i] + 0.0) << 32) | i;
        }
        Arrays.sort(keys);
        int[] out = new int[n];
        for (int k = 0; k < n; k++) {
            out[k] = (int) keys[k];
        }
        return out;
    }

    private static int first(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length - 1;
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

    /**
     * Groups of about the same weight by rising value: a block of equal values belongs to the group that the middle of its weight
     * falls in. Zero-based, some of them empty where values are tied.
     */
    static int[] groups(double[] values, double[] weights, int groups) {
        int[] order = order(values);
        double total = 0;
        for (double w : weights) {
            total += w;
        }
        int[] out = new int[values.length];
        double before = 0;
        for (int a = 0; a < order.length; ) {
            int b = a;
            double inside = 0;
            while (b < order.length && values[order[b]] == values[order[a]]) {
                inside += weights[order[b++]];
            }
            int group = (int) Math.min(groups - 1.0, Math.floor(groups * (before + inside / 2) / total));
            for (int k = a; k < b; k++) {
                out[order[k]] = group;
            }
            before += inside;
            a = b;
        }
        return out;
    }

    static EstimationException tooFew(int rows, int needed, String what) {
        return new EstimationException(
                Problem.TOO_FEW_ROWS,
                what + " has " + rows + " rows to go by and needs " + needed + ".",
                "Collect more data.");
    }

    static Caution constantEffects() {
        return Caution.of(
                "constant-effects",
                "Every row has the same predicted effect: the learner found nothing to tell units apart by.");
    }
}
