package assay;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Numeric CSV files of the shared data directory; tests that need it are skipped where it is absent. */
public final class SharedData {

    private SharedData() {}

    /** The numeric columns of a file, by name; NaN where R wrote NA. */
    public static Function<String, double[]> csv(String file) {
        String given = System.getenv("ASSAY_DATA");
        String root = System.getenv("ASSAY_ROOT");
        Path directory = given != null ? Path.of(given) : Path.of(root == null ? "." : root, "../shared/data");
        Path path = directory.resolve(file);
        assumeTrue(Files.exists(path), () -> "skipped: " + file + " is not in " + directory + "; set ASSAY_DATA");
        try {
            List<String> lines = Files.readAllLines(path);
            String[] names = lines.get(0).replace("\"", "").split(",", -1);
            Map<String, double[]> out = new LinkedHashMap<>();
            for (int j = 0; j < names.length; j++) {
                double[] values = new double[lines.size() - 1];
                for (int i = 0; i < values.length; i++) {
                    String field = lines.get(i + 1).split(",", -1)[j];
                    values[i] = field.equals("NA") || field.isEmpty() ? Double.NaN : Double.parseDouble(field);
                }
                out.put(names[j], values);
            }
            return name -> Objects.requireNonNull(out.get(name), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
