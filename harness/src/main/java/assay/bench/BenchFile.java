package assay.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Parquet files of generated tables in a temporary folder, which is deleted with them. */
final class BenchFile implements AutoCloseable {

    private final Path folder;

    private BenchFile(Path folder) {
        this.folder = folder;
    }

    static BenchFile create(Generator generator, long rows) throws IOException, SQLException {
        return create(generator, rows, generator.columns().size());
    }

    /** A file of the first columns only. */
    static BenchFile create(Generator generator, long rows, int columns) throws IOException, SQLException {
        BenchFile file = new BenchFile(Files.createTempDirectory("assay-bench"));
        try {
            file.write(generator, rows, columns);
            return file;
        } catch (SQLException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private void write(Generator generator, long rows, int columns) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("memory_limit", "512MB");
        settings.setProperty("temp_directory", folder.toString());
        try (DuckDBConnection duck = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("rows.db"), settings)
                        .unwrap(DuckDBConnection.class);
                Statement statement = duck.createStatement()) {
            statement.execute("CREATE TABLE rows ("
                    + generator.columns().stream()
                            .limit(columns)
                            .map(c -> c + " DOUBLE")
                            .collect(Collectors.joining(", "))
                    + ")");
            double[][] chunk = new double[generator.columns().size()][Generator.CHUNK];
            try (DuckDBAppender appender = duck.createAppender("rows")) {
                int number = 0;
                for (long from = 0; from < rows; from += Generator.CHUNK) {
                    int n = (int) Math.min(Generator.CHUNK, rows - from);
                    generator.chunk(number++, n, chunk);
                    append(appender, n, Arrays.copyOf(chunk, columns));
                }
            }
            statement.execute("COPY rows TO '" + path().toString().replace("'", "''") + "' (FORMAT parquet)");
        }
    }

    private static void append(DuckDBAppender appender, int rows, double[][] columns) throws SQLException {
        for (int i = 0; i < rows; i++) {
            appender.beginRow();
            for (double[] column : columns) {
                appender.append(column[i]);
            }
            appender.endRow();
        }
    }

    Path path() {
        return folder.resolve("rows.parquet");
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
