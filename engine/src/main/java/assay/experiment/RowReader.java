package assay.experiment;

import java.util.List;

/** Passes over the rows that are complete in the columns of a model, in pieces of bounded size. */
final class RowReader {

    static final int PIECE = 4096;

    private final Source source;
    private final List<String> columns;
    private final int required;

    /** A reader of columns of which the first so many must not be missing. */
    RowReader(Source source, List<String> columns, int required) {
        this.source = source;
        this.columns = columns;
        this.required = required;
    }

    /** Sees the rows. */
    interface Visitor {

        /** A block as it came, before its pieces. */
        default void block(int rows, double[][] raw) {}

        /** Complete rows of the block: their places in its columns. */
        void piece(int count, int[] index, double[][] raw);
    }

    void forEach(Visitor visitor) {
        int[] index = new int[PIECE];
        source.forEach(columns, (rows, raw) -> {
            visitor.block(rows, raw);
            for (int from = 0; from < rows; from += PIECE) {
                int count = select(from, Math.min(rows, from + PIECE), raw, index);
                if (count > 0) {
                    visitor.piece(count, index, raw);
                }
            }
        });
    }

    private int select(int from, int to, double[][] raw, int[] index) {
        int count = 0;
        for (int i = from; i < to; i++) {
            double sum = 0;
            for (int c = 0; c < required; c++) {
                sum += raw[c][i];
            }
            // The sum of infinities of both signs is NaN too, but those were refused.
            if (!Double.isNaN(sum)) {
                index[count++] = i;
            }
        }
        return count;
    }
}
