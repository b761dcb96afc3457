package assay.notebook;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** The class path of the running JVM, entry by entry, as a compiler needs it. */
public final class ClassPath {

    private ClassPath() {}

    /**
     * The entries of the running JVM. A jar that only points to others, as test runners make to shorten a command line,
     * is followed to them.
     *
     * @return files and directories that exist, in order, absolute
     */
    public static List<String> current() {
        Set<String> found = new LinkedHashSet<>();
        for (String property : List.of("java.class.path", "surefire.test.class.path")) {
            for (String entry : split(System.getProperty(property, ""))) {
                add(Path.of(entry).toAbsolutePath().normalize(), found);
            }
        }
        return new ArrayList<>(found);
    }

    /**
     * Splits a list of entries at the separator of the platform.
     *
     * @param entries the list, possibly empty
     * @return the entries without the empty ones
     */
    public static List<String> split(String entries) {
        List<String> all = new ArrayList<>();
        for (String entry : entries.split(java.util.regex.Pattern.quote(File.pathSeparator), -1)) {
            if (!entry.isBlank()) {
                all.add(entry);
            }
        }
        return all;
    }

    private static void add(Path entry, Set<String> found) {
        if (!Files.exists(entry)
                || !found.add(entry.toString())
                || !entry.toString().endsWith(".jar")) {
            return;
        }
        for (URI referred : manifestEntries(entry)) {
            if ("file".equals(referred.getScheme())) {
                add(Path.of(referred).normalize(), found);
            }
        }
    }

    private static List<URI> manifestEntries(Path jar) {
        List<URI> referred = new ArrayList<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            String value =
                    manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            if (value != null) {
                for (String each : value.trim().split("\\s+", -1)) {
                    referred.add(jar.toUri().resolve(each));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + jar + " on the class path", e);
        }
        return referred;
    }
}
