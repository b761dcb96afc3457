package assay.nuisance;

import java.util.Arrays;

/** Columns cut at quantiles of the rows learned from; the code of a value is the number of cuts below it. */
final class Bins {

    final double[][] cuts;
    final byte[][] codes;

    /** Cuts the columns into at most {@code count} bins; codes are by position in {@code rows}. */
    Bins(double[][] columns, int[] rows, int count) {
        cuts = new double[columns.length][];
        codes = new byte[columns.length][rows.length];
        double[] sorted = new double[rows.length];
        for (int j = 0; j < columns.length; j++) {
            double[] column = columns[j];
            for (int i = 0; i < rows.length; i++) {
                sorted[i] = column[rows[i]];
            }
            Arrays.sort(sorted);
            cuts[j] = cut(sorted, count);
            for (int i = 0; i < rows.length; i++) {
                codes[j][i] = (byte) code(cuts[j], column[rows[i]]);
            }
        }
    }

    /** Cuts lie half way between neighbouring distinct values, so that they do not favour either. */
    private static double[] cut(double[] sorted, int count) {
        double[] found = new double[count - 1];
        int size = 0;
        int n = sorted.length;
        int distinct = 1;
        for (int i = 1; i < n; i++) {
            distinct += sorted[i] > sorted[i - 1] ? 1 : 0;
        }
        if (distinct <= count) {
            for (int i = 1; i < n; i++) {
                if (sorted[i] > sorted[i - 1]) {
                    found[size++] = middle(sorted[i - 1], sorted[i]);
                }
            }
            return Arrays.copyOf(found, size);
        }
        double last = Double.NEGATIVE_INFINITY;
        for (int k = 1; k < count; k++) {
            int at = (int) ((long) k * n / count);
            while (at < n && at > 0 && sorted[at] == sorted[at - 1]) {
                at++;
            }
            if (at > 0 && at < n) {
                double here = middle(sorted[at - 1], sorted[at]);
                if (here > last) {
                    found[size++] = here;
                    last = here;
                }
            }
        }
        return Arrays.copyOf(found, size);
    }

    private static double middle(double low, double high) {
        double half = low / 2 + high / 2;
        return half < high ? half : low;
    }

    /** The number of cuts below a value. */
    static int code(double[] cuts, double value) {
        int low = 0;
        int high = cuts.length;
        while (low < high) {
            int mid = (low + high) >>> 1;
            if (value > cuts[mid]) {
                low = mid + 1;
            } else {
                high = mid;
            }
        }
        return low;
    }
}
