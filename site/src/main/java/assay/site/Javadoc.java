package assay.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Javadoc of the engine, where it was made: a folder named javadoc beside the catalogue.
 *
 * @param folder the folder, null if there is none
 * @param paths of its files, within the site
 */
record Javadoc(@Nullable Path folder, Set<String> paths) {

    private static final String NAME = "javadoc";

    static Javadoc beside(Path catalogue) {
        Path folder = catalogue.resolveSibling(NAME);
        if (!Files.isRegularFile(folder.resolve("index.html"))) {
            return new Javadoc(null, Set.of());
        }
        Set<String> paths = new TreeSet<>();
        for (Path file : files(folder)) {
            paths.add(NAME + "/" + folder.relativize(file).toString().replace('\\', '/'));
        }
        return new Javadoc(folder, paths);
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files by their paths within the site. */
    Map<String, byte[]> files() {
        Map<String, byte[]> files = new TreeMap<>();
        if (folder == null) {
            return files;
        }
        for (String path : paths) {
            Path file = folder.resolve(path.substring(NAME.length() + 1));
            try {
                files.put(path, Files.readAllBytes(file));
            } catch (IOException e) {
                throw new SiteException("Cannot read " + file + ": " + e.getMessage(), e);
            }
        }
        return files;
    }

    /** The page of a class by its full name. */
    Optional<String> page(String className) {
        String path = NAME + "/" + className.replace('.', '/').replace('$', '.') + ".html";
        return paths.contains(path) ? Optional.of(path) : Optional.empty();
    }
}
