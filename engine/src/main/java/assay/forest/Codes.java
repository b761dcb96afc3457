package assay.forest;

/** Rows as codes of {@link Bins}, column by column, in bytes where they fit. */
final class Codes {

    final int size;
    final byte[][] bytes;
    final int[][] ints;
    final boolean narrow;

    /** Whether a feature is missing somewhere. */
    final boolean[] missing;

    Codes(int size, byte[][] bytes, int[][] ints, boolean[] missing) {
        this.size = size;
        this.bytes = bytes;
        this.ints = ints;
        this.narrow = ints.length == 0;
        this.missing = missing;
    }

    int at(int feature, int row) {
        return narrow ? bytes[feature][row] & 0xFF : ints[feature][row];
    }
}
