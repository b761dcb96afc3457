package assay.data;

import assay.EstimationException;
import assay.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that is scanned, with columns that must be numbers. Of CSV the header alone is looked at: columns are typed as they are read.
 *
 * @param name as people call it
 * @param from what to select from
 * @param types the types of the columns by name, in their order
 * @param isText whether it is CSV
 */
record ScanFile(String name, String from, Map<String, String> types, boolean isText) {

    private static final Pattern LINE = Pattern.compile("CSV Error on Line: (\\d+)");
    private static final Pattern BAD_NUMBER = Pattern.compile(
            "CSV Error on Line: (\\d+).*?when converting column \"(.*?)\". Could not convert string \"(.*?)\"",
            Pattern.DOTALL);
    private static final Pattern WIDTH = Pattern.compile("Expected Number of Columns: (\\d+) Found: (\\d+)");

    /**
     * Looks at a file.
     *
     * @throws DataException if there is no such file or column, or it is damaged
     * @throws EstimationException if a column of a Parquet file that must be numbers holds something else
     */
    static ScanFile open(Path path, Set<String> numbers) {
        TableFiles.requireFile(path);
        String name = path.toString();
        try {
            FileKind kind = FileKind.of(name, () -> Files.newInputStream(path));
            ScanFile file = kind == FileKind.PARQUET ? parquet(name, path) : csv(name, path, kind, numbers);
            for (String column : numbers) {
                file.require(column);
                file.requireNumber(column);
            }
            return file;
        } catch (IOException e) {
            throw TableFiles.unreadable(name, e);
        }
    }

    private static ScanFile parquet(String name, Path path) {
        String from = DuckDb.parquet(path);
        Map<String, String> types = new LinkedHashMap<>();
        List<String> columns = new ArrayList<>();
        try (ScanDatabase duck = ScanDatabase.sums(1, 128);
                ResultSet empty = duck.query("SELECT * FROM " + from + " LIMIT 0")) {
            ResultSetMetaData found = empty.getMetaData();
            for (int j = 1; j <= found.getColumnCount(); j++) {
                columns.add(found.getColumnName(j));
                types.put(found.getColumnName(j), found.getColumnTypeName(j));
            }
        } catch (SQLException e) {
            throw damaged(name, e);
        }
        CsvFile.requireDistinct(name, columns);
        return new ScanFile(name, from, types, false);
    }

    private static ScanFile csv(String name, Path path, FileKind kind, Set<String> numbers) throws IOException {
        CsvFile text = CsvFile.open(name, kind.text(() -> Files.newInputStream(path)));
        Map<String, String> types = new LinkedHashMap<>();
        List<String> typed = new ArrayList<>();
        for (String column : text.header()) {
            String type = numbers.contains(column) ? "DOUBLE" : "VARCHAR";
            types.put(column, type);
            typed.add(DuckDb.literal(column) + ": '" + type + "'");
        }
        String from = DuckDb.csv(
                path, kind, text.delimiter(), "auto_detect=false, columns={" + String.join(", ", typed) + "}");
        return new ScanFile(name, from, types, true);
    }

    /** Refuses a column that is not there. */
    void require(String column) {
        if (!types.containsKey(column)) {
            throw new DataException(
                    DataProblem.UNKNOWN_COLUMN,
                    "There is no column '" + column + "' in " + name + "." + Nearest.question(column, types.keySet())
                            + " The columns are " + String.join(", ", types.keySet()) + ".");
        }
    }

    private void requireNumber(String column) {
        String type = type(column);
        if (type.startsWith("VARCHAR")
                || type.startsWith("DATE")
                || type.startsWith("TIME")
                || ParquetType.isNested(type)) {
            throw new EstimationException(
                    Problem.NOT_NUMERIC,
                    "Column '" + column + "' holds " + type.toLowerCase(Locale.ROOT) + ", not numbers.",
                    "Choose a numeric column or recode it to numbers.");
        }
    }

    String type(String column) {
        return types.getOrDefault(column, "");
    }

    /** Data that are not what they seem, as far as DuckDB says. */
    DataException failure(Exception e) {
        String message = String.valueOf(e.getMessage());
        if (!isText) {
            return damaged(name, e);
        }
        Matcher number = BAD_NUMBER.matcher(message);
        if (number.find()) {
            return new DataException(
                    DataProblem.COLUMN_TYPE,
                    name + ", line " + number.group(1) + ": '" + number.group(3) + "' in column '" + number.group(2)
                            + "' is not a number. Correct the value, leave the line out, or name another column.",
                    e);
        }
        Matcher line = LINE.matcher(message);
        Matcher width = WIDTH.matcher(message);
        if (line.find() && width.find()) {
            return new DataException(
                    DataProblem.FILE_FORMAT,
                    name + ", line " + line.group(1) + ": " + width.group(2) + " fields where the header has "
                            + width.group(1)
                            + ". The line is damaged, or text that contains the delimiter is not quoted.",
                    e);
        }
        if (message.contains("GZIP") || message.contains("gzip")) {
            return new DataException(
                    DataProblem.FILE_FORMAT,
                    name + " is damaged or cut short: gzip cannot unpack it. Fetch or copy it again.",
                    e);
        }
        return new DataException(DataProblem.FILE_FORMAT, name + " cannot be read as CSV: " + DuckDb.firstLines(e), e);
    }

    private static DataException damaged(String name, Exception e) {
        String message = String.valueOf(e.getMessage());
        String what = message.contains("magic bytes") || message.contains("too small")
                ? " cannot be read as Parquet: it is cut short, as its last part, which lists the columns, is missing."
                : " cannot be read as Parquet: it is damaged (" + DuckDb.firstLines(e) + ").";
        return new DataException(DataProblem.FILE_FORMAT, name + what + " Copy or export it again.", e);
    }
}
