package assay.rounds;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Replaces a file as a whole: the bytes go to a temporary file beside it, are forced to the disk, and the file is moved into place. Whoever
 * reads sees the old bytes or the new ones, whenever the writer is killed.
 */
final class DurableFile {

    /** Nobody watches. */
    static final Consumer<String> UNWATCHED = point -> {};

    private DurableFile() {}

    /**
     * Writes.
     *
     * @param watch is told of each point at which a writer may be killed
     */
    static void write(Path file, byte[] bytes, Consumer<String> watch) throws IOException {
        Path target = file.toAbsolutePath();
        Path folder = Objects.requireNonNull(target.getParent());
        Path temporary = target.resolveSibling(target.getFileName() + ".tmp");
        watch.accept("before");
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            int half = bytes.length / 2;
            put(channel, bytes, 0, half);
            watch.accept("half");
            put(channel, bytes, half, bytes.length);
            watch.accept("written");
            channel.force(true);
        }
        watch.accept("forced");
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
        watch.accept("moved");
        force(folder);
    }

    private static void put(FileChannel channel, byte[] bytes, int from, int to) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, from, to - from);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** Makes a move last; some systems cannot open a folder, and keep it in order by themselves. */
    private static void force(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // The move itself was atomic.
            return;
        }
    }
}
