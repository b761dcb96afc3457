package assay.data.experiment;

import assay.data.DataException;
import assay.data.DataProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that is made beside its place and appears there whole. */
final class PartFolder {

    private final Path place;
    private final Path part;

    private PartFolder(Path place, Path part) {
        this.place = place;
        this.part = part;
    }

    static PartFolder of(Path folder) throws IOException {
        Path place = folder.toAbsolutePath().normalize();
        requireFree(place);
        Path parent = place.getParent();
        if (parent == null) {
            throw new DataException(
                    DataProblem.FILE_FORMAT, "'" + folder + "' is no place for tables. Name a new folder.");
        }
        Files.createDirectories(parent);
        Path part = place.resolveSibling(
                "." + place.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        PartFolder made = new PartFolder(place, part);
        made.remove();
        Files.createDirectory(part);
        return made;
    }

    private static void requireFree(Path place) throws IOException {
        if (!Files.exists(place)) {
            return;
        }
        if (Files.isDirectory(place)) {
            try (Stream<Path> files = Files.list(place)) {
                if (files.findAny().isEmpty()) {
                    return;
                }
            }
        }
        throw new DataException(
                DataProblem.FILE_FORMAT,
                "'" + place
                        + "' exists already, and nothing in it is overwritten. Name a new folder, or remove this one.");
    }

    Path folder() {
        return part;
    }

    void delete(String name) throws IOException {
        delete(part.resolve(name));
        delete(part.resolve(name + ".wal"));
    }

    /** Moves the folder to its place. */
    void publish() throws IOException {
        requireFree(place);
        Files.deleteIfExists(place);
        Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes what was not published. */
    void remove() throws IOException {
        delete(part);
    }

    private static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(path)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.deleteIfExists(file);
        }
    }
}
