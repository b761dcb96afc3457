package assay.forest;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Files that hold a forest whole or are refused. A file begins with a header that no version changes: eight bytes that say what it
 * is (as those of PNG do, they also tell a file that was copied as text), the version of what follows, its length, and a CRC32 of
 * these. The body follows, and a SHA-256 of body and header ends it. Everything is big-endian. Nothing of a body is read before length
 * and checksum have been found right; what is read then is checked as if it came from anybody.
 */
public final class ForestFile {

    /** The version of the format that is written, and the only one that is read. */
    public static final int VERSION = 1;

    static final int HEADER = 24;
    static final int DIGEST = 32;

    private static final long MAGIC = 0x8941_5346_0D0A_1A0AL;
    private static final int NAME_BYTES = 4;
    private static final String AGAIN = "Copy it again from where it was written, or fit the forest again and save it.";

    private ForestFile() {}

    /** Writes a body. */
    @FunctionalInterface
    public interface Body {
        /**
         * Writes all of it.
         *
         * @param out where to
         * @throws IOException if that fails
         */
        void write(DataOutputStream out) throws IOException;
    }

    /**
     * Reads a body.
     *
     * @param <T> what it is made into
     */
    @FunctionalInterface
    public interface Reading<T> {
        /**
         * Reads all of it.
         *
         * @param in where from
         * @return what was read
         * @throws IOException if that fails
         */
        T read(ForestInput in) throws IOException;
    }

    /**
     * Writes a file whole or not at all: a temporary file beside it takes its place when it is complete and on the disk.
     *
     * @param file the file, replaced if there is one
     * @param body its body
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, Body body) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path parent = absolute.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Path partial = absolute.resolveSibling(
                "." + absolute.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            try (FileChannel channel = FileChannel.open(
                    partial,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                fill(channel, body);
                channel.force(true);
            }
            Files.move(partial, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private static void fill(FileChannel channel, Body body) throws IOException {
        MessageDigest digest = sha256();
        channel.position(HEADER);
        OutputStream raw = Channels.newOutputStream(channel);
        DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(new DigestOutputStream(raw, digest), 1 << 16));
        body.write(out);
        out.flush();
        byte[] header = header(channel.position() + DIGEST);
        raw.write(digest.digest(header));
        channel.write(ByteBuffer.wrap(header), 0);
    }

    private static byte[] header(long length) {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        header.putLong(MAGIC).putInt(VERSION).putLong(length);
        header.putInt(crc(header.array()));
        return header.array();
    }

    private static int crc(byte[] header) {
        CRC32 crc = new CRC32();
        crc.update(header, 0, HEADER - Integer.BYTES);
        return (int) crc.getValue();
    }

    /**
     * Reads a file.
     *
     * @param file the file
     * @param body reads its body to the end
     * @param <T> what it is made into
     * @return what was read
     * @throws ForestFileException if it is not such a file, of another version, incomplete or damaged
     * @throws IOException if it cannot be read at all
     */
    public static <T> T read(Path file, Reading<T> body) throws IOException {
        long length = check(file);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            in.skipNBytes(HEADER);
            ForestInput input = new ForestInput(file, in, length - HEADER - DIGEST);
            T read = body.read(input);
            input.end();
            return read;
        }
    }

    private static long check(Path file) throws IOException {
        long size = Files.size(file);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] header = in.readNBytes(HEADER);
            requireMagic(file, header);
            if (header.length < HEADER) {
                throw new ForestFileException(file, "is cut off after " + size + " bytes, inside its header.", AGAIN);
            }
            ByteBuffer fields = ByteBuffer.wrap(header);
            int version = fields.getInt(8);
            long length = fields.getLong(12);
            if (crc(header) != fields.getInt(HEADER - Integer.BYTES)) {
                throw new ForestFileException(file, "is damaged in its header.", AGAIN);
            }
            if (version != VERSION) {
                throw new ForestFileException(
                        file,
                        "is of format version " + version + ", and this version of Assay reads version " + VERSION
                                + " only.",
                        "Read it with the version that wrote it, or fit the forest again and save it.");
            }
            if (size < length) {
                throw new ForestFileException(
                        file, "is cut off: it holds " + size + " of " + length + " bytes.", AGAIN);
            }
            if (size > length || length < HEADER + DIGEST) {
                throw new ForestFileException(
                        file, "holds " + size + " bytes where its header says " + length + ".", AGAIN);
            }
            if (!Arrays.equals(digest(in, header, length - HEADER - DIGEST), in.readNBytes(DIGEST))) {
                throw new ForestFileException(file, "is damaged: its checksum is not that of its content.", AGAIN);
            }
            return length;
        }
    }

    private static void requireMagic(Path file, byte[] header) {
        byte[] magic = ByteBuffer.allocate(Long.BYTES).putLong(MAGIC).array();
        int length = Math.min(header.length, Long.BYTES);
        if (header.length > 0 && Arrays.equals(header, 0, length, magic, 0, length)) {
            return;
        }
        if (header.length > NAME_BYTES && Arrays.equals(header, 1, NAME_BYTES, magic, 1, NAME_BYTES)) {
            throw new ForestFileException(file, "is damaged in its first bytes, as copying as text does.", AGAIN);
        }
        throw new ForestFileException(
                file, "is not a forest that Assay has written.", "Name a file written by assay cate --save.");
    }

    private static byte[] digest(InputStream in, byte[] header, long length) throws IOException {
        MessageDigest digest = sha256();
        byte[] block = new byte[1 << 16];
        for (long left = length; left > 0; ) {
            int read = in.read(block, 0, (int) Math.min(block.length, left));
            if (read < 0) {
                break;
            }
            digest.update(block, 0, read);
            left -= read;
        }
        return digest.digest(header);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
