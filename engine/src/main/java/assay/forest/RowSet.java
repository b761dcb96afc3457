package assay.forest;

/** Bits by row. */
final class RowSet {

    private RowSet() {}

    static long[] of(int rows) {
        return new long[(rows + 63) >>> 6];
    }

    static void add(long[] set, int row) {
        set[row >>> 6] |= 1L << row;
    }

    static boolean has(long[] set, int row) {
        return (set[row >>> 6] >>> row & 1) != 0;
    }
}
