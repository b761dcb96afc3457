package assay.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The file of a store: rows are added in transactions and read, and nothing else. A transaction is on the disk, whole, when it
 * returns, and leaves nothing behind if it does not.
 */
final class Database implements AutoCloseable {

    private static final Pattern HOLDER = Pattern.compile("\\(PID (\\d+)\\)");

    /** What every DuckDB file has behind its checksum. */
    private static final String MAGIC = "DUCK";

    private static final int MAGIC_AT = 8;
    private static final Pattern TABLE =
            Pattern.compile("(?i).*\\.(csv|tsv|txt|parquet|json|jsonl|ndjson|xlsx)(\\.\\w+)?");

    private final Path file;
    private final Connection connection;
    private final Runnable beforeWrite;

    private Database(Path file, Connection connection, Runnable beforeWrite) {
        this.file = file;
        this.connection = connection;
        this.beforeWrite = beforeWrite;
    }

    /**
     * Opens a file, which is made if there is none.
     *
     * @param beforeWrite is called before each statement that writes and before each commit
     */
    static Database open(Path file, Runnable beforeWrite) {
        Properties settings = new Properties();
        settings.setProperty("threads", "1");
        settings.setProperty("memory_limit", "512MB");
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder == null || !Files.isDirectory(folder)) {
                throw new RegistryException(
                        RegistryProblem.STORE_UNREADABLE,
                        "the folder of " + file + " does not exist; make it, or name another store.");
            }
            refuseOther(file);
            Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file.toAbsolutePath(), settings);
            connection.setAutoCommit(false);
            return new Database(file, connection, beforeWrite);
        } catch (SQLException e) {
            throw unopened(file, e);
        }
    }

    /** DuckDB would read a table of another format into memory, and lose what is recorded there. */
    private static void refuseOther(Path file) {
        boolean other;
        try {
            if (Files.isRegularFile(file) && Files.size(file) > 0) {
                try (InputStream in = Files.newInputStream(file)) {
                    byte[] head = in.readNBytes(MAGIC_AT + MAGIC.length());
                    other = !new String(head, StandardCharsets.ISO_8859_1).startsWith(MAGIC, MAGIC_AT);
                }
            } else {
                other = Files.exists(file)
                        || TABLE.matcher(String.valueOf(file.getFileName())).matches();
            }
        } catch (IOException e) {
            throw new RegistryException(
                    RegistryProblem.STORE_UNREADABLE, file + " cannot be read: " + e.getMessage() + ".", e);
        }
        if (other) {
            throw new RegistryException(
                    RegistryProblem.STORE_UNREADABLE,
                    file
                            + " is no store of experiments; a store is a DuckDB file, such as store.duckdb. Name another file.");
        }
    }

    private static RegistryException unopened(Path file, SQLException e) {
        String message = firstLine(e);
        if (message.contains("Could not set lock") || message.contains("being used by another process")) {
            Matcher holder = HOLDER.matcher(message);
            return new RegistryException(
                    RegistryProblem.STORE_LOCKED,
                    file + " is open in another process" + (holder.find() ? " (" + holder.group(1) + ")" : "")
                            + ", and one process at a time may write to it; wait until that one ends, and run this again.",
                    e);
        }
        return new RegistryException(
                RegistryProblem.STORE_UNREADABLE,
                file + " cannot be opened as a store: " + message + " Name another file, or restore this one.",
                e);
    }

    Path file() {
        return file;
    }

    /** Does all of a work or nothing of it. */
    <T> T transaction(Supplier<T> work) {
        try {
            T result = work.get();
            beforeWrite.run();
            connection.commit();
            return result;
        } catch (SQLException e) {
            rollBack();
            throw failure(e);
        } catch (RuntimeException e) {
            rollBack();
            throw e;
        }
    }

    private void rollBack() {
        try {
            connection.rollback();
        } catch (SQLException ignored) {
            // The failure that led here is the one to tell of; an open transaction is not kept by the file anyway.
            return;
        }
    }

    /** Runs statements that define tables. */
    void define(String sql) {
        beforeWrite.run();
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Adds a row; columns that are null are left out. */
    void insert(String table, Row row) {
        beforeWrite.run();
        String names = String.join(", ", row.values().keySet());
        String marks = row.values().keySet().stream().map(name -> "?").collect(Collectors.joining(", "));
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO " + table + " (" + names + ") VALUES (" + marks + ")")) {
            bind(statement, new ArrayList<>(row.values().values()));
            statement.execute();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static void bind(PreparedStatement statement, List<Object> values) throws SQLException {
        for (int j = 0; j < values.size(); j++) {
            Object value = values.get(j);
            statement.setObject(
                    j + 1, value instanceof Instant at ? OffsetDateTime.ofInstant(at, ZoneOffset.UTC) : value);
        }
    }

    /** The rows of a query. */
    List<Row> rows(String sql, Object... parameters) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, List.of(parameters));
            try (ResultSet results = statement.executeQuery()) {
                List<Row> rows = new ArrayList<>();
                while (results.next()) {
                    rows.add(row(results));
                }
                return rows;
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static Row row(ResultSet results) throws SQLException {
        TreeMap<String, Object> values = new TreeMap<>();
        for (int j = 1; j <= results.getMetaData().getColumnCount(); j++) {
            @Nullable Object value = results.getObject(j);
            if (value != null) {
                values.put(results.getMetaData().getColumnName(j), Row.plain(value));
            }
        }
        return new Row(values);
    }

    private RegistryException failure(SQLException e) {
        return new RegistryException(
                RegistryProblem.STORE_UNREADABLE,
                file + " did not take it, and nothing was written: " + firstLine(e)
                        + " If another command wrote to the store at the same time, run this one again.",
                e);
    }

    private static String firstLine(SQLException e) {
        String line = String.valueOf(e.getMessage()).strip().lines().findFirst().orElse("no reason given");
        return line.endsWith(".") || line.endsWith("!") ? line : line + ".";
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** A count, 0 where the query gives none. */
    long number(String sql, Object... parameters) {
        List<Row> rows = rows(sql, parameters);
        boolean none = rows.isEmpty() || rows.get(0).values().isEmpty();
        return none ? 0 : rows.get(0).number(rows.get(0).values().firstKey());
    }
}
