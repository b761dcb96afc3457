package assay.data;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Parquet files and CSV files too large to parse comfortably, read through DuckDB in the order of their rows. */
final class DuckTable {

    private static final Set<String> WHOLE = Set.of(
            "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "BOOLEAN");

    /** Of the text s and its number d: values, values without a number, not whole ones, too long ones, the range. */
    private static final String TEXT_FACTS =
            ", count(s), count(*) FILTER (WHERE s IS NOT NULL AND (d IS NULL OR contains(s, '_')))"
                    + ", count(*) FILTER (WHERE contains(s, '.') OR contains(s, 'e') OR contains(s, 'E')"
                    + " OR NOT isfinite(d))"
                    + ", count(*) FILTER (WHERE length(s) > 18 AND NOT contains(s, '.') AND NOT contains(s, 'e')"
                    + " AND NOT contains(s, 'E') AND TRY_CAST(s AS BIGINT) IS NULL)"
                    + ", min(d), max(d)";

    private DuckTable() {}

    /**
     * A Parquet file, or the columns of it that are wanted; all if none is named. Booleans become 0 and 1, dates text.
     * Nested values become text in a whole file and are refused where their column is wanted.
     */
    static Table parquet(String name, String title, Path file, Set<String> wanted) {
        DuckFile duckFile = DuckFile.parquet(name, file);
        try (DuckDb duck = DuckDb.ordered()) {
            List<String> names = select(duckFile, wanted);
            List<ColumnKind> kinds = new ArrayList<>();
            for (String column : names) {
                String type = duckFile.type(duckFile.indexOf(column));
                kinds.add(
                        wanted.isEmpty() && ParquetType.isNested(type)
                                ? ColumnKind.TEXT
                                : ParquetType.usable(duckFile, column));
                if (WHOLE.contains(type)) {
                    kinds.set(kinds.size() - 1, ColumnKind.LONG); // to be narrowed
                }
            }
            narrow(name, duckFile.from(), names, kinds);
            return read(duck, title, duckFile.from(), names, names, kinds);
        } catch (SQLException e) {
            throw duckFile.failure(e);
        }
    }

    /** A delimited text file, whose columns have the kinds that {@link CsvFile} would find. */
    static Table csv(String name, String title, Path file, FileKind kind, Set<String> wanted) throws IOException {
        DuckFile duckFile = DuckFile.csv(name, file, kind);
        try (DuckDb duck = DuckDb.ordered()) {
            List<String> names = select(duckFile, wanted);
            List<String> inFile = names.stream()
                    .map(column -> duckFile.inFile(duckFile.indexOf(column)))
                    .toList();
            return read(duck, title, duckFile.from(), inFile, names, textKinds(duckFile, names));
        } catch (SQLException e) {
            throw duckFile.failure(e);
        }
    }

    /** The columns that are wanted, in the order of the file. */
    private static List<String> select(DuckFile file, Set<String> wanted) {
        wanted.forEach(file::indexOf);
        return file.columns().stream()
                .filter(column -> wanted.isEmpty() || wanted.contains(column))
                .toList();
    }

    private static Table read(
            DuckDb duck, String title, String source, List<String> inFile, List<String> names, List<ColumnKind> kinds)
            throws SQLException {
        List<String> selected = new ArrayList<>();
        List<Column<?>> table = new ArrayList<>();
        for (int j = 0; j < kinds.size(); j++) {
            selected.add(select(DuckDb.identifier(inFile.get(j)), kinds.get(j)));
            table.add(kinds.get(j).column(names.get(j)));
        }
        try (ResultSet rows = duck.query("SELECT " + String.join(", ", selected) + " FROM " + source)) {
            fill(rows, kinds, table);
        }
        return Table.create(title, table);
    }

    private static String select(String column, ColumnKind kind) {
        return switch (kind) {
            case INTEGER, LONG -> "CAST(" + column + " AS BIGINT)";
            case DOUBLE -> "CAST(" + column + " AS DOUBLE)";
            case TEXT -> "trim(CAST(" + column + " AS VARCHAR))";
        };
    }

    /** Refuses a file without rows and keeps whole numbers as integers where all of a column fit. */
    private static void narrow(String name, String source, List<String> names, List<ColumnKind> kinds)
            throws SQLException {
        StringBuilder sql = new StringBuilder("SELECT count(*)");
        for (String column : names) {
            String quoted = DuckDb.identifier(column);
            sql.append(", TRY_CAST(min(").append(quoted).append(") AS BIGINT)");
            sql.append(", TRY_CAST(max(").append(quoted).append(") AS BIGINT)");
        }
        try (DuckDb duck = DuckDb.parallel();
                ResultSet range = duck.query(sql + " FROM " + source)) {
            requireRows(range, name);
            for (int j = 0; j < kinds.size(); j++) {
                if (kinds.get(j) == ColumnKind.LONG) {
                    kinds.set(j, whole(range.getLong(2 + 2 * j), range.getLong(3 + 2 * j)));
                }
            }
        }
    }

    /** What {@link ColumnKind#of(String)} finds, by one pass over all rows of all columns as text. */
    static List<ColumnKind> textKinds(DuckFile file, List<String> names) throws SQLException {
        StringBuilder sql = new StringBuilder("SELECT count(*)");
        List<String> inner = new ArrayList<>();
        for (int j = 0; j < names.size(); j++) {
            String column = DuckDb.identifier(file.inFile(file.indexOf(names.get(j))));
            inner.add(column + " AS s" + j + ", TRY_CAST(" + column + " AS DOUBLE) AS d" + j);
            sql.append(TEXT_FACTS.replaceAll("\\b([sd])\\b", "$1" + j));
        }
        sql.append(" FROM (SELECT ")
                .append(String.join(", ", inner))
                .append(" FROM ")
                .append(file.from());
        List<ColumnKind> kinds = new ArrayList<>();
        try (DuckDb duck = DuckDb.parallel();
                ResultSet facts = duck.query(sql + ")")) {
            requireRows(facts, file.name());
            for (int at = 2; kinds.size() < names.size(); at += 6) {
                if (facts.getLong(at) == 0) {
                    kinds.add(ColumnKind.DOUBLE); // nothing but missing values
                } else if (facts.getLong(at + 1) + facts.getLong(at + 3) > 0) {
                    kinds.add(ColumnKind.TEXT);
                } else if (facts.getLong(at + 2) > 0) {
                    kinds.add(ColumnKind.DOUBLE);
                } else {
                    kinds.add(whole((long) facts.getDouble(at + 4), (long) facts.getDouble(at + 5)));
                }
            }
        }
        return kinds;
    }

    private static void requireRows(ResultSet counted, String name) throws SQLException {
        counted.next();
        if (counted.getLong(1) == 0) {
            throw CsvFile.headerOnly(name);
        }
    }

    private static ColumnKind whole(long least, long largest) {
        return ColumnKind.of(least).with(ColumnKind.of(largest));
    }

    private static void fill(ResultSet rows, List<ColumnKind> kinds, List<Column<?>> table) throws SQLException {
        ColumnKind[] kind = kinds.toArray(new ColumnKind[0]);
        Column<?>[] columns = table.toArray(new Column<?>[0]);
        while (rows.next()) {
            for (int j = 0; j < columns.length; j++) {
                append(rows, j + 1, kind[j], columns[j]);
            }
        }
    }

    private static void append(ResultSet rows, int at, ColumnKind kind, Column<?> column) throws SQLException {
        switch (kind) {
            case INTEGER -> {
                int value = (int) rows.getLong(at);
                if (rows.wasNull()) {
                    column.appendMissing();
                } else {
                    ((IntColumn) column).append(value);
                }
            }
            case LONG -> {
                long value = rows.getLong(at);
                if (rows.wasNull()) {
                    column.appendMissing();
                } else {
                    ((LongColumn) column).append(value);
                }
            }
            case DOUBLE -> {
                double value = rows.getDouble(at);
                ((DoubleColumn) column).append(rows.wasNull() ? Double.NaN : value);
            }
            case TEXT -> {
                String value = rows.getString(at);
                if (value == null) {
                    column.appendMissing();
                } else {
                    ((StringColumn) column).append(value);
                }
            }
        }
    }
}
