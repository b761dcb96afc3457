package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that belong together are there together, whatever kills the program. */
class AtomicFolderTest {

    private static final int FILES = 6;

    @TempDir
    Path folder;

    private static Map<String, String> version(int number) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("head.json", Integer.toString(number));
        for (int i = 1; i < FILES; i++) {
            files.put("file" + i, Integer.toString(number));
        }
        return files;
    }

    /** Writes version after version until it is killed. */
    public static void main(String[] args) throws IOException {
        AtomicFolder folder = new AtomicFolder(Path.of(args[0]), "head.json");
        folder.recover();
        for (int number = Integer.parseInt(args[1]); ; number++) {
            folder.write(version(number));
        }
    }

    private static void assertWhole(Path out) throws IOException {
        String head = Files.readString(out.resolve("head.json"), StandardCharsets.UTF_8);
        for (int i = 1; i < FILES; i++) {
            assertThat(Files.readString(out.resolve("file" + i), StandardCharsets.UTF_8))
                    .isEqualTo(head);
        }
        try (Stream<Path> all = Files.list(out)) {
            assertThat(all).hasSize(FILES);
        }
    }

    @Test
    void aKilledWriterLeavesOneVersion() throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        for (int round = 0; round < 4; round++) {
            Process writer = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            AtomicFolderTest.class.getName(),
                            out.toString(),
                            Integer.toString(1_000_000 * (round + 1)))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            while (writer.isAlive() && !Files.exists(out.resolve("head.json"))) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            TimeUnit.MILLISECONDS.sleep(37L * (round + 1));
            writer.destroyForcibly().waitFor();
            // Where the head stands, all files are of its version, even before anything is recovered.
            if (Files.exists(out.resolve("head.json")) && !Files.exists(out.resolve(".complete"))) {
                String head = Files.readString(out.resolve("head.json"), StandardCharsets.UTF_8);
                for (int i = 1; i < FILES; i++) {
                    assertThat(Files.readString(out.resolve("file" + i), StandardCharsets.UTF_8))
                            .isEqualTo(head);
                }
            }
            new AtomicFolder(out, "head.json").recover();
            assertWhole(out);
        }
    }

    @Test
    void whatWasDeclaredCompleteIsCompleted() throws IOException {
        Path out = folder.resolve("half");
        AtomicFolder atomic = new AtomicFolder(out, "head.json");
        atomic.write(version(1));
        // Killed after the declaration, with the head gone and one file moved.
        Path complete = Files.createDirectory(out.resolve(".complete"));
        for (Map.Entry<String, String> file : version(2).entrySet()) {
            Files.writeString(complete.resolve(file.getKey()), file.getValue(), StandardCharsets.UTF_8);
        }
        Files.delete(out.resolve("head.json"));
        Files.move(complete.resolve("file1"), out.resolve("file1"), StandardCopyOption.REPLACE_EXISTING);
        atomic.recover();
        assertWhole(out);
        assertThat(out.resolve("head.json")).hasContent("2");
    }

    @Test
    void whatWasNotDeclaredIsCleared() throws IOException {
        Path out = folder.resolve("part");
        AtomicFolder atomic = new AtomicFolder(out, "head.json");
        atomic.write(version(1));
        Path part = Files.createDirectory(out.resolve(".part-999999999"));
        Files.writeString(part.resolve("file1"), "2", StandardCharsets.UTF_8);
        atomic.recover();
        assertWhole(out);
        assertThat(out.resolve("head.json")).hasContent("1");
    }
}
