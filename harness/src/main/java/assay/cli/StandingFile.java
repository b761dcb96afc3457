package assay.cli;

import assay.certificate.Sha256;
import assay.harness.Book;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The names of the methods whose badge stands, kept on disk for the next call of the command line: to find them is to digest the code
 * of every certified method. The name of the file is the digest of all that it follows from, the jars of the project and the
 * certificates, so that a file for other code or other certificates is never read.
 */
final class StandingFile {

    private static final String JARS = "assay-";

    private final Path folder;

    /**
     * @param folder where the files are kept; it is made when it is needed
     */
    StandingFile(Path folder) {
        this.folder = folder;
    }

    /** The file that belongs to the code that runs and to these certificates; empty if the code does not run from jars. */
    Optional<Path> file(Path certificates) {
        List<Path> jars = Stream.of(System.getProperty("java.class.path", "").split(File.pathSeparator))
                .map(Path::of)
                .filter(path -> path.getFileName() != null
                        && path.getFileName().toString().startsWith(JARS)
                        && Files.isRegularFile(path))
                .toList();
        return jars.isEmpty() ? Optional.empty() : Optional.of(file(jars, certificates));
    }

    /** The file that belongs to these jars and certificates. */
    Path file(List<Path> jars, Path certificates) {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(certificates)) {
            Stream.concat(jars.stream().sorted(), files.sorted())
                    .filter(Files::isRegularFile)
                    .forEach(path -> all.append(path.getFileName())
                            .append(' ')
                            .append(digest(path))
                            .append('\n'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder.resolve(
                HexFormat.of().formatHex(Sha256.of(all.toString().getBytes(StandardCharsets.UTF_8))) + ".txt");
    }

    private static String digest(Path file) {
        try {
            return HexFormat.of().formatHex(Sha256.of(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of a file that is there. */
    static Optional<Set<String>> read(Path file) {
        try {
            return Files.isRegularFile(file)
                    ? Optional.of(new HashSet<>(Files.readAllLines(file, StandardCharsets.UTF_8)))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Writes the names, and removes what was kept for other code. A folder that cannot be written is no harm: the next call is slow. */
    void write(Path file, Book book, List<String> methods) {
        List<String> standing = methods.stream().filter(book::stands).toList();
        try {
            Files.createDirectories(folder);
            Path made = Files.createTempFile(folder, "standing", ".tmp");
            Files.write(made, standing, StandardCharsets.UTF_8);
            Files.move(made, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            try (Stream<Path> old = Files.list(folder)) {
                for (Path other : old.filter(
                                path -> !path.equals(file) && path.toString().endsWith(".txt"))
                        .toList()) {
                    Files.deleteIfExists(other);
                }
            }
        } catch (IOException e) {
            return;
        }
    }
}
