package assay.forest;

/** Deals rows to the sides of a split without a branch on the side, which could not be foretold. */
final class Partition {

    private Partition() {}

    /** Moves the rows that go left to the front, in order; returns the first that goes right. */
    static int by(
            byte[] column, int[] rows, int[] spare, int from, int to, int code, int missing, boolean missingRight) {
        // A code goes right if it is above the split's and, where missing values go left, not that of missing.
        int last = missingRight ? Integer.MAX_VALUE : missing;
        int left = from;
        int right = 0;
        for (int i = from; i < to; i++) {
            int row = rows[i];
            int bin = column[row] & 0xFF;
            rows[left] = row;
            spare[right] = row;
            int step = ((code - bin) & (bin - last)) >>> 31;
            right += step;
            left += 1 - step;
        }
        System.arraycopy(spare, 0, rows, left, right);
        return left;
    }

    /** The same for codes that are whole numbers. */
    static int by(
            int[] column, int[] rows, int[] spare, int from, int to, int code, int missing, boolean missingRight) {
        int last = missingRight ? Integer.MAX_VALUE : missing;
        int left = from;
        int right = 0;
        for (int i = from; i < to; i++) {
            int row = rows[i];
            int bin = column[row];
            rows[left] = row;
            spare[right] = row;
            int step = ((code - bin) & (bin - last)) >>> 31;
            right += step;
            left += 1 - step;
        }
        System.arraycopy(spare, 0, rows, left, right);
        return left;
    }
}
