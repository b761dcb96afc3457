package assay.data;

import assay.Arguments;
import assay.random.Philox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.Table;

/** A simple random sample of the rows of a file that is too long to be read whole. The same file and key give the same sample. */
public final class SampledFile {

    private SampledFile() {}

    /**
     * Reads a sample.
     *
     * @param path CSV (also gzipped) or Parquet
     * @param size how many rows, at least 1
     * @param key key of the draw
     * @return the rows that were drawn, in the order of the file; all rows if there are no more
     * @throws DataException as {@link TableFiles#read(Path)}
     */
    public static Table read(Path path, int size, long key) {
        Arguments.atLeast("the size of a sample", size, 1);
        DuckFile file = DuckFile.open(path);
        Path folder = null;
        try {
            folder = Files.createTempDirectory("assay-sample");
            Path part = folder.resolve(file.isText() ? "rows.csv" : "rows.parquet");
            if (!draw(file, size, key, folder, part)) {
                return TableFiles.read(path);
            }
            return TableFiles.read(part).setName(path.getFileName() + ", " + size + " rows");
        } catch (SQLException e) {
            throw file.failure(e);
        } catch (IOException e) {
            throw TableFiles.unreadable(path.toString(), e);
        } finally {
            delete(folder);
        }
    }

    /**
     * Counts the rows of a file.
     *
     * @param path CSV (also gzipped) or Parquet
     * @return how many
     * @throws DataException as {@link TableFiles#read(Path)}
     */
    public static long rows(Path path) {
        DuckFile file = DuckFile.open(path);
        try (DuckDb duck = DuckDb.parallel();
                ResultSet counted = duck.query("SELECT count(*) FROM " + file.from())) {
            counted.next();
            return counted.getLong(1);
        } catch (SQLException e) {
            throw file.failure(e);
        }
    }

    private static void delete(@Nullable Path folder) {
        if (folder == null) {
            return;
        }
        try (var files = Files.list(folder)) {
            for (Path one : files.toList()) {
                Files.deleteIfExists(one);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            folder.toFile().deleteOnExit();
        }
    }

    private static boolean draw(DuckFile file, int size, long key, Path folder, Path part) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("threads", "1");
        settings.setProperty("memory_limit", "400MB");
        settings.setProperty("temp_directory", folder.toString());
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:", settings);
                Statement statement = connection.createStatement()) {
            long rows = count(statement, file);
            if (rows <= size) {
                return false;
            }
            statement.execute("CREATE TABLE drawn (n BIGINT)");
            try (DuckDBAppender appender =
                    connection.unwrap(DuckDBConnection.class).createAppender("drawn")) {
                draw(rows, size, key, appender);
            }
            String numbered = "(SELECT *, row_number() OVER () AS \"row \" FROM " + file.from() + ")";
            statement.execute("COPY (SELECT * EXCLUDE (\"row \") FROM " + numbered
                    + " WHERE \"row \" IN (SELECT n FROM drawn)) TO " + DuckDb.literal(part.toString())
                    + (file.isText() ? " (FORMAT csv, HEADER)" : " (FORMAT parquet)"));
            return true;
        }
    }

    private static long count(Statement statement, DuckFile file) throws SQLException {
        try (ResultSet counted = statement.executeQuery("SELECT count(*) FROM " + file.from())) {
            counted.next();
            return counted.getLong(1);
        }
    }

    /** Selection sampling: each row with probability (left to draw) / (rows left). */
    private static void draw(long rows, int size, long key, DuckDBAppender appender) throws SQLException {
        Philox random = new Philox(key, 0, 1);
        long left = size;
        for (long n = 1; left > 0; n++) {
            if (random.nextDouble() * (rows - n + 1) < left) {
                appender.beginRow();
                appender.append(n);
                appender.endRow();
                left--;
            }
        }
    }
}
