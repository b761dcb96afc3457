package assay.data;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.jspecify.annotations.Nullable;

/** An in-memory DuckDB that scans one file at a time. */
final class DuckDb implements AutoCloseable {

    private final Connection connection;
    private final Statement statement;

    private DuckDb(Connection connection, Statement statement) {
        this.connection = connection;
        this.statement = statement;
    }

    /** A database on one thread, whose results keep the order of the file and are never whole in memory. */
    static DuckDb ordered() throws SQLException {
        return open("1", true);
    }

    /** A database on one thread, for few rows of sums, whose digits then repeat. */
    static DuckDb repeatable() throws SQLException {
        return open("1", false);
    }

    /** A database on all cores, for counts and distinct values, which no order can change. */
    static DuckDb parallel() throws SQLException {
        return open(Integer.toString(Runtime.getRuntime().availableProcessors()), false);
    }

    /** A result that is streamed loses the message of an error that comes before its first row. */
    private static DuckDb open(String threads, boolean streamed) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("threads", threads);
        settings.setProperty("memory_limit", "1GB");
        settings.setProperty("temp_directory", System.getProperty("java.io.tmpdir"));
        settings.setProperty("jdbc_stream_results", Boolean.toString(streamed));
        Connection connection = DriverManager.getConnection("jdbc:duckdb:", settings);
        return new DuckDb(connection, connection.createStatement());
    }

    ResultSet query(String sql) throws SQLException {
        return statement.executeQuery(sql);
    }

    /** Runs a statement without a result. */
    void execute(String sql) throws SQLException {
        statement.execute(sql);
    }

    /** Adds rows to a table of this database. */
    DuckDBAppender appender(String table) throws SQLException {
        return connection.unwrap(DuckDBConnection.class).createAppender(table);
    }

    /** The rows of a query, a chunk of columns at a time. */
    Chunks chunks(String sql) throws SQLException {
        return new Chunks(connection.unwrap(DuckDBConnection.class).prepare(sql));
    }

    /** The result of a query in chunks. */
    static final class Chunks implements AutoCloseable {

        private final DuckDBPreparedStatement prepared;
        private final DuckDBChunkedResult result;

        private Chunks(DuckDBPreparedStatement prepared) throws SQLException {
            this.prepared = prepared;
            this.result = prepared.query();
        }

        /** The next chunk, or null after the last. */
        @Nullable
        DuckDBDataChunkReader next() {
            return result.nextChunk() ? result.chunk() : null;
        }

        @Override
        public void close() throws SQLException {
            result.close();
            prepared.close();
        }
    }

    /** The names of the columns of a table expression. */
    List<String> columns(String source) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet empty = query("SELECT * FROM " + source + " LIMIT 0")) {
            ResultSetMetaData columns = empty.getMetaData();
            for (int j = 1; j <= columns.getColumnCount(); j++) {
                names.add(columns.getColumnName(j));
            }
        }
        return names;
    }

    @Override
    public void close() throws SQLException {
        statement.close();
        connection.close();
    }

    /** A table expression over a Parquet file. */
    static String parquet(Path file) {
        return "read_parquet(" + path(file) + ", hive_partitioning=false)";
    }

    /** A table expression over delimited text; {@code types} says how columns are typed. */
    static String csv(Path file, FileKind kind, char delimiter, String types) {
        return String.format(
                Locale.ROOT,
                "read_csv(%s, compression='%s', delim=%s, quote='\"', escape='\"', header=true, nullstr=['', 'NA'],"
                        + " hive_partitioning=false, %s)",
                path(file),
                kind == FileKind.GZIPPED_TEXT ? "gzip" : "none",
                literal(String.valueOf(delimiter)),
                types);
    }

    /** A column name, quoted. */
    static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A string, quoted. */
    static String literal(String value) {
        return '\'' + value.replace("'", "''") + '\'';
    }

    /** A path in which no character stands for others: DuckDB takes file names as patterns. */
    private static String path(Path file) {
        return literal(file.toAbsolutePath().toString().replaceAll("([\\[*?])", "[$1]"));
    }

    /** The part of a message that a person can use: DuckDB adds hints about its own settings. */
    static String firstLines(Exception e) {
        String message = String.valueOf(e.getMessage()).strip();
        int hints = message.indexOf("\n\n");
        String head = hints > 0 ? message.substring(0, hints) : message;
        int possible = head.indexOf("\nPossible");
        return (possible > 0 ? head.substring(0, possible) : head).replaceAll("\\s*\\n\\s*", " ");
    }
}
