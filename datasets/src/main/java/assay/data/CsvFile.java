package assay.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Delimited text, read twice: once to find what every column holds, once to keep it. */
final class CsvFile {

    private final String name;
    private final Content text;
    private final char delimiter;
    private final List<String> header;

    private CsvFile(String name, Content text, char delimiter, List<String> header) {
        this.name = name;
        this.text = text;
        this.delimiter = delimiter;
        this.header = header;
    }

    /** Reads the header. */
    static CsvFile open(String name, Content text) throws IOException {
        char delimiter = Dialect.delimiter(text);
        CsvFile bare = new CsvFile(name, text, delimiter, List.of());
        List<String> header = new ArrayList<>();
        bare.scan(
                row -> {
                    for (String field : row) {
                        header.add(field.isBlank() ? "column_" + (header.size() + 1) : field.strip());
                    }
                },
                1);
        if (header.isEmpty()) {
            throw new DataException(DataProblem.FILE_EMPTY, name + " has only blank lines: no header and no rows.");
        }
        requireDistinct(name, header);
        return new CsvFile(name, text, delimiter, List.copyOf(header));
    }

    char delimiter() {
        return delimiter;
    }

    List<String> header() {
        return header;
    }

    /** The table. */
    Table table(String title) throws IOException {
        ColumnKind[] kinds = kinds();
        List<Column<?>> columns = new ArrayList<>();
        for (int j = 0; j < kinds.length; j++) {
            columns.add(kinds[j].column(header.get(j)));
        }
        rows(row -> {
            for (int j = 0; j < kinds.length; j++) {
                kinds[j].append(columns.get(j), row.get(j).strip());
            }
        });
        return Table.create(title, columns);
    }

    private ColumnKind[] kinds() throws IOException {
        @Nullable ColumnKind[] found = new @Nullable ColumnKind[header.size()];
        int[] count = {0};
        rows(row -> {
            count[0]++;
            for (int j = 0; j < found.length; j++) {
                String field = row.get(j).strip();
                if (found[j] != ColumnKind.TEXT && !Numbers.isMissing(field)) {
                    ColumnKind kind = ColumnKind.of(field);
                    ColumnKind before = found[j];
                    found[j] = before == null ? kind : before.with(kind);
                }
            }
        });
        if (count[0] == 0) {
            throw headerOnly(name);
        }
        ColumnKind[] kinds = new ColumnKind[found.length];
        for (int j = 0; j < kinds.length; j++) {
            ColumnKind kind = found[j];
            kinds[j] = kind == null ? ColumnKind.DOUBLE : kind; // nothing but missing values
        }
        return kinds;
    }

    static DataException headerOnly(String name) {
        return new DataException(DataProblem.FILE_EMPTY, name + " has a header but no rows.");
    }

    /** Visits every row below the header; all have the width of the header. */
    private void rows(Consumer<CSVRecord> visitor) throws IOException {
        boolean[] below = {false};
        scan(
                row -> {
                    if (below[0]) {
                        visitor.accept(row);
                    }
                    below[0] = true;
                },
                Long.MAX_VALUE);
    }

    /**
     * Visits rows. Blank lines are skipped, save within a single column, where one between two rows is a missing value.
     */
    private void scan(Consumer<CSVRecord> visitor, long atMost) throws IOException {
        List<CSVRecord> blanks = new ArrayList<>();
        long line = 1;
        long seen = 0;
        try (Reader reader = reader();
                CSVParser parser = Dialect.format(delimiter).parse(reader)) {
            Iterator<CSVRecord> rows = parser.iterator();
            while (seen < atMost && rows.hasNext()) {
                CSVRecord row = rows.next();
                if (!Dialect.isBlank(row)) {
                    blanks.forEach(visitor);
                    blanks.clear();
                    requireWidth(row, line);
                    visitor.accept(row);
                    seen++;
                } else if (seen > 0 && header.size() == 1) {
                    blanks.add(row);
                }
                line = parser.getCurrentLineNumber() + 1;
            }
        } catch (CharacterCodingException e) {
            throw notUtf8(line, e);
        } catch (UncheckedIOException e) {
            throw e.getCause() instanceof CharacterCodingException ? notUtf8(line, e) : badQuote(line, e);
        }
    }

    private void requireWidth(CSVRecord row, long line) {
        if (!header.isEmpty() && row.size() != header.size()) {
            throw new DataException(
                    DataProblem.FILE_FORMAT,
                    String.format(
                            Locale.ROOT,
                            "%s, line %d: %d fields where the header has %d. Put text that contains the delimiter '%s' in"
                                    + " double quotes.",
                            name,
                            line,
                            row.size(),
                            header.size(),
                            delimiter == '\t' ? "tab" : String.valueOf(delimiter)));
        }
    }

    private DataException notUtf8(long line, Exception cause) {
        return new DataException(
                DataProblem.FILE_FORMAT,
                name + " is not UTF-8 text (at or after line " + line + "). Save it as UTF-8.",
                cause);
    }

    private DataException badQuote(long line, UncheckedIOException cause) {
        String problem = String.valueOf(cause.getMessage()).contains("EOF")
                ? ": a double quote opens a field and none closes it."
                : ": text follows the double quote that closes a field. Double a quote inside quoted text.";
        return new DataException(DataProblem.FILE_FORMAT, name + ", row that begins at line " + line + problem, cause);
    }

    private Reader reader() throws IOException {
        InputStream in = text.open();
        PushbackInputStream start = new PushbackInputStream(in, 3);
        byte[] mark = start.readNBytes(3);
        boolean isMark = mark.length == 3 && mark[0] == (byte) 0xef && mark[1] == (byte) 0xbb && mark[2] == (byte) 0xbf;
        if (!isMark) {
            start.unread(mark);
        }
        return new InputStreamReader(start, StandardCharsets.UTF_8.newDecoder());
    }

    /** Tablesaw finds columns without regard to case, so names that differ only in case are duplicates too. */
    static void requireDistinct(String name, List<String> header) {
        TreeMap<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String column : header) {
            byName.computeIfAbsent(column, c -> new ArrayList<>()).add(column);
        }
        List<String> repeated = new ArrayList<>();
        byName.values().stream().filter(same -> same.size() > 1).forEach(same -> repeated.add(describe(same)));
        if (!repeated.isEmpty()) {
            throw new DataException(
                    DataProblem.DUPLICATE_COLUMN,
                    name + " has columns with the same name: " + String.join("; ", repeated)
                            + ". Names must differ in more than case: rename or remove one of each.");
        }
    }

    private static String describe(List<String> same) {
        String first = same.get(0);
        return Collections.frequency(same, first) == same.size()
                ? first + " (" + same.size() + " times)"
                : String.join(", ", same);
    }
}
