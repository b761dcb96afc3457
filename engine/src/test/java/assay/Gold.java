package assay;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reference values beside the shared data directory; tests that need them are skipped where they are absent. */
public final class Gold {

    private Gold() {}

    /** A file of reference values. */
    public static JsonObject read(String file) {
        String given = System.getenv("ASSAY_DATA");
        String root = System.getenv("ASSAY_ROOT");
        Path data = given != null ? Path.of(given) : Path.of(root == null ? "." : root, "../shared/data");
        Path path = data.resolveSibling("gold").resolve(file);
        assumeTrue(Files.exists(path), () -> "skipped: there is no " + path + "; set ASSAY_DATA to the data beside it");
        try {
            return JsonParser.parseString(Files.readString(path)).getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
