package assay.data.experiment;

import assay.data.DataException;
import assay.data.DataProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBPreparedStatement;

/** The tables of an experiment: a folder of Parquet or CSV files, or a DuckDB file. One thread, so that digits repeat. */
final class TableFolder implements AutoCloseable {

    private static final List<String> ENDINGS = List.of(".parquet", ".csv", ".csv.gz");
    private static final String MAGIC = "DUCK";
    private static final int MAGIC_AT = 8;

    private final Path path;
    private final Connection connection;
    private final boolean database;

    private TableFolder(Path path, Connection connection, boolean database) {
        this.path = path;
        this.connection = connection;
        this.database = database;
    }

    static TableFolder open(Path path) {
        if (!Files.exists(path)) {
            throw new DataException(
                    DataProblem.FILE_MISSING,
                    "There is no " + path + ". Name the folder of the tables of the experiment, or a DuckDB file.");
        }
        boolean database = !Files.isDirectory(path);
        if (database && !isDuckDb(path)) {
            throw new DataException(
                    DataProblem.FILE_FORMAT,
                    path
                            + " is neither a folder nor a DuckDB file. Name the folder that holds fact_assignments and the other"
                            + " tables.");
        }
        try {
            Properties settings = new Properties();
            settings.setProperty("threads", "1");
            settings.setProperty("memory_limit", "1500MB");
            settings.setProperty("temp_directory", System.getProperty("java.io.tmpdir"));
            Connection connection = DriverManager.getConnection("jdbc:duckdb:", settings);
            TableFolder folder = new TableFolder(path, connection, database);
            if (database) {
                folder.attach();
            }
            return folder;
        } catch (SQLException e) {
            throw unreadable(path.toString(), e);
        }
    }

    private static boolean isDuckDb(Path file) {
        try (var in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(MAGIC_AT + MAGIC.length());
            return new String(head, StandardCharsets.ISO_8859_1).endsWith(MAGIC)
                    && head.length == MAGIC_AT + MAGIC.length();
        } catch (IOException e) {
            throw new DataException(DataProblem.FILE_FORMAT, file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void attach() throws SQLException {
        try {
            execute("ATTACH " + Sql.literal(path.toAbsolutePath().toString()) + " AS tables (READ_ONLY)");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** A table, empty if there is none of this name. */
    Optional<TableView> find(String name) {
        if (database) {
            return inDatabase(name);
        }
        List<Path> files = ENDINGS.stream()
                .map(ending -> path.resolve(name + ending))
                .filter(Files::exists)
                .toList();
        if (files.size() > 1) {
            throw new DataException(
                    DataProblem.FILE_FORMAT,
                    path + " holds " + name + " twice, as " + files.get(0).getFileName() + " and "
                            + files.get(1).getFileName() + ". Remove the one that is not meant.");
        }
        return files.stream().findFirst().map(file -> inFile(name, file));
    }

    TableView require(String name, String why) {
        return find(name)
                .orElseThrow(() -> new DataException(
                        DataProblem.FILE_MISSING, path + " has no table " + name + ", which is needed " + why + "."));
    }

    private Optional<TableView> inDatabase(String name) {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT 1 FROM duckdb_tables() WHERE database_name = 'tables'"
                        + " AND table_name = " + Sql.literal(name) + " UNION ALL SELECT 1 FROM duckdb_views()"
                        + " WHERE database_name = 'tables' AND view_name = " + Sql.literal(name))) {
            return found.next()
                    ? Optional.of(view(name, name + " of " + path, "tables." + Sql.name(name)))
                    : Optional.empty();
        } catch (SQLException e) {
            throw unreadable(path.toString(), e);
        }
    }

    private TableView inFile(String name, Path file) {
        try {
            if (Files.size(file) == 0) {
                throw new DataException(DataProblem.FILE_EMPTY, file + " is empty. Export it again.");
            }
        } catch (IOException e) {
            throw new DataException(DataProblem.FILE_FORMAT, file + " cannot be read: " + e.getMessage(), e);
        }
        String literal = Sql.literal(file.toAbsolutePath().toString().replaceAll("([\\[*?])", "[$1]"));
        String from = file.toString().endsWith(".parquet")
                ? "read_parquet(" + literal + ", hive_partitioning=false)"
                : "read_csv(" + literal
                        + ", all_varchar=true, header=true, delim=',', quote='\"', escape='\"', nullstr='',"
                        + " hive_partitioning=false)";
        return view(name, file.toString(), from);
    }

    private TableView view(String name, String where, String from) {
        Map<String, Values> columns = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet empty = statement.executeQuery("SELECT * FROM " + from + " LIMIT 0")) {
            ResultSetMetaData found = empty.getMetaData();
            for (int j = 1; j <= found.getColumnCount(); j++) {
                if (columns.put(found.getColumnName(j), Values.of(found.getColumnTypeName(j))) != null) {
                    throw new DataException(
                            DataProblem.DUPLICATE_COLUMN,
                            where + " has two columns '" + found.getColumnName(j) + "'. Rename one.");
                }
            }
        } catch (SQLException e) {
            throw unreadable(where, e);
        }
        return new TableView(name, where, from, columns);
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first row of a query as numbers; missing ones are 0. */
    long[] counts(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            long[] counts = new long[row.getMetaData().getColumnCount()];
            for (int j = 0; j < counts.length; j++) {
                counts[j] = row.getLong(j + 1);
            }
            return counts;
        }
    }

    /** The first column of a query as text. */
    List<String> texts(String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                texts.add(String.valueOf(row.getString(1)));
            }
        }
        return texts;
    }

    /** Runs a query whose result is read in chunks of columns. */
    Chunks chunks(String sql) throws SQLException {
        return new Chunks(connection.unwrap(DuckDBConnection.class).prepare(sql));
    }

    /** A result in chunks. */
    static final class Chunks implements AutoCloseable {
        private final DuckDBPreparedStatement prepared;
        private final DuckDBChunkedResult result;

        private Chunks(DuckDBPreparedStatement prepared) throws SQLException {
            this.prepared = prepared;
            this.result = prepared.query();
        }

        DuckDBChunkedResult result() {
            return result;
        }

        @Override
        public void close() throws SQLException {
            result.close();
            prepared.close();
        }
    }

    static DataException unreadable(String where, Exception e) {
        String message = String.valueOf(e.getMessage()).strip();
        int hints = message.indexOf("\n\n");
        String whole = (hints > 0 ? message.substring(0, hints) : message).replaceAll("\\s*\\n\\s*", " ");
        String head = whole.replaceAll("(?i) (the search space used was|possible fixes):?.*", "");
        return new DataException(
                DataProblem.FILE_FORMAT,
                where + " cannot be read: it is damaged, cut short or no table (" + head + "). Export it again.",
                e);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw unreadable(path.toString(), e);
        }
    }
}
