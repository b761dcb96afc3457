package assay.cli;

import assay.harness.Certifier;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the project lies: certificates, chapters and the content of the site are files in it. */
final class Home {

    private Home() {}

    static String version() {
        return Certifier.VERSION;
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
