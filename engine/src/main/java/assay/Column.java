package assay;

import java.util.List;

/**
 * A named column of primitives. Arrays are shared, not copied: a sample belongs to nobody and nobody may write to it.
 */
public sealed interface Column {

    /**
     * The name.
     *
     * @return as in the table it came from
     */
    String name();

    /**
     * The number of rows.
     *
     * @return not negative
     */
    int size();

    /**
     * Whether a value is missing.
     *
     * @param row zero-based row
     * @return true for NaN in a numeric column and for a negative code in a categorical one
     */
    boolean isMissing(int row);

    /**
     * Some rows, in the order given.
     *
     * @param rows zero-based rows; a row may repeat
     * @return a new column
     */
    Column rows(int[] rows);

    /** A column of numbers. */
    final class Numeric implements Column {
        private final String name;
        private final double[] values;

        /**
         * A column over an array, which is not copied.
         *
         * @param name the name
         * @param values the values, NaN where missing
         */
        public Numeric(String name, double[] values) {
            this.name = name;
            this.values = values;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int size() {
            return values.length;
        }

        /**
         * The values themselves.
         *
         * @return the shared array, not to be written to
         */
        public double[] values() {
            return values;
        }

        @Override
        public boolean isMissing(int row) {
            return Double.isNaN(values[row]);
        }

        @Override
        public Numeric rows(int[] rows) {
            double[] picked = new double[rows.length];
            for (int i = 0; i < rows.length; i++) {
                picked[i] = values[rows[i]];
            }
            return new Numeric(name, picked);
        }
    }

    /** A column of levels. */
    final class Categorical implements Column {
        private final String name;
        private final int[] codes;
        private final List<String> levels;

        /**
         * A column over an array of codes, which is not copied.
         *
         * @param name the name
         * @param codes for each row the index of its level, negative where missing
         * @param levels the levels in their order; the first is the reference
         */
        public Categorical(String name, int[] codes, List<String> levels) {
            this.name = name;
            this.codes = codes;
            this.levels = List.copyOf(levels);
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int size() {
            return codes.length;
        }

        /**
         * The level of each row.
         *
         * @return the shared array of indices into {@link #levels()}, not to be written to
         */
        public int[] codes() {
            return codes;
        }

        /**
         * The levels.
         *
         * @return in order, the reference first
         */
        public List<String> levels() {
            return levels;
        }

        @Override
        public boolean isMissing(int row) {
            return codes[row] < 0;
        }

        @Override
        public Categorical rows(int[] rows) {
            int[] picked = new int[rows.length];
            for (int i = 0; i < rows.length; i++) {
                picked[i] = codes[rows[i]];
            }
            return new Categorical(name, picked, levels);
        }
    }
}
