package assay.certificate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that a kill at any moment leaves as they were or as they should be. */
final class AtomicFile {

    /** A file lock belongs to the whole process; its threads need one of their own. */
    private static final Object THREADS = new Object();

    private AtomicFile() {}

    /** Writes all of a file or nothing. */
    static void replace(Path file, String text) {
        try {
            Path absolute = file.toAbsolutePath();
            Path folder = Files.createDirectories(absolute.getParent());
            Path partial = folder.resolve(
                    "." + absolute.getFileName() + "." + ProcessHandle.current().pid() + ".part");
            try (FileChannel channel = FileChannel.open(
                    partial,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(partial, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** Runs a task while no other thread and no other process holds the lock. */
    static void locked(Path lock, Runnable task) {
        synchronized (THREADS) {
            try {
                Files.createDirectories(lock.toAbsolutePath().getParent());
                try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        FileLock held = channel.lock()) {
                    if (held.isValid()) {
                        task.run();
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot lock " + lock, e);
            }
        }
    }
}
