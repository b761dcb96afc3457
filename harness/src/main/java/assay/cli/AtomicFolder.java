package assay.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Files that are written to a folder together, whatever kills the program on the way. They are made whole and forced to the disk in a
 * hidden folder, which one rename declares to be complete; then they are moved into place. Of these files one is the head: it is the
 * first to go and the last to come, so that where it stands, all others are of the same writing. A program that is killed after the
 * declaration leaves the rest of the moves to the next one.
 *
 * <p>Other files of the folder are left alone. A folder that does not exist yet appears by one rename with all files in it.
 *
 * @param folder where the files go
 * @param head the file without which the others mean nothing
 */
record AtomicFolder(Path folder, String head) {

    private static final String COMPLETE = ".complete";
    private static final String PARTIAL = ".part-";

    /** Writes files by their names. */
    void write(Map<String, String> files) throws IOException {
        Path target = folder.toAbsolutePath();
        Path parent = target.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("name a folder below the root, not " + folder);
        }
        Files.createDirectories(parent);
        long own = ProcessHandle.current().pid();
        if (!Files.exists(target)) {
            Path partial = parent.resolve("." + target.getFileName() + PARTIAL + own);
            delete(partial);
            fill(partial, files);
            try {
                Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
                return;
            } catch (IOException e) {
                // Somebody has made the folder meanwhile.
                delete(partial);
            }
        }
        recover();
        Path partial = target.resolve(PARTIAL + own);
        delete(partial);
        fill(partial, files);
        Files.move(partial, target.resolve(COMPLETE), StandardCopyOption.ATOMIC_MOVE);
        recover();
    }

    /** Ends what a killed program has declared to be complete, and clears what one has not. */
    void recover() throws IOException {
        Path complete = folder.toAbsolutePath().resolve(COMPLETE);
        if (Files.isDirectory(complete)) {
            if (Files.exists(complete.resolve(head))) {
                Files.deleteIfExists(folder.resolve(head));
            }
            for (Path file : list(complete)) {
                if (!file.getFileName().toString().equals(head)) {
                    move(file);
                }
            }
            if (Files.exists(complete.resolve(head))) {
                move(complete.resolve(head));
            }
            Files.delete(complete);
        }
        if (Files.isDirectory(folder)) {
            for (Path left : list(folder)) {
                if (isLeft(left.getFileName().toString())) {
                    delete(left);
                }
            }
        }
    }

    /** A folder of a program that is no more. */
    private static boolean isLeft(String name) {
        if (!name.startsWith(PARTIAL)) {
            return false;
        }
        try {
            return ProcessHandle.of(Long.parseLong(name.substring(PARTIAL.length())))
                    .isEmpty();
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private void move(Path file) throws IOException {
        Files.move(
                file,
                folder.toAbsolutePath().resolve(file.getFileName()),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static void fill(Path partial, Map<String, String> files) throws IOException {
        Files.createDirectories(partial);
        for (Map.Entry<String, String> file : files.entrySet()) {
            try (FileChannel channel = FileChannel.open(
                    partial.resolve(file.getKey()), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(file.getValue().getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        }
    }

    static void delete(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> entries = Files.walk(directory)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }
}
