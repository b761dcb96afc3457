package assay.registry;

import assay.data.DataException;
import assay.data.DataProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Events of a CSV or Parquet file as a table {@code events} of text, times and flags, one row each, to be asked by SQL. */
final class EventFile implements AutoCloseable {

    private static final List<String> TEXTS = List.of(
            "event_id", "event_name", "user_id", "session_id", "experiment_id", "variant", "surface", "platform");
    private static final List<String> TIMES = List.of("occurred_at", "exposed_at", "visible_at");
    private static final List<String> FLAGS = List.of("visible", "is_bot", "is_internal", "is_qa");
    private static final String EXPOSED = "experiment_exposed";

    private final Path path;
    private final Connection connection;
    private final Set<String> columns;

    private EventFile(Path path, Connection connection, Set<String> columns) {
        this.path = path;
        this.connection = connection;
        this.columns = columns;
    }

    static EventFile open(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new DataException(
                    DataProblem.FILE_MISSING, "there is no file " + path + "; name one of events, CSV or Parquet.");
        }
        try {
            Connection connection = DriverManager.getConnection("jdbc:duckdb:");
            try {
                return load(path, connection);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new DataException(
                    DataProblem.FILE_FORMAT,
                    path + " cannot be read as events: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given"),
                    e);
        }
    }

    private static EventFile load(Path path, Connection connection) throws SQLException {
        String source = source(path);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            Set<String> columns = new TreeSet<>();
            try (ResultSet empty = statement.executeQuery("SELECT * FROM " + source + " LIMIT 0")) {
                for (int j = 1; j <= empty.getMetaData().getColumnCount(); j++) {
                    columns.add(empty.getMetaData().getColumnName(j));
                }
            }
            require(path, columns);
            statement.execute("CREATE TABLE events AS SELECT row_number() OVER () AS row_number, " + selected(columns)
                    + " FROM " + source);
            EventFile file = new EventFile(path, connection, columns);
            if (file.count("SELECT count(*) FROM events") == 0) {
                throw new DataException(DataProblem.FILE_EMPTY, path + " has no events.");
            }
            file.requireTimes();
            return file;
        }
    }

    private static String source(Path path) {
        String quoted = "'"
                + path.toAbsolutePath()
                        .toString()
                        .replaceAll("([\\[*?])", "[$1]")
                        .replace("'", "''") + "'";
        return path.toString().toLowerCase(Locale.ROOT).endsWith(".parquet")
                ? "read_parquet(" + quoted + ", hive_partitioning=false)"
                : "read_csv(" + quoted + ", header=true, all_varchar=true, hive_partitioning=false)";
    }

    private static void require(Path path, Set<String> columns) {
        if (!columns.contains("user_id") || !(columns.contains("occurred_at") || columns.contains("exposed_at"))) {
            throw new DataException(
                    DataProblem.UNKNOWN_COLUMN,
                    path
                            + " is no file of events: it needs user_id, and occurred_at or exposed_at, beside event_name; it has "
                            + String.join(", ", columns) + ".");
        }
        if (!columns.contains("event_name") && !columns.contains("exposed_at")) {
            throw new DataException(
                    DataProblem.UNKNOWN_COLUMN,
                    path + " has no column event_name, which says which events are " + EXPOSED + ".");
        }
    }

    private static String selected(Set<String> columns) {
        List<String> selected = new ArrayList<>();
        for (String name : TEXTS) {
            selected.add((columns.contains(name) ? "nullif(trim(CAST(" + name + " AS VARCHAR)), '')" : textOf(name))
                    + " AS " + name);
        }
        for (String name : TIMES) {
            selected.add((columns.contains(name) ? "TRY_CAST(" + name + " AS TIMESTAMPTZ)" : "NULL::TIMESTAMPTZ")
                    + " AS " + name);
        }
        for (String name : FLAGS) {
            selected.add(
                    (columns.contains(name) ? "TRY_CAST(CAST(" + name + " AS VARCHAR) AS BOOLEAN)" : "NULL::BOOLEAN")
                            + " AS " + name);
        }
        String times = TIMES.subList(0, 2).stream()
                .filter(columns::contains)
                .map(name -> "TRY_CAST(" + name + " AS TIMESTAMPTZ)")
                .collect(Collectors.joining(", "));
        selected.add("coalesce(" + times + ", NULL) AS happened_at");
        return String.join(", ", selected);
    }

    private static String textOf(String absent) {
        return absent.equals("event_name") ? "'" + EXPOSED + "'" : "NULL::VARCHAR";
    }

    private void requireTimes() {
        if (count("SELECT count(happened_at) FROM events") == 0) {
            throw new DataException(
                    DataProblem.COLUMN_TYPE,
                    path + " has no time that can be read; write times as 2026-03-02T10:00:00Z.");
        }
    }

    boolean has(String column) {
        return columns.contains(column);
    }

    Set<String> columns() {
        return columns;
    }

    String name() {
        Path name = path.getFileName();
        return name == null ? path.toString() : name.toString();
    }

    long count(String sql) {
        return first(sql).map(Long::parseLong).orElse(0L);
    }

    /** The first value of a query, as text. */
    Optional<String> first(String sql) {
        List<Map<String, String>> rows = rows(sql);
        return rows.isEmpty() ? Optional.empty() : rows.get(0).values().stream().findFirst();
    }

    List<Map<String, String>> rows(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery(sql)) {
            List<Map<String, String>> rows = new ArrayList<>();
            while (results.next()) {
                TreeMap<String, String> row = new TreeMap<>();
                for (int j = 1; j <= results.getMetaData().getColumnCount(); j++) {
                    Object value = results.getObject(j);
                    if (value != null) {
                        row.put(results.getMetaData().getColumnName(j), value.toString());
                    }
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new DataException(DataProblem.FILE_FORMAT, path + " cannot be checked: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new DataException(DataProblem.FILE_FORMAT, path + " cannot be closed: " + e.getMessage(), e);
        }
    }
}
