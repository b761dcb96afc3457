package assay.nuisance;

/**
 * An order of rows that depends on their values only, so that random folds do not depend on how a file was sorted. Rows
 * that tie are equal in all that an estimator reads, hence exchangeable.
 */
final class CanonicalOrder {

    private CanonicalOrder() {}

    /** Row indices sorted by the keys, the first key first; a stable merge sort. */
    static int[] of(double[][] keys, int size) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = i;
        }
        int[] from = order;
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
