package assay.growthlab;

import assay.data.DataException;
import assay.data.DataProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tables of an experiment: a folder of Parquet or CSV files, or a DuckDB file. */
final class Tables implements AutoCloseable {

    /** Columns that the layout keeps in single precision; text is rounded to it as the Parquet files are. */
    private static final Set<String> SINGLE = Set.of(
            "historical_sessions_28d",
            "historical_revenue_28d",
            "historical_retention_score",
            "risk_score_baseline",
            "revenue",
            "content_consumption_minutes",
            "primary_outcome_value",
            "revenue_30d",
            "engagement_7d");

    private final Path source;
    private final Connection connection;

    private Tables(Path source, Connection connection) {
        this.source = source;
        this.connection = connection;
    }

    static Tables open(Path source) {
        if (!Files.exists(source)) {
            throw new DataException(DataProblem.FILE_MISSING, "There is no folder or DuckDB file " + source + ".");
        }
        Properties settings = new Properties();
        settings.setProperty("threads", "1");
        settings.setProperty("memory_limit", "1GB");
        settings.setProperty("jdbc_stream_results", "true");
        try {
            Connection connection = DriverManager.getConnection("jdbc:duckdb:", settings);
            if (Files.isRegularFile(source)) {
                try (Statement attach = connection.createStatement()) {
                    attach.execute("ATTACH " + literal(source.toAbsolutePath().toString()) + " AS data (READ_ONLY)");
                }
            }
            return new Tables(source, connection);
        } catch (SQLException e) {
            throw damaged(source.toString(), e);
        }
    }

    /** What to select a table from; null where there is no such table. */
    private @Nullable String from(String table) throws SQLException {
        if (Files.isRegularFile(source)) {
            try (Statement statement = connection.createStatement();
                    ResultSet found = statement.executeQuery(
                            "SELECT count(*) FROM information_schema.tables WHERE table_catalog = 'data' AND table_name = "
                                    + literal(table))) {
                return found.next() && found.getInt(1) > 0 ? "data.\"" + table + "\"" : null;
            }
        }
        Path parquet = source.resolve(table + ".parquet");
        if (Files.isRegularFile(parquet)) {
            return "read_parquet(" + path(parquet) + ", hive_partitioning=false)";
        }
        for (String ending : List.of(".csv", ".csv.gz")) {
            Path text = source.resolve(table + ending);
            if (Files.isRegularFile(text)) {
                return "read_csv(" + path(text)
                        + ", header=true, delim=',', quote='\"', escape='\"', nullstr=[''], all_varchar=true,"
                        + " hive_partitioning=false)";
            }
        }
        return null;
    }

    boolean has(String table) {
        try {
            return from(table) != null;
        } catch (SQLException e) {
            throw damaged(table, e);
        }
    }

    /** Whether a table is read from text. */
    private boolean isText(String from) {
        return from.startsWith("read_csv");
    }

    /**
     * The columns of a table that are there.
     *
     * @param texts read as text
     * @param numbers read as numbers
     */
    Frame read(String table, Set<String> texts, Set<String> numbers) {
        try {
            String from = from(table);
            if (from == null) {
                throw new DataException(
                        DataProblem.FILE_MISSING,
                        source + " has no table " + table + " (" + table + ".parquet, " + table
                                + ".csv, or a table of a DuckDB file).");
            }
            Map<String, String> selected = new LinkedHashMap<>();
            for (String column : columns(from)) {
                if (texts.contains(column)) {
                    selected.put(column, "CAST(" + identifier(column) + " AS VARCHAR)");
                } else if (numbers.contains(column)) {
                    boolean rounded = isText(from) && SINGLE.contains(column);
                    String value = rounded ? "CAST(" + identifier(column) + " AS FLOAT)" : identifier(column);
                    selected.put(column, "CAST(" + value + " AS DOUBLE)");
                }
            }
            return read(table, from, selected, texts);
        } catch (SQLException e) {
            throw damaged(table, e);
        }
    }

    private Frame read(String table, String from, Map<String, String> selected, Set<String> texts) throws SQLException {
        List<String> columns = new ArrayList<>(selected.keySet());
        int rows = count("SELECT count(*) FROM " + from);
        Object[] values = new Object[columns.size()];
        for (int j = 0; j < values.length; j++) {
            values[j] = texts.contains(columns.get(j)) ? new @Nullable String[rows] : new double[rows];
        }
        if (!columns.isEmpty()) {
            String list = String.join(", ", selected.values());
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery("SELECT " + list + " FROM " + from)) {
                for (int i = 0; result.next() && i < rows; i++) {
                    keep(result, values, i);
                }
            } catch (SQLException e) {
                throw damaged(table, e);
            }
        }
        Frame frame = new Frame(rows);
        for (int j = 0; j < values.length; j++) {
            if (values[j] instanceof double[] numbers) {
                frame.put(columns.get(j), numbers);
            } else {
                frame.put(columns.get(j), (@Nullable String[]) values[j]);
            }
        }
        return frame;
    }

    private static void keep(ResultSet result, Object[] values, int row) throws SQLException {
        for (int j = 0; j < values.length; j++) {
            if (values[j] instanceof double[] numbers) {
                double number = result.getDouble(j + 1);
                numbers[row] = result.wasNull() ? Double.NaN : number;
            } else {
                ((@Nullable String[]) values[j])[row] = result.getString(j + 1);
            }
        }
    }

    /** How many users a condition is not true of; the condition is SQL. */
    int usersWithout(List<String> conditions) {
        try {
            String from = from("dim_users");
            if (from == null || conditions.isEmpty()) {
                return 0;
            }
            String all = conditions.stream().collect(Collectors.joining(" AND "));
            return count("SELECT count(*) FROM " + from + " WHERE (" + all + ") IS NOT TRUE");
        } catch (SQLException e) {
            throw damaged("dim_users", e);
        }
    }

    private int count(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? result.getInt(1) : 0;
        }
    }

    private List<String> columns(String from) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet empty = statement.executeQuery("SELECT * FROM " + from + " LIMIT 0")) {
            ResultSetMetaData found = empty.getMetaData();
            String[] names = new String[found.getColumnCount()];
            Arrays.setAll(names, j -> name(found, j + 1));
            return List.of(names);
        }
    }

    private static String name(ResultSetMetaData found, int column) {
        try {
            return found.getColumnName(column);
        } catch (SQLException e) {
            throw damaged("column " + column, e);
        }
    }

    private static DataException damaged(String table, SQLException e) {
        String reason = String.valueOf(e.getMessage()).split("\n\n", 2)[0].replaceAll("\\s*\\n\\s*", " ");
        boolean conversion = reason.toLowerCase(Locale.ROOT).contains("conver");
        return new DataException(
                conversion ? DataProblem.COLUMN_TYPE : DataProblem.FILE_FORMAT,
                table + " cannot be read: " + reason + ".",
                e);
    }

    private static String literal(String value) {
        return '\'' + value.replace("'", "''") + '\'';
    }

    private static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String path(Path file) {
        return literal(file.toAbsolutePath().toString().replaceAll("([\\[*?])", "[$1]"));
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw damaged(source.toString(), e);
        }
    }
}
