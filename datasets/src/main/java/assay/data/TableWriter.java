package assay.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Tables to files: CSV in UTF-8 or Parquet, by the ending of the file's name. A file appears whole or not at all. What is
 * written is read back by {@link TableFiles} with the same values: missing values are empty fields in CSV and nulls in
 * Parquet.
 */
public final class TableWriter {

    private static final double LARGEST_WHOLE = 1e15;

    /** What a file is written as. */
    private enum Kind {
        CSV,
        PARQUET;

        private static Kind of(Path file) {
            String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
            for (Kind kind : values()) {
                if (name.endsWith("." + kind.name().toLowerCase(Locale.ROOT))) {
                    return kind;
                }
            }
            throw new IllegalArgumentException(
                    "'" + file + "' is to be written as what? End its name in .csv or .parquet.");
        }
    }

    private TableWriter() {}

    /**
     * Checks that a file can be written under its name.
     *
     * @param file the file
     * @throws IllegalArgumentException if its name ends in neither {@code .csv} nor {@code .parquet}, or it is a folder
     */
    public static void check(Path file) {
        Kind.of(file);
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException("'" + file + "' is a folder: name a file in it.");
        }
    }

    /**
     * Writes a file in one step; one that is there is replaced.
     *
     * @param table the table
     * @param file ends in {@code .csv} or {@code .parquet}
     * @throws IllegalArgumentException as {@link #check}
     * @throws IOException if the file cannot be written
     */
    public static void write(Table table, Path file) throws IOException {
        check(file);
        Path whole = file.toAbsolutePath();
        Path folder = whole.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path part = whole.resolveSibling(
                "." + whole.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            if (Kind.of(file) == Kind.CSV) {
                try (Writer writer = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
                    csv(table, writer);
                }
            } else {
                parquet(table, part);
            }
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /**
     * Writes CSV: a header, then a line for each row that ends in a line feed. Numbers are in their shortest form that
     * reads back as the same number, without a decimal point where they are whole.
     *
     * @param table the table
     * @param out where to; not closed
     * @throws IOException if it cannot be written to
     */
    public static void csv(Table table, Appendable out) throws IOException {
        List<Column<?>> columns = table.columns();
        out.append(columns.stream().map(column -> quoted(column.name())).collect(Collectors.joining(",")))
                .append('\n');
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < table.rowCount(); i++) {
            line.setLength(0);
            for (int j = 0; j < columns.size(); j++) {
                if (j > 0) {
                    line.append(',');
                }
                cell(columns.get(j), i, line);
            }
            out.append(line.append('\n'));
        }
    }

    private static void cell(Column<?> column, int row, StringBuilder line) {
        if (column.isMissing(row)) {
            return;
        }
        if (column instanceof NumericColumn<?> numbers) {
            number(numbers.getDouble(row), line);
        } else {
            line.append(quoted(column.getString(row)));
        }
    }

    private static void number(double value, StringBuilder line) {
        if (value == Math.rint(value) && Math.abs(value) < LARGEST_WHOLE) {
            line.append((long) value);
        } else if (Double.isInfinite(value)) {
            line.append(value > 0 ? "Inf" : "-Inf");
        } else {
            line.append(value);
        }
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r' || c == ' ');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private static void parquet(Table table, Path file) throws IOException {
        List<Column<?>> columns = table.columns();
        try (DuckDb duck = DuckDb.repeatable()) {
            duck.execute("CREATE TABLE written ("
                    + columns.stream()
                            .map(column -> DuckDb.identifier(column.name())
                                    + (column instanceof NumericColumn<?> ? " DOUBLE" : " VARCHAR"))
                            .collect(Collectors.joining(", "))
                    + ")");
            try (DuckDBAppender appender = duck.appender("written")) {
                for (int i = 0; i < table.rowCount(); i++) {
                    appender.beginRow();
                    for (Column<?> column : columns) {
                        append(appender, column, i);
                    }
                    appender.endRow();
                }
            }
            duck.execute("COPY written TO " + DuckDb.literal(file.toString()) + " (FORMAT parquet)");
        } catch (SQLException e) {
            throw new UncheckedIOException(
                    new IOException(file + " cannot be written as Parquet: " + DuckDb.firstLines(e), e));
        }
    }

    private static void append(DuckDBAppender appender, Column<?> column, int row) throws SQLException {
        if (column.isMissing(row)) {
            appender.appendNull();
        } else if (column instanceof NumericColumn<?> numbers) {
            appender.append(numbers.getDouble(row));
        } else {
            appender.append(column.getString(row));
        }
    }
}
