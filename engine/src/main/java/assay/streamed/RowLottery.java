package assay.streamed;

import assay.Arguments;
import assay.random.Philox;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Deals the rows of a table, in their order, to a half that is learned from and a half that is held out, and keeps a simple random
 * sample of the first. Every row has one word of a stream: its first bit is its half, the others its lot, and the sample is of the
 * rows with the lowest lots. Another pass over the same rows deals them alike.
 *
 * <p>Not thread-safe.
 */
public final class RowLottery {

    private final Philox random;

    /**
     * A lottery at the first row.
     *
     * @param key key of the words
     */
    public RowLottery(long key) {
        this.random = new Philox(key, 0, 3);
    }

    /**
     * The word of the next row.
     *
     * @return negative if it is held out; else its lot
     */
    public long next() {
        return random.nextLong();
    }

    /**
     * The rows that are kept.
     *
     * <p>Not thread-safe.
     */
    public static final class Kept {

        private final int size;
        private final long limit;
        private long[] lots = new long[1024];
        private double[][] columns;
        private int count;

        /**
         * Nothing kept yet.
         *
         * @param size how many rows to keep, at least 1
         * @param rows how many rows the table has, or about
         * @param width how many columns
         */
        public Kept(int size, long rows, int width) {
            Arguments.atLeast("the size of the sample", size, 1);
            this.size = size;
            // Six standard deviations more than the sample, so that no row of it is missed.
            double share = Math.min(1, (size + 6 * Math.sqrt(size) + 10) / (rows / 2.0));
            this.limit = share >= 1 ? Long.MAX_VALUE : (long) (share * Long.MAX_VALUE);
            this.columns = new double[width][1024];
        }

        /**
         * Keeps a row if its lot is low.
         *
         * @param lot its word, not negative
         * @param block the columns of a block
         * @param i its place in the block
         */
        public void offer(long lot, double[][] block, int i) {
            if (lot > limit) {
                return;
            }
            if (count == lots.length) {
                lots = Arrays.copyOf(lots, 2 * count);
                for (int j = 0; j < columns.length; j++) {
                    columns[j] = Arrays.copyOf(columns[j], 2 * count);
                }
            }
            lots[count] = lot;
            for (int j = 0; j < columns.length; j++) {
                columns[j][count] = block[j][i];
            }
            count++;
        }

        /**
         * The sample.
         *
         * @return its columns, rows in the order of the table
         */
        public double[][] columns() {
            int[] chosen = IntStream.range(0, count)
                    .boxed()
                    .sorted(Comparator.comparingLong(i -> lots[i]))
                    .limit(size)
                    .mapToInt(Integer::intValue)
                    .sorted()
                    .toArray();
            double[][] out = new double[columns.length][chosen.length];
            for (int j = 0; j < out.length; j++) {
                for (int i = 0; i < chosen.length; i++) {
                    out[j][i] = columns[j][chosen[i]];
                }
            }
            return out;
        }
    }
}
