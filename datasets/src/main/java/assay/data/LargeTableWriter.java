package assay.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Writes a table of numbers that does not fit into memory, block by block, to one file: Parquet compressed by zstd, or CSV,
 * gzipped or not, by the ending of its name. Rows wait in a database in the folder of the file, which is deleted; the file
 * appears whole or not at all. Not thread-safe.
 */
public final class LargeTableWriter implements AutoCloseable {

    /** What a column holds. */
    public enum Type {
        /** Numbers. */
        NUMBER("DOUBLE"),
        /** Whole numbers below 2^31. */
        WHOLE("INTEGER");

        private final String sql;

        Type(String sql) {
            this.sql = sql;
        }
    }

    private final Path file;
    private final Path folder;
    private final List<Type> types;
    private final DuckDBConnection duck;
    private final DuckDBAppender appender;

    /**
     * Begins a file.
     *
     * @param file ends in {@code .parquet}, {@code .csv} or {@code .csv.gz}
     * @param columns what the columns hold, by name, in their order
     * @throws IllegalArgumentException if the name of the file ends otherwise
     * @throws IOException if the folder cannot be written to
     */
    public LargeTableWriter(Path file, Map<String, Type> columns) throws IOException {
        format(file);
        this.file = file.toAbsolutePath();
        this.types = List.copyOf(new ArrayList<>(new LinkedHashMap<>(columns).values()));
        Path parent = this.file.getParent();
        Files.createDirectories(parent);
        this.folder = Files.createTempDirectory(parent, "." + this.file.getFileName() + ".");
        try {
            Properties settings = new Properties();
            settings.setProperty("memory_limit", "512MB");
            settings.setProperty("threads", "2");
            settings.setProperty("temp_directory", folder.toString());
            this.duck = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("rows.db"), settings)
                    .unwrap(DuckDBConnection.class);
            execute("CREATE TABLE rows ("
                    + columns.entrySet().stream()
                            .map(column -> DuckDb.identifier(column.getKey()) + ' ' + column.getValue().sql)
                            .collect(Collectors.joining(", "))
                    + ")");
            this.appender = duck.createAppender("rows");
        } catch (SQLException e) {
            delete();
            throw failed(e);
        }
    }

    private static String format(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".parquet")) {
            return "FORMAT parquet, COMPRESSION zstd";
        }
        if (name.endsWith(".csv.gz")) {
            return "FORMAT csv, HEADER, COMPRESSION gzip";
        }
        if (name.endsWith(".csv")) {
            return "FORMAT csv, HEADER";
        }
        throw new IllegalArgumentException(
                "'" + file + "' is to be written as what? End its name in .parquet, .csv.gz or .csv.");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = duck.createStatement()) {
            statement.execute(sql);
        }
    }

    private IOException failed(SQLException e) {
        return new IOException(file + " cannot be written: " + DuckDb.firstLines(e), e);
    }

    /**
     * Appends rows.
     *
     * @param rows how many
     * @param columns the columns in their order, each at least as long
     * @throws IOException if they cannot be written
     */
    public void append(int rows, double[][] columns) throws IOException {
        try {
            for (int i = 0; i < rows; i++) {
                appender.beginRow();
                for (int j = 0; j < columns.length; j++) {
                    if (types.get(j) == Type.WHOLE) {
                        appender.append((int) columns[j][i]);
                    } else {
                        appender.append(columns[j][i]);
                    }
                }
                appender.endRow();
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /**
     * Writes the file.
     *
     * @param label what a Parquet file is to say of itself, under the key {@code assay}
     * @throws IOException if it cannot be written
     */
    public void finish(String label) throws IOException {
        String options = format(file);
        if (options.contains("parquet")) {
            options += ", KV_METADATA {assay: " + DuckDb.literal(label) + "}";
        }
        Path part = folder.resolve("part");
        try {
            appender.close();
            execute("COPY rows TO " + DuckDb.literal(part.toString()) + " (" + options + ")");
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            duck.close();
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            delete();
        }
    }

    private void delete() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path one : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        }
    }
}
