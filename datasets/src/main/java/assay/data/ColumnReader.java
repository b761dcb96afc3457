package assay.data;

import org.duckdb.DuckDBReadableVector;

/** How a column is selected and read: as numbers, as whole numbers of 64 bits, or as numbers of levels. */
enum ColumnReader {
    /** Numbers. */
    NUMBER {
        @Override
        String select(String column, int at) {
            return "CAST(" + column + " AS DOUBLE)";
        }

        @Override
        void read(String name, DuckDBReadableVector vector, int from, int count, double[] out, int to) {
            for (int i = 0; i < count; i++) {
                out[to + i] = vector.getDouble(from + i, Double.NaN);
            }
        }
    },
    /** Whole numbers, of which a double would merge neighbours above 2^53. */
    LONG {
        @Override
        String select(String column, int at) {
            return "CAST(" + column + " AS BIGINT)";
        }

        @Override
        void read(String name, DuckDBReadableVector vector, int from, int count, double[] out, int to) {
            for (int i = 0; i < count; i++) {
                long value = vector.getLong(from + i, Long.MIN_VALUE);
                if (value == Long.MIN_VALUE) {
                    out[to + i] = Double.NaN;
                    continue;
                }
                if (value > EXACT || value < -EXACT) {
                    throw new DataException(
                            DataProblem.COLUMN_TYPE,
                            "Column '" + name + "' holds " + value + ": " + BEYOND
                                    + ". Write it as text if it is an identifier.");
                }
                out[to + i] = value;
            }
        }
    },
    /** Text, as the numbers of its levels in the type that was made for the column. */
    LEVEL {
        @Override
        String select(String column, int at) {
            return "CAST(enum_code(CAST(" + column + " AS levels" + at + ")) AS DOUBLE)";
        }

        @Override
        void read(String name, DuckDBReadableVector vector, int from, int count, double[] out, int to) {
            NUMBER.read(name, vector, from, count, out, to);
        }
    };

    static final String BEYOND = "whole numbers beyond 2^53 would merge with their neighbours";

    private static final long EXACT = 1L << 53;

    /** An SQL expression for the values of a column within a query: a double, or text without missing values. */
    String value(String column) {
        return switch (this) {
            case NUMBER -> "CAST(" + column + " AS DOUBLE)";
            case LONG -> {
                String whole = "CAST(" + column + " AS BIGINT)";
                yield "CASE WHEN abs(" + whole + ") > " + EXACT + " THEN error(" + DuckDb.literal(BEYOND)
                        + ") ELSE CAST(" + whole + " AS DOUBLE) END";
            }
            case LEVEL -> column;
        };
    }

    /** What to select for a column, whose place in the query is given. */
    abstract String select(String column, int at);

    /** Reads a part of a vector; a missing value becomes NaN. */
    abstract void read(String name, DuckDBReadableVector vector, int from, int count, double[] out, int to);
}
