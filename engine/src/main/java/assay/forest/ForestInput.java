package assay.forest;

import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The body of a forest file. Whatever is read is checked: a length never asks for more than the file has, so that no file makes the
 * program run out of memory, and what is out of range is refused by {@link #refuse}.
 */
public final class ForestInput {

    private static final String REMEDY = "It was not written by Assay as it is: fit the forest again and save it.";

    private final Path file;
    private final DataInputStream in;
    private long remaining;

    ForestInput(Path file, InputStream in, long length) {
        this.file = file;
        this.in = new DataInputStream(in);
        this.remaining = length;
    }

    /**
     * An error about what was read.
     *
     * @param what what is impossible, without the file
     * @return the exception to throw
     */
    public ForestFileException refuse(String what) {
        return new ForestFileException(file, "holds what no forest can be: " + what + ".", REMEDY);
    }

    private void take(long bytes) {
        if (bytes > remaining) {
            throw refuse("a value goes beyond its end");
        }
        remaining -= bytes;
    }

    /**
     * A byte.
     *
     * @return from -128 to 127
     * @throws IOException if the file cannot be read
     */
    public byte readByte() throws IOException {
        take(Byte.BYTES);
        return in.readByte();
    }

    /**
     * An integer.
     *
     * @return any
     * @throws IOException if the file cannot be read
     */
    public int readInt() throws IOException {
        take(Integer.BYTES);
        return in.readInt();
    }

    /**
     * A long integer.
     *
     * @return any
     * @throws IOException if the file cannot be read
     */
    public long readLong() throws IOException {
        take(Long.BYTES);
        return in.readLong();
    }

    /**
     * A number.
     *
     * @return any, NaN too
     * @throws IOException if the file cannot be read
     */
    public double readDouble() throws IOException {
        take(Double.BYTES);
        return in.readDouble();
    }

    /**
     * An integer in a range.
     *
     * @param what what it is
     * @param least the least that it can be
     * @param most the most that it can be
     * @return within the range
     * @throws IOException if the file cannot be read
     */
    public int readInt(String what, int least, int most) throws IOException {
        int value = readInt();
        if (value < least || value > most) {
            throw refuse(what + " is " + value + ", not from " + least + " to " + most);
        }
        return value;
    }

    /**
     * How many elements follow.
     *
     * @param what what they are, in the plural
     * @param bytes the least number of bytes that each takes, at least 1
     * @return not negative, and not more than can follow
     * @throws IOException if the file cannot be read
     */
    public int readCount(String what, int bytes) throws IOException {
        int count = readInt();
        if (count < 0 || (long) count * bytes > remaining) {
            throw refuse(count + " " + what + ", more than it has room for");
        }
        return count;
    }

    /**
     * Some bytes.
     *
     * @param count how many
     * @return a new array
     * @throws IOException if the file cannot be read
     */
    public byte[] readBytes(int count) throws IOException {
        take(count);
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("the file became shorter while it was read");
        }
        return bytes;
    }

    /**
     * Some numbers.
     *
     * @param count how many
     * @return a new array
     * @throws IOException if the file cannot be read
     */
    public double[] readDoubles(int count) throws IOException {
        if ((long) count * Double.BYTES > remaining) {
            throw refuse("values that go beyond its end");
        }
        double[] values = new double[count];
        ByteBuffer.wrap(readBytes(Math.multiplyExact(count, Double.BYTES)))
                .asDoubleBuffer()
                .get(values);
        return values;
    }

    /**
     * A text.
     *
     * @return as {@link #writeText} wrote it
     * @throws IOException if the file cannot be read
     */
    public String readText() throws IOException {
        return new String(readBytes(readCount("bytes of a text", 1)), StandardCharsets.UTF_8);
    }

    /**
     * Writes a text of any length, unlike {@link DataOutput#writeUTF}.
     *
     * @param out where to
     * @param text the text
     * @throws IOException if that fails
     */
    public static void writeText(DataOutput out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    void end() {
        if (remaining > 0) {
            throw refuse(remaining + " bytes after its end");
        }
    }
}
