package assay.harness;

import assay.certificate.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The batches of one cell in a file that only grows: a header that says what they are about, then one frame a batch, with
 * its length and checksum, written in one go. A process that is killed leaves at most the last frame torn; whatever
 * follows the first frame that is not whole is cut off and computed again.
 */
final class Journal implements BatchLog, AutoCloseable {

    private static final long MAGIC = 0x41535341594a4e4cL;
    private static final int HEADER = Long.BYTES + Integer.BYTES + 32 + Long.BYTES + Integer.BYTES;
    private static final int FRAME = 2 * Integer.BYTES + 2 * Long.BYTES;
    private static final int LARGEST = 1 << 28;

    private final Path file;
    private final FileChannel channel;
    private final Spent spent;
    private long end;
    private boolean growing;
    private int replayed;

    /**
     * Opens a journal, and empties it if it is about something else.
     *
     * @param file where it lies
     * @param content what its batches are a function of
     * @param spent learns what earlier sessions took
     */
    Journal(Path file, String content, Spent spent) {
        this.file = file;
        this.spent = spent;
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            byte[] identity = Sha256.of(content.getBytes(StandardCharsets.UTF_8));
            if (!isAbout(identity)) {
                channel.truncate(0);
                writeAll(header(identity, spent.started()), 0);
            }
        } catch (IOException e) {
            throw failed(e);
        }
        end = HEADER;
    }

    private boolean isAbout(byte[] identity) throws IOException {
        ByteBuffer stored = readAll(0, HEADER);
        if (stored == null) {
            return false;
        }
        Instant started = Instant.ofEpochMilli(stored.getLong(HEADER - Integer.BYTES - Long.BYTES));
        boolean same = stored.equals(header(identity, started));
        if (same) {
            spent.startedBy(started);
        }
        return same;
    }

    private static ByteBuffer header(byte[] identity, Instant started) {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        header.putLong(MAGIC).putInt(BatchFormat.VERSION).put(identity).putLong(started.toEpochMilli());
        header.putInt(checksum(header, 0, HEADER - Integer.BYTES));
        return header.flip();
    }

    /** Replicates that came from the file. */
    int replayed() {
        return replayed;
    }

    @Override
    public boolean replay(int first, boolean[][] wanted, Replicate[] batch) {
        if (growing) {
            return false;
        }
        try {
            ByteBuffer frame = frame();
            if (frame != null && BatchFormat.read(payload(frame), first, wanted, batch)) {
                spent.earlier(new Spent.Lap(frame.getLong(0), frame.getLong(Long.BYTES)));
                end += 2 * Integer.BYTES + frame.capacity();
                replayed += batch.length;
                return true;
            }
            growing = true;
            channel.truncate(end);
            return false;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Times and payload of the next frame; null if it is not whole. */
    private @Nullable ByteBuffer frame() throws IOException {
        ByteBuffer head = readAll(end, 2 * Integer.BYTES);
        if (head == null) {
            return null;
        }
        int length = head.getInt();
        int crc = head.getInt();
        if (length < 2 * Long.BYTES || length > LARGEST) {
            return null;
        }
        ByteBuffer body = readAll(end + 2 * Integer.BYTES, length);
        return body != null && checksum(body, 0, length) == crc ? body : null;
    }

    private static byte[] payload(ByteBuffer frame) {
        byte[] payload = new byte[frame.capacity() - 2 * Long.BYTES];
        frame.get(2 * Long.BYTES, payload);
        return payload;
    }

    @Override
    public void append(int first, boolean[][] wanted, Replicate[] batch) {
        byte[] payload = BatchFormat.write(first, wanted, batch);
        Spent.Lap lap = spent.lap();
        ByteBuffer frame = ByteBuffer.allocate(FRAME + payload.length);
        frame.putInt(2 * Long.BYTES + payload.length).putInt(0);
        frame.putLong(lap.wall()).putLong(lap.cpu()).put(payload);
        frame.putInt(Integer.BYTES, checksum(frame, 2 * Integer.BYTES, frame.capacity()));
        try {
            writeAll(frame.flip(), end);
        } catch (IOException e) {
            throw failed(e);
        }
        end += frame.capacity();
    }

    private void writeAll(ByteBuffer bytes, long from) throws IOException {
        long at = from;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    /** Null if the file ends before. */
    private @Nullable ByteBuffer readAll(long from, int length) throws IOException {
        if (channel.size() - from < length) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, from + bytes.position()) < 0) {
                return null;
            }
        }
        return bytes.flip();
    }

    private static int checksum(ByteBuffer bytes, int from, int to) {
        CRC32 crc = new CRC32();
        crc.update(bytes.slice(from, to - from));
        return (int) crc.getValue();
    }

    private UncheckedIOException failed(IOException cause) {
        return new UncheckedIOException("cannot keep the replicates of a run in " + file + ": " + cause, cause);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw failed(e);
        }
    }
}
