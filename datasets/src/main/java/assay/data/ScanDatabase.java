package assay.data;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;

/**
 * An in-memory DuckDB that scans large files with all cores and little memory. What does not fit waits in a {@link Spill} of its own. Rows
 * keep the order of the file.
 */
final class ScanDatabase implements AutoCloseable {

    private final Connection connection;
    private final Statement statement;
    private final Spill spill;

    private ScanDatabase(Connection connection, Statement statement, Spill spill) {
        this.connection = connection;
        this.statement = statement;
        this.spill = spill;
    }

    /** A database whose results are never whole in memory. */
    static ScanDatabase rows(int threads, int megabytes) throws SQLException {
        return open(threads, megabytes, true);
    }

    /** A database for few rows of sums. */
    static ScanDatabase sums(int threads, int megabytes) throws SQLException {
        return open(threads, megabytes, false);
    }

    private static ScanDatabase open(int threads, int megabytes, boolean streamed) throws SQLException {
        Spill spill = Spill.create();
        Properties settings = new Properties();
        settings.setProperty("threads", Integer.toString(threads));
        settings.setProperty("memory_limit", megabytes + "MB");
        settings.setProperty("temp_directory", spill.folder().toString());
        settings.setProperty("jdbc_stream_results", Boolean.toString(streamed));
        Connection connection = DriverManager.getConnection("jdbc:duckdb:", settings);
        return new ScanDatabase(connection, connection.createStatement(), spill);
    }

    ResultSet query(String sql) throws SQLException {
        return statement.executeQuery(sql);
    }

    /** Takes a chunk of the rows of a query. */
    @FunctionalInterface
    interface ChunkVisitor {
        void chunk(DuckDBDataChunkReader chunk);
    }

    /** Passes over the rows of a query. */
    void forEach(String sql, ChunkVisitor visitor) throws SQLException {
        try (DuckDBPreparedStatement prepared =
                        connection.unwrap(DuckDBConnection.class).prepare(sql);
                DuckDBChunkedResult result = prepared.query()) {
            while (result.nextChunk()) {
                visitor.chunk(result.chunk());
            }
        }
    }

    @Override
    public void close() throws SQLException {
        try {
            statement.close();
            connection.close();
        } finally {
            spill.close();
        }
    }
}
