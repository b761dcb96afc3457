package assay.data;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a column of a Parquet file is kept as, by the name of its type. */
final class ParquetType {

    private static final Set<String> NUMBERS =
            Set.of("TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT", "UINTEGER", "FLOAT", "DOUBLE", "BOOLEAN");
    private static final Set<String> LONGS = Set.of("BIGINT", "UBIGINT", "HUGEINT", "UHUGEINT");
    private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+),\\s*(\\d+)\\)");

    /** Every decimal number of so many digits is found again from the nearest double. */
    private static final int EXACT_DIGITS = 15;

    private ParquetType() {}

    /** Whether values are structures, lists, maps or bytes. */
    static boolean isNested(String type) {
        String upper = type.toUpperCase(Locale.ROOT);
        return upper.endsWith("]")
                || upper.startsWith("STRUCT")
                || upper.startsWith("MAP")
                || upper.startsWith("UNION")
                || upper.equals("BLOB")
                || upper.equals("VARIANT")
                || upper.startsWith("GEOMETRY");
    }

    /**
     * The kind of a column that a method is to use.
     *
     * @throws DataException if it is nested, or a decimal with more digits than a double keeps
     */
    static ColumnKind usable(DuckFile file, String column) throws SQLException {
        String type = file.type(file.indexOf(column));
        if (isNested(type)) {
            throw new DataException(
                    DataProblem.COLUMN_TYPE,
                    "Column '" + column + "' of " + file.name() + " has the type " + brief(type)
                            + ": a row must hold one value, not several. Write the part that you need as a column of its"
                            + " own.");
        }
        Matcher decimal = DECIMAL.matcher(type);
        if (decimal.matches()) {
            requireExact(file, column, decimal);
            return ColumnKind.DOUBLE;
        }
        if (LONGS.contains(type)) {
            return ColumnKind.LONG;
        }
        return NUMBERS.contains(type) ? ColumnKind.DOUBLE : ColumnKind.TEXT;
    }

    /** Refuses decimals that a double would change. What is declared may be more than what is there. */
    private static void requireExact(DuckFile file, String column, Matcher decimal) throws SQLException {
        if (Integer.parseInt(decimal.group(1)) <= EXACT_DIGITS) {
            return;
        }
        int scale = Integer.parseInt(decimal.group(2));
        String quoted = DuckDb.identifier(column);
        try (DuckDb duck = DuckDb.parallel();
                ResultSet range = duck.query("SELECT min(" + quoted + "), max(" + quoted + ") FROM " + file.from())) {
            range.next();
            for (int side = 1; side <= 2; side++) {
                BigDecimal value = range.getBigDecimal(side);
                if (value != null
                        && value.setScale(scale)
                                        .unscaledValue()
                                        .abs()
                                        .toString()
                                        .length()
                                > EXACT_DIGITS) {
                    throw new DataException(
                            DataProblem.COLUMN_TYPE,
                            "Column '" + column + "' of " + file.name() + " has the type " + decimal.group()
                                    + " and holds "
                                    + value.toPlainString() + ": a number here keeps " + EXACT_DIGITS
                                    + " digits, and others would change silently. Write it with fewer decimals, or as text"
                                    + " if it is an identifier.");
                }
            }
        }
    }

    private static String brief(String type) {
        return type.length() > 60 ? type.substring(0, 57) + "..." : type;
    }
}
