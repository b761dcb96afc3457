package assay.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Lists, copies and removes files in a fixed order. */
final class Folders {

    private Folders() {}

    /** The files of a folder with an ending, by name; none if there is no such folder. */
    static List<Path> files(Path folder, String ending) {
        return children(folder).stream()
                .filter(Files::isRegularFile)
                .filter(path -> path.getFileName().toString().endsWith(ending))
                .toList();
    }

    static List<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.sorted(Comparator.comparing(path -> path.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            throw new SiteException("Cannot list " + folder + ": " + e.getMessage(), e);
        }
    }

    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new SiteException("Cannot delete " + folder + ": " + e.getMessage(), e);
        }
    }
}
