package assay.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;

/**
 * Rows that are appended one after another and saved to Parquet files in their order. Rows that do not fit into memory wait on
 * disk. A file appears whole or not at all. Not thread-safe.
 */
public final class ParquetLog implements AutoCloseable {

    /** What a column holds. */
    public enum Type {
        /** Whole numbers. */
        WHOLE("BIGINT"),
        /** Numbers. */
        NUMBER("DOUBLE"),
        /** Text. */
        TEXT("VARCHAR"),
        /** True or false. */
        FLAG("BOOLEAN");

        private final String sql;

        Type(String sql) {
            this.sql = sql;
        }
    }

    private final DuckDb duck;
    private final String columns;
    private DuckDBAppender appender;
    private long rows;

    private ParquetLog(DuckDb duck, String columns) throws SQLException {
        this.duck = duck;
        this.columns = columns;
        duck.execute("CREATE TABLE log (" + columns + ")");
        this.appender = duck.appender("log");
    }

    /**
     * An empty log.
     *
     * @param columns what each column holds, by name, in their order
     * @return the log
     */
    public static ParquetLog of(Map<String, Type> columns) {
        String declared = columns.entrySet().stream()
                .map(column -> DuckDb.identifier(column.getKey()) + ' ' + column.getValue().sql)
                .collect(Collectors.joining(", "));
        try {
            return new ParquetLog(DuckDb.repeatable(), declared);
        } catch (SQLException e) {
            throw failed("The log cannot be opened", e);
        }
    }

    private static UncheckedIOException failed(String what, SQLException e) {
        return new UncheckedIOException(new IOException(what + ": " + DuckDb.firstLines(e), e));
    }

    /** A value, or the end of a row. */
    @FunctionalInterface
    private interface Step {
        void take() throws SQLException;
    }

    private ParquetLog step(Step step) {
        try {
            step.take();
            return this;
        } catch (SQLException e) {
            throw failed("A row cannot be appended", e);
        }
    }

    /**
     * Begins a row.
     *
     * @return this log, which takes one value for each column next
     */
    public ParquetLog begin() {
        return step(() -> appender.beginRow());
    }

    /**
     * The next value: a whole number.
     *
     * @param value the value
     * @return this log
     */
    public ParquetLog whole(long value) {
        return step(() -> appender.append(value));
    }

    /**
     * The next value: a number.
     *
     * @param value the value
     * @return this log
     */
    public ParquetLog number(double value) {
        return step(() -> appender.append(value));
    }

    /**
     * The next value: text.
     *
     * @param value the value
     * @return this log
     */
    public ParquetLog text(String value) {
        return step(() -> appender.append(value));
    }

    /**
     * The next value: true or false.
     *
     * @param value the value
     * @return this log
     */
    public ParquetLog flag(boolean value) {
        return step(() -> appender.append(value));
    }

    /**
     * The next value: none.
     *
     * @return this log
     */
    public ParquetLog missing() {
        return step(() -> appender.appendNull());
    }

    /** Ends a row. */
    public void end() {
        step(() -> appender.endRow());
        rows++;
    }

    /**
     * Rows since the start, or since the last that were saved.
     *
     * @return not negative
     */
    public long rows() {
        return rows;
    }

    /**
     * Saves these rows, and begins again without them.
     *
     * @param file the Parquet file; one that is there is replaced
     * @throws IOException if it cannot be written
     */
    public void save(Path file) throws IOException {
        Path whole = file.toAbsolutePath();
        Path folder = whole.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path part = whole.resolveSibling(
                "." + whole.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            appender.close();
            duck.execute("COPY log TO " + DuckDb.literal(part.toString()) + " (FORMAT parquet, COMPRESSION zstd)");
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            duck.execute("DROP TABLE log");
            duck.execute("CREATE TABLE log (" + columns + ")");
            appender = duck.appender("log");
            rows = 0;
        } catch (SQLException e) {
            throw new IOException(file + " cannot be written as Parquet: " + DuckDb.firstLines(e), e);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    @Override
    public void close() {
        try (duck) {
            appender.close();
        } catch (SQLException e) {
            throw failed("The log cannot be closed", e);
        }
    }
}
