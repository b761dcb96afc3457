package assay.mediation;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.Column;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A CSV file of the shared data directory with text in some columns, quoted fields included. */
final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    Table(String file) {
        String given = System.getenv("ASSAY_DATA");
        String root = System.getenv("ASSAY_ROOT");
        Path directory = given != null ? Path.of(given) : Path.of(root == null ? "." : root, "../shared/data");
        Path path = directory.resolve(file);
        assumeTrue(Files.exists(path), () -> "skipped: " + file + " is not in " + directory + "; set ASSAY_DATA");
        try {
            for (String line : Files.readAllLines(path)) {
                rows.add(fields(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }

    private int at(String name) {
        return rows.get(0).indexOf(name);
    }

    double[] numbers(String name) {
        int at = at(name);
        return rows.stream()
                .skip(1)
                .mapToDouble(row -> Double.parseDouble(row.get(at)))
                .toArray();
    }

    /** Levels in alphabetical order, as R has them. */
    Column levels(String name) {
        int at = at(name);
        List<String> levels = rows.stream()
                .skip(1)
                .map(row -> row.get(at))
                .distinct()
                .sorted()
                .toList();
        int[] codes = rows.stream()
                .skip(1)
                .mapToInt(row -> levels.indexOf(row.get(at)))
                .toArray();
        return new Column.Categorical(name, codes, levels);
    }
}
