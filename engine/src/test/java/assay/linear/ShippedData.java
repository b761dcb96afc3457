package assay.linear;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** Data sets that the module of data ships, read from its sources. */
final class ShippedData {

    private final Map<String, List<String>> columns = new LinkedHashMap<>();

    private ShippedData(String file) {
        Path path = Path.of("../datasets/src/main/resources/assay/data", file);
        assumeTrue(Files.exists(path), () -> "skipped: " + path + " is not there");
        try (InputStream raw = Files.newInputStream(path);
                InputStream in = file.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<String> lines = reader.lines().toList();
            String[] names = lines.get(0).replace("\"", "").split(",", -1);
            for (int j = 0; j < names.length; j++) {
                List<String> values = new ArrayList<>();
                for (String line : lines.subList(1, lines.size())) {
                    values.add(line.replace("\"", "").split(",", -1)[j]);
                }
                columns.put(names[j], values);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ShippedData of(String file) {
        return new ShippedData(file);
    }

    double[] numbers(String name) {
        return texts(name).stream().mapToDouble(Double::parseDouble).toArray();
    }

    int[] clusters(String name) {
        List<String> texts = texts(name);
        List<String> levels = texts.stream().distinct().toList();
        return texts.stream().mapToInt(levels::indexOf).toArray();
    }

    private List<String> texts(String name) {
        return Objects.requireNonNull(columns.get(name), name);
    }
}
