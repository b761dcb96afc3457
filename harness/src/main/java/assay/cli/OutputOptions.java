package assay.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How and where a command prints its data. */
final class OutputOptions {

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TABLE;

    @Option(names = "--out", paramLabel = "DIR", description = "Write the data to a file in this folder too.")
    private @Nullable Path out;

    Format format() {
        return format;
    }

    /** Prints on standard output and, when asked, writes the same to DIR/name.extension in one move. */
    void print(PrintWriter stdout, PrintWriter stderr, String name, String text) throws IOException {
        stdout.print(text);
        stdout.flush();
        if (out != null) {
            String extension = format == Format.TABLE ? "txt" : format.name().toLowerCase(Locale.ROOT);
            Path file = out.resolve(name + "." + extension);
            write(file, text);
            stderr.println("written: " + file);
        }
    }

    /** When asked for a folder, writes a further file into it. */
    void keep(PrintWriter stderr, String name, String text) throws IOException {
        if (out != null) {
            write(out.resolve(name), text);
            stderr.println("written: " + out.resolve(name));
        }
    }

    static void write(Path file, String text) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path temporary = file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        Files.writeString(temporary, text, StandardCharsets.UTF_8);
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
