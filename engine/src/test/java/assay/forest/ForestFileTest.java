package assay.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.random.Philox;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForestFileTest {

    private static final int FLIPS = 500;

    @TempDir
    Path folder;

    private record Content(String text, List<Double> numbers) {}

    private static final Content CONTENT = new Content("für alle", List.of(1.5, Double.NaN, -0.0));

    private Path written() throws IOException {
        Path file = folder.resolve("deep/er/small.forest");
        ForestFile.write(file, out -> {
            ForestInput.writeText(out, CONTENT.text);
            out.writeInt(CONTENT.numbers.size());
            for (double number : CONTENT.numbers) {
                out.writeDouble(number);
            }
        });
        return file;
    }

    private static Content read(Path file) throws IOException {
        return ForestFile.read(file, in -> {
            String text = in.readText();
            Double[] numbers = new Double[in.readCount("numbers", Double.BYTES)];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = in.readDouble();
            }
            return new Content(text, Arrays.asList(numbers));
        });
    }

    private void refused(byte[] bytes, String... said) throws IOException {
        Path file = Files.write(folder.resolve("other.forest"), bytes);
        assertThatThrownBy(() -> read(file))
                .as("%s bytes", bytes.length)
                .isInstanceOf(ForestFileException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContainingAll(said);
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Path file = written();
        assertThat(read(file)).isEqualTo(CONTENT);
        assertThat(read(written())).isEqualTo(CONTENT);
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).as("no temporary file is left").containsExactly(file);
        }
    }

    @Test
    void aBodyThatFailsLeavesTheFileAsItWas() throws IOException {
        Path file = written();
        assertThatThrownBy(() -> ForestFile.write(file, out -> {
                    out.writeInt(7);
                    throw new IOException("the disk is full");
                }))
                .hasMessage("the disk is full");
        assertThat(read(file)).isEqualTo(CONTENT);
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void everyTruncationIsFound() throws IOException {
        byte[] bytes = Files.readAllBytes(written());
        for (int length = 0; length < bytes.length; length++) {
            refused(Arrays.copyOf(bytes, length), " ");
        }
        refused(Arrays.copyOf(bytes, bytes.length - 1), "cut off", "Copy it again");
        refused(Arrays.copyOf(bytes, bytes.length + 1), "where its header says " + bytes.length);
    }

    @Test
    void everyFlippedBitIsFound() throws IOException {
        byte[] bytes = Files.readAllBytes(written());
        Philox random = new Philox(8, 0, 0);
        for (int i = 0; i < FLIPS; i++) {
            byte[] flipped = bytes.clone();
            int at = random.nextInt(bytes.length);
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            refused(flipped, " ");
        }
    }

    @Test
    void otherFilesAndOtherVersionsSaySo() throws IOException {
        byte[] bytes = Files.readAllBytes(written());
        refused("y,t,x\n1,0,3\n".getBytes(java.nio.charset.StandardCharsets.UTF_8), "is not a forest");
        refused(new byte[0], "is not a forest");
        byte[] asText = bytes.clone();
        asText[0] = '?';
        refused(asText, "copying as text");
        byte[] newer = bytes.clone();
        ByteBuffer header = ByteBuffer.wrap(newer);
        header.putInt(8, ForestFile.VERSION + 1);
        CRC32 crc = new CRC32();
        crc.update(newer, 0, ForestFile.HEADER - Integer.BYTES);
        header.putInt(ForestFile.HEADER - Integer.BYTES, (int) crc.getValue());
        refused(newer, "format version 2", "reads version 1", "fit the forest again");
        assertThatThrownBy(() -> read(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aBodyThatLiesIsRefusedWithoutUsingUpMemory() throws IOException {
        Path file = folder.resolve("lie.forest");
        ForestFile.write(file, out -> out.writeInt(Integer.MAX_VALUE));
        assertThatThrownBy(() -> ForestFile.read(file, ForestInput::readText))
                .isInstanceOf(ForestFileException.class)
                .hasMessageContaining("2147483647 bytes of a text");
        assertThatThrownBy(() -> ForestFile.read(file, ForestInput::readLong))
                .isInstanceOf(ForestFileException.class)
                .hasMessageContaining("beyond its end");
        assertThatThrownBy(() -> ForestFile.read(file, in -> in.readInt("trees", 1, 9)))
                .isInstanceOf(ForestFileException.class)
                .hasMessageContaining("trees is 2147483647, not from 1 to 9");
        assertThatThrownBy(() -> ForestFile.read(file, ForestInput::readByte))
                .isInstanceOf(ForestFileException.class)
                .hasMessageContaining("3 bytes after its end");
        assertThat(ForestFile.<Integer>read(file, ForestInput::readInt)).isEqualTo(Integer.MAX_VALUE);
    }
}
