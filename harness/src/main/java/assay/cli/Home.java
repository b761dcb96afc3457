package assay.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Where the project lies: certificates, chapters and the content of the site are files in it. */
final class Home {

    private Home() {}

    /** The version of the project that was built. */
    static String version() {
        try (InputStream in = Objects.requireNonNull(Home.class.getResourceAsStream("version.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The root of the checkout: told by the launcher or the build, else the nearest folder above. */
    static Path root() {
        String told = System.getProperty("assay.root", System.getenv("ASSAY_ROOT"));
        if (told != null && !told.isBlank()) {
            return Path.of(told);
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("harness")) && Files.isDirectory(at.resolve("chapters"))) {
                return at;
            }
        }
        throw new UncheckedIOException(
                new java.io.FileNotFoundException("not inside a checkout of Assay: start the command by its launcher"));
    }

    static Path certificates() {
        return root().resolve("harness").resolve("certificates");
    }

    static Path chapters() {
        return root().resolve("chapters");
    }
}
