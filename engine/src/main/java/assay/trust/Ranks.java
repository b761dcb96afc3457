package assay.trust;

import java.util.Arrays;

/** Mid-ranks, without boxing. */
final class Ranks {

    private Ranks() {}

    /** Ranks less their mean; a missing value has rank 0, the middle. */
    static double[] centred(double[] values) {
        int n = values.length;
        int known = 0;
        double[] sorted = new double[n];
        for (double value : values) {
            if (!Double.isNaN(value)) {
                sorted[known++] = value;
            }
        }
        Arrays.sort(sorted, 0, known);
        double[] ranks = new double[n];
        double middle = (known - 1) / 2.0;
        for (int i = 0; i < n; i++) {
            if (!Double.isNaN(values[i])) {
                int first = lower(sorted, known, values[i]);
                int after = upper(sorted, known, values[i]);
                ranks[i] = (first + after - 1) / 2.0 - middle;
            }
        }
        return ranks;
    }

    private static int lower(double[] sorted, int n, double value) {
        int low = 0;
        int high = n;
        while (low < high) {
            int mid = (low + high) >>> 1;
            if (sorted[mid] < value) {
                low = mid + 1;
            } else {
                high = mid;
            }
        }
        return low;
    }

    private static int upper(double[] sorted, int n, double value) {
        int low = 0;
        int high = n;
        while (low < high) {
            int mid = (low + high) >>> 1;
            if (sorted[mid] <= value) {
                low = mid + 1;
            } else {
                high = mid;
            }
        }
        return low;
    }
}
