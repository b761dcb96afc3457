package assay.data;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import tech.tablesaw.api.Table;

/**
 * Tables from a person's own files: CSV with comma, tab, semicolon or pipe, in UTF-8 with or without byte-order mark,
 * plain or gzipped, and Parquet. What a file is, its content says, not its name.
 *
 * <p>An empty field and {@code NA} are missing; spaces around a value are no part of it. A column is numeric only when every other value of it is a number;
 * {@code Inf} is an infinite number and {@code NaN} a missing one. A column with any text is text throughout: no value is
 * lost, no date, boolean or category is guessed.
 */
public final class TableFiles {

    /** Above this size of uncompressed text, in bytes, DuckDB reads it. */
    private static final long LARGE = 50_000_000;

    private static final int GZIP_RATIO = 5;

    private TableFiles() {}

    /**
     * Reads a file.
     *
     * @param file CSV (also gzipped) or Parquet
     * @return the table in the order of the file, named after it
     * @throws DataException if there is no such file (the nearest name in its folder is suggested), it has no rows, two
     *     columns share a name, a row has more or fewer fields than the header (its line is named), a quote is not closed,
     *     or the content is no table
     */
    public static Table read(Path file) {
        return read(file, Set.of());
    }

    /**
     * Reads columns of a file. A large file is read for these alone; a small one whole.
     *
     * @param file CSV (also gzipped) or Parquet
     * @param columns the columns that are needed, as they are named in the file; all if empty
     * @return the table in the order of the file, named after it, with at least these columns
     * @throws DataException as {@link #read(Path)}, or if a column of a large file is not there, is nested, or is a decimal
     *     with more digits than a number keeps
     */
    public static Table read(Path file, Set<String> columns) {
        requireFile(file);
        String name = file.toString();
        String title = title(file);
        Content content = () -> Files.newInputStream(file);
        try {
            FileKind kind = FileKind.of(name, content);
            if (kind == FileKind.PARQUET) {
                return DuckTable.parquet(name, title, file, columns);
            }
            long size = Files.size(file) * (kind == FileKind.GZIPPED_TEXT ? GZIP_RATIO : 1);
            return size > LARGE
                    ? DuckTable.csv(name, title, file, kind, columns)
                    : CsvFile.open(name, kind.text(content)).table(title);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /** Reads delimited text from anywhere. */
    static Table read(String name, String title, Content content) {
        try {
            return CsvFile.open(name, FileKind.of(name, content).text(content)).table(title);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /** A file that cannot be unpacked or read. */
    static DataException unreadable(String name, IOException e) {
        String why = e instanceof EOFException || e instanceof ZipException
                ? " is damaged or cut short: gzip cannot unpack it."
                : " cannot be read: " + e;
        return new DataException(DataProblem.FILE_FORMAT, name + why, e);
    }

    /** Refuses a path that is no file. */
    static void requireFile(Path file) {
        if (Files.isDirectory(file)) {
            throw new DataException(
                    DataProblem.FILE_MISSING, file + " is a directory. Name one CSV or Parquet file in it.");
        }
        if (!Files.exists(file)) {
            throw new DataException(DataProblem.FILE_MISSING, "There is no file " + file + "." + suggestion(file));
        }
        if (!Files.isReadable(file)) {
            throw new DataException(DataProblem.FILE_MISSING, file + " exists but its permissions forbid reading it.");
        }
    }

    private static String suggestion(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        Path last = file.getFileName();
        if (folder == null || last == null) {
            return "";
        }
        if (!Files.isDirectory(folder)) {
            return " Its folder does not exist either.";
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = files.filter(Files::isRegularFile)
                    .map(path -> String.valueOf(path.getFileName()))
                    .sorted()
                    .toList();
            return Nearest.question(last.toString(), names);
        } catch (IOException e) {
            return "";
        }
    }

    private static String title(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.replaceFirst("(?i)\\.(csv|tsv|txt|parquet)?(\\.gz)?$", "");
    }
}
