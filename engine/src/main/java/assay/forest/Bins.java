package assay.forest;

import java.util.Arrays;

/**
 * How the values of each feature become codes: code c holds the values above threshold c - 1 and not above threshold c. A code one
 * above the last stands for missing.
 */
final class Bins {

    /** Thresholds of each feature, increasing; one fewer than it has codes. */
    final double[][] thresholds;

    /** Whether codes fit into a byte. */
    final boolean narrow;

    Bins(double[][] thresholds) {
        this.thresholds = thresholds;
        int most = 0;
        for (double[] t : thresholds) {
            most = Math.max(most, t.length + 1);
        }
        this.narrow = most <= ForestOptions.MAX_BINS;
    }

    static Bins of(double[][] columns, int bins) {
        double[][] thresholds = new double[columns.length][];
        double[] sorted = new double[columns[0].length];
        for (int j = 0; j < columns.length; j++) {
            int present = 0;
            for (double value : columns[j]) {
                if (!Double.isNaN(value)) {
                    // Adding 0 turns -0 into 0, which sorting would tell apart.
                    sorted[present++] = value + 0.0;
                }
            }
            Arrays.sort(sorted, 0, present);
            thresholds[j] = bins == ForestOptions.EXACT ? every(sorted, present) : quantiles(sorted, present, bins);
        }
        return new Bins(thresholds);
    }

    private static double[] every(double[] sorted, int size) {
        double[] cuts = new double[size];
        int count = 0;
        for (int i = 1; i < size; i++) {
            if (sorted[i] > sorted[i - 1]) {
                cuts[count++] = between(sorted[i - 1], sorted[i]);
            }
        }
        return Arrays.copyOf(cuts, count);
    }

    private static double[] quantiles(double[] sorted, int size, int bins) {
        double[] all = every(sorted, size);
        if (all.length < bins) {
            return all;
        }
        // Each bin takes an even share of what is left, in whole distinct values.
        double[] cuts = new double[bins - 1];
        int count = 0;
        int start = 0;
        for (int i = 1; i < size && count < bins - 1; i++) {
            if (sorted[i] > sorted[i - 1] && (long) (i - start) * (bins - count) >= size - start) {
                cuts[count++] = between(sorted[i - 1], sorted[i]);
                start = i;
            }
        }
        return Arrays.copyOf(cuts, count);
    }

    /** Half-way, but below the upper value even when the two are neighbours. */
    private static double between(double low, double high) {
        double middle = low + (high - low) / 2;
        return middle < high ? middle : low;
    }

    int features() {
        return thresholds.length;
    }

    int codes(int feature) {
        return thresholds[feature].length + 1;
    }

    int missing(int feature) {
        return codes(feature);
    }

    int code(int feature, double value) {
        double[] cuts = thresholds[feature];
        if (Double.isNaN(value)) {
            return cuts.length + 1;
        }
        int low = 0;
        int high = cuts.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (value <= cuts[middle]) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    Codes encode(double[][] columns) {
        if (columns.length != features()) {
            throw new IllegalArgumentException(
                    "the forest was grown on " + features() + " features, but " + columns.length + " were given");
        }
        int size = columns[0].length;
        byte[][] bytes = narrow ? new byte[columns.length][size] : new byte[0][];
        int[][] ints = narrow ? new int[0][] : new int[columns.length][size];
        boolean[] missing = new boolean[columns.length];
        for (int j = 0; j < columns.length; j++) {
            double[] column = columns[j];
            if (column.length != size) {
                throw new IllegalArgumentException(
                        "feature " + (j + 1) + " has " + column.length + " rows, not " + size);
            }
            for (int i = 0; i < size; i++) {
                int code = code(j, column[i]);
                missing[j] |= code == missing(j);
                if (narrow) {
                    bytes[j][i] = (byte) code;
                } else {
                    ints[j][i] = code;
                }
            }
        }
        return new Codes(size, bytes, ints, missing);
    }
}
