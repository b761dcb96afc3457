package assay.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A file as DuckDB sees it: an expression to select from and the columns that it has. */
final class DuckFile {

    private static final String AS_TEXT = "all_varchar=true";

    private final String name;
    private final String from;
    private final List<String> columns;
    private final List<String> inFile;
    private final List<String> types;

    private DuckFile(String name, String from, List<String> columns, List<String> inFile, List<String> types) {
        this.name = name;
        this.from = from;
        this.columns = List.copyOf(columns);
        this.inFile = List.copyOf(inFile);
        this.types = List.copyOf(types);
    }

    /**
     * Looks at the columns of a file.
     *
     * @throws DataException if there is no such file, it is damaged, or two columns share a name
     */
    static DuckFile open(Path file) {
        TableFiles.requireFile(file);
        String name = file.toString();
        try {
            FileKind kind = FileKind.of(name, () -> Files.newInputStream(file));
            return kind == FileKind.PARQUET ? parquet(name, file) : csv(name, file, kind);
        } catch (IOException e) {
            throw TableFiles.unreadable(name, e);
        }
    }

    static DuckFile parquet(String name, Path file) {
        String from = DuckDb.parquet(file);
        List<String> names = new ArrayList<>();
        List<String> types = new ArrayList<>();
        try (DuckDb duck = DuckDb.repeatable();
                ResultSet empty = duck.query("SELECT * FROM " + from + " LIMIT 0")) {
            ResultSetMetaData found = empty.getMetaData();
            for (int j = 1; j <= found.getColumnCount(); j++) {
                names.add(found.getColumnName(j));
                types.add(found.getColumnTypeName(j));
            }
        } catch (SQLException e) {
            throw damaged(name, e);
        }
        CsvFile.requireDistinct(name, names);
        return new DuckFile(name, from, names, names, types);
    }

    static DuckFile csv(String name, Path file, FileKind kind) throws IOException {
        CsvFile text = CsvFile.open(name, kind.text(() -> Files.newInputStream(file)));
        List<String> header = text.header();
        String from = DuckDb.csv(file, kind, text.delimiter(), AS_TEXT);
        try (DuckDb duck = DuckDb.repeatable()) {
            List<String> names = duck.columns(from);
            if (header.size() != names.size()) {
                throw new DataException(
                        DataProblem.FILE_FORMAT,
                        name + ": the header has " + header.size() + " fields and the rows have " + names.size() + ".");
            }
            return new DuckFile(name, from, header, names, List.of());
        } catch (SQLException e) {
            throw notCsv(name, e);
        }
    }

    /** Data that are not what they seem, as far as DuckDB says. */
    DataException failure(Exception e) {
        if (String.valueOf(e.getMessage()).contains(ColumnReader.BEYOND)) {
            return new DataException(
                    DataProblem.COLUMN_TYPE,
                    "A column of " + name + " that is used as numbers cannot be: " + ColumnReader.BEYOND
                            + ". Write it as text if it is an identifier.",
                    e);
        }
        return isText() ? notCsv(name, e) : damaged(name, e);
    }

    private static DataException notCsv(String name, Exception e) {
        return new DataException(DataProblem.FILE_FORMAT, name + " cannot be read as CSV: " + DuckDb.firstLines(e), e);
    }

    private static DataException damaged(String name, Exception e) {
        String message = DuckDb.firstLines(e);
        if (message.contains("Conversion Error")) {
            return new DataException(
                    DataProblem.COLUMN_TYPE,
                    name + " holds a value that a number here cannot keep (" + message
                            + "). Write its column as text if it is an identifier.",
                    e);
        }
        String what = message.contains("magic bytes")
                ? " cannot be read as Parquet: it is cut short, as its last part, which lists the columns, is missing."
                : " cannot be read as Parquet: it is damaged"
                        + (message.contains("Invalid result set") ? "." : " (" + message + ").");
        return new DataException(DataProblem.FILE_FORMAT, name + what + " Copy or export it again.", e);
    }

    String name() {
        return name;
    }

    /** What to select from. */
    String from() {
        return from;
    }

    /** The names of the columns as people see them. */
    List<String> columns() {
        return columns;
    }

    /** Whether all values are text yet. */
    boolean isText() {
        return types.isEmpty();
    }

    /** The place of a column. */
    int indexOf(String column) {
        int at = columns.indexOf(column);
        if (at < 0) {
            throw new DataException(
                    DataProblem.UNKNOWN_COLUMN,
                    "There is no column '" + column + "' in " + name + "." + Nearest.question(column, columns)
                            + " The columns are " + String.join(", ", columns) + ".");
        }
        return at;
    }

    /** The type of a column by its place, in a file that has types. */
    String type(int at) {
        return types.get(at);
    }

    /** The name of a column by its place as DuckDB has it. */
    String inFile(int at) {
        return inFile.get(at);
    }
}
