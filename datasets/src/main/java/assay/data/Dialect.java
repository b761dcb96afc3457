package assay.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Which character separates the fields of a file: the one under which the rows agree best with the header. */
final class Dialect {

    private static final char[] CANDIDATES = {',', '\t', ';', '|'};
    private static final int SAMPLE = 65_536;

    private Dialect() {}

    /** The delimiter; a comma when no candidate divides the header, which then has one column. */
    static char delimiter(Content text) throws IOException {
        byte[] head;
        try (InputStream in = text.open()) {
            head = in.readNBytes(SAMPLE);
        }
        String sample = new String(head, StandardCharsets.UTF_8);
        char best = ',';
        double agreement = -1;
        int width = 1;
        for (char candidate : CANDIDATES) {
            List<Integer> widths = widths(sample, candidate);
            if (head.length == SAMPLE && widths.size() > 1) {
                widths.remove(widths.size() - 1); // cut off
            }
            int header = widths.isEmpty() ? 0 : widths.get(0);
            if (header < 2) {
                continue;
            }
            double share = widths.stream().filter(w -> w == header).count() / (double) widths.size();
            if (share > agreement || (share == agreement && header > width)) {
                best = candidate;
                agreement = share;
                width = header;
            }
        }
        return best;
    }

    /** How all files are parsed: RFC 4180 with any delimiter and without spaces around fields. */
    static CSVFormat format(char delimiter) {
        return CSVFormat.RFC4180
                .builder()
                .setDelimiter(delimiter)
                .setIgnoreEmptyLines(false)
                .setIgnoreSurroundingSpaces(true)
                .get();
    }

    private static List<Integer> widths(String sample, char delimiter) throws IOException {
        List<Integer> widths = new ArrayList<>();
        try (CSVParser parser = CSVParser.parse(sample, format(delimiter))) {
            for (CSVRecord row : parser) {
                if (!isBlank(row)) {
                    widths.add(row.size());
                }
            }
        } catch (UncheckedIOException e) {
            // A quote out of place: the rows so far decide, and reading the whole file names the line.
            return widths;
        }
        return widths;
    }

    /** Whether a row is an empty line. */
    static boolean isBlank(CSVRecord row) {
        return row.size() == 1 && row.get(0).isEmpty();
    }
}
