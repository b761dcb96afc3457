package assay.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Parquet files and CSV files too large to parse comfortably, read through DuckDB in the order of their rows. */
final class DuckTable {

    /** Types by every row, not by a sample; dates and booleans stay the text that they are. */
    private static final String BY_EVERY_ROW = "sample_size=-1, auto_type_candidates=['BIGINT', 'DOUBLE', 'VARCHAR']";

    private DuckTable() {}

    /** A Parquet file. Booleans become 0 and 1; dates and nested values become text. */
    static Table parquet(String name, String title, Path file) {
        try (DuckDb duck = DuckDb.ordered()) {
            return read(duck, name, title, DuckDb.parquet(file), null);
        } catch (SQLException e) {
            throw new DataException(
                    DataProblem.FILE_FORMAT, name + " cannot be read as Parquet: " + DuckDb.firstLines(e), e);
        }
    }

    /** A delimited text file. */
    static Table csv(String name, String title, Path file, FileKind kind) throws IOException {
        CsvFile text = CsvFile.open(name, kind.text(() -> Files.newInputStream(file)));
        String source = DuckDb.csv(file, kind, text.delimiter(), BY_EVERY_ROW);
        try (DuckDb duck = DuckDb.ordered()) {
            return read(duck, name, title, source, text.header());
        } catch (SQLException e) {
            throw new DataException(
                    DataProblem.FILE_FORMAT, name + " cannot be read as CSV: " + DuckDb.firstLines(e), e);
        }
    }

    private static Table read(DuckDb duck, String name, String title, String source, @Nullable List<String> header)
            throws SQLException {
        List<String> inFile = new ArrayList<>();
        List<String> selected = new ArrayList<>();
        List<ColumnKind> kinds = new ArrayList<>();
        try (ResultSet empty = duck.query("SELECT * FROM " + source + " LIMIT 0")) {
            ResultSetMetaData columns = empty.getMetaData();
            for (int j = 1; j <= columns.getColumnCount(); j++) {
                inFile.add(columns.getColumnName(j));
                kinds.add(kind(columns.getColumnType(j)));
                selected.add(select(columns.getColumnName(j), columns.getColumnType(j)));
            }
        }
        if (header != null && header.size() != inFile.size()) {
            throw new DataException(
                    DataProblem.FILE_FORMAT,
                    name + ": the header has " + header.size() + " fields and the rows have " + inFile.size() + ".");
        }
        List<String> names = header == null ? inFile : header;
        CsvFile.requireDistinct(name, names);
        narrow(duck, name, source, inFile, kinds);
        List<Column<?>> table = new ArrayList<>();
        for (int j = 0; j < kinds.size(); j++) {
            table.add(kinds.get(j).column(names.get(j)));
        }
        try (ResultSet rows = duck.query("SELECT " + String.join(", ", selected) + " FROM " + source)) {
            fill(rows, kinds, table);
        }
        return Table.create(title, table);
    }

    /** Refuses a file without rows and keeps whole numbers as integers where all of a column fit. */
    private static void narrow(DuckDb duck, String name, String source, List<String> names, List<ColumnKind> kinds)
            throws SQLException {
        StringBuilder sql = new StringBuilder("SELECT count(*)");
        for (int j = 0; j < names.size(); j++) {
            if (kinds.get(j) == ColumnKind.LONG) {
                String column = DuckDb.identifier(names.get(j));
                sql.append(", CAST(min(")
                        .append(column)
                        .append(") AS BIGINT), CAST(max(")
                        .append(column);
                sql.append(") AS BIGINT)");
            }
        }
        try (ResultSet range = duck.query(sql + " FROM " + source)) {
            range.next();
            if (range.getLong(1) == 0) {
                throw CsvFile.headerOnly(name);
            }
            int at = 2;
            for (int j = 0; j < names.size(); j++) {
                if (kinds.get(j) == ColumnKind.LONG) {
                    ColumnKind kind = ColumnKind.of(range.getLong(at++)).with(ColumnKind.of(range.getLong(at++)));
                    kinds.set(j, kind == ColumnKind.INTEGER ? kind : ColumnKind.LONG);
                }
            }
        }
    }

    private static ColumnKind kind(int type) {
        return switch (type) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.BOOLEAN -> ColumnKind.LONG;
            case Types.REAL, Types.FLOAT, Types.DOUBLE, Types.DECIMAL, Types.NUMERIC -> ColumnKind.DOUBLE;
            default -> ColumnKind.TEXT;
        };
    }

    private static String select(String name, int type) {
        String column = DuckDb.identifier(name);
        return switch (kind(type)) {
            case INTEGER, LONG -> "CAST(" + column + " AS BIGINT)";
            case DOUBLE -> "CAST(" + column + " AS DOUBLE)";
            case TEXT -> "trim(CAST(" + column + " AS VARCHAR))";
        };
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
