package assay.data;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder for what a database cannot hold in memory. No two databases share one; it goes when the database is closed, and what a process
 * that was killed left behind goes when the next one begins.
 *
 * @param folder where the database may write; it creates it when it needs to
 */
record Spill(Path folder) implements AutoCloseable {

    private static final AtomicLong COUNT = new AtomicLong();
    private static final Pattern NAME = Pattern.compile("assay-scan-(\\d{1,18})-\\d+");

    static Spill create() {
        return create(Path.of(System.getProperty("java.io.tmpdir")));
    }

    static Spill create(Path parent) {
        long number = COUNT.getAndIncrement();
        if (number == 0) {
            deleteOrphans(parent);
        }
        return new Spill(parent.resolve("assay-scan-" + ProcessHandle.current().pid() + "-" + number));
    }

    /** Deletes folders of processes that are no more. */
    static void deleteOrphans(Path parent) {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, "assay-scan-*")) {
            for (Path one : found) {
                Matcher name = NAME.matcher(String.valueOf(one.getFileName()));
                if (name.matches()
                        && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
                    delete(one);
                }
            }
        } catch (IOException e) {
            // Somebody else's folder, or none that can be listed: nothing depends on it.
            return;
        }
    }

    private static void delete(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepest = files.sorted(Comparator.reverseOrder()).toList();
            for (Path one : deepest) {
                Files.deleteIfExists(one);
            }
        } catch (IOException e) {
            folder.toFile().deleteOnExit();
        }
    }

    @Override
    public void close() {
        delete(folder);
    }
}
