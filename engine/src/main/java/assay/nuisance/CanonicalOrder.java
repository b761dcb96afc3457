package assay.nuisance;

import java.util.Arrays;

/**
 * An order of rows that depends on their values only, so that random folds do not depend on how a file was sorted. Rows
 * that tie are equal in all that an estimator reads, hence exchangeable.
 */
final class CanonicalOrder {

    private CanonicalOrder() {}

    /** Row indices sorted by the keys, the first key first; rows that tie stay in their order. */
    static int[] of(double[][] keys, int size) {
        // Most of the first key and the row in one number, so that plain numbers are sorted.
        long rowBits = (1L << (Long.SIZE - Long.numberOfLeadingZeros(size))) - 1;
        long[] packed = new long[size];
        for (int i = 0; i < size; i++) {
            // Adding 0 makes a negative zero positive.
            long bits = Double.doubleToRawLongBits(keys[0][i] + 0.0);
            packed[i] = ((bits ^ ((bits >> 63) & Long.MAX_VALUE)) & ~rowBits) | i;
        }
        Arrays.sort(packed);
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = (int) (packed[i] & rowBits);
        }
        // Rows alike in what was packed are sorted by all of their keys.
        int start = 0;
        for (int i = 1; i <= size; i++) {
            if (i == size || (packed[i] | rowBits) != (packed[start] | rowBits)) {
                if (i - start > 1) {
                    System.arraycopy(sort(keys, Arrays.copyOfRange(order, start, i)), 0, order, start, i - start);
                }
                start = i;
            }
        }
        return order;
    }

    /** A stable merge sort. */
    private static int[] sort(double[][] keys, int[] rows) {
        int size = rows.length;
        int[] from = rows;
        int[] to = new int[size];
        for (int width = 1; width < size; width *= 2) {
            for (int low = 0; low < size; low += 2 * width) {
                merge(keys, from, to, low, Math.min(low + width, size), Math.min(low + 2 * width, size));
            }
            int[] swap = from;
            from = to;
            to = swap;
        }
        return from;
    }

    private static void merge(double[][] keys, int[] from, int[] to, int low, int middle, int high) {
        int left = low;
        int right = middle;
        for (int at = low; at < high; at++) {
            boolean takeLeft = right >= high || (left < middle && compare(keys, from[left], from[right]) <= 0);
            to[at] = takeLeft ? from[left++] : from[right++];
        }
    }

    private static int compare(double[][] keys, int a, int b) {
        for (double[] key : keys) {
            if (key[a] < key[b]) {
                return -1;
            }
            if (key[a] > key[b]) {
                return 1;
            }
        }
        return 0;
    }
}
