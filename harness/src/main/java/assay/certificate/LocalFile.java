package assay.certificate;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A local certificate as it is stored: a certificate, and the table that it is about under {@code local}.
 *
 * @param certificate the certificate
 * @param source the table
 */
public record LocalFile(Certificate certificate, LocalSource source) {

    private static final String KEY = "local";

    /**
     * The text of the file.
     *
     * @return canonical JSON
     */
    public String text() {
        JsonObject tree = Json.GSON.toJsonTree(certificate).getAsJsonObject();
        tree.add(KEY, Json.GSON.toJsonTree(source));
        return Json.write(tree);
    }

    /**
     * Reads a certificate.
     *
     * @param file the file
     * @return empty if it is one of the catalogue
     * @throws IllegalArgumentException if the file is no certificate
     */
    public static Optional<LocalFile> parse(Path file) {
        Certificate certificate = CertificateFiles.parse(file);
        try {
            JsonElement local = JsonParser.parseString(Files.readString(file))
                    .getAsJsonObject()
                    .get(KEY);
            return Optional.ofNullable(local)
                    .map(tree -> new LocalFile(certificate, Json.GSON.fromJson(tree, LocalSource.class)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    file.getFileName() + " does not tell what table it is about: " + e.getMessage(), e);
        }
    }

    /**
     * The local certificates of a folder.
     *
     * @param folder the folder
     * @return sorted by name of the file
     * @throws IllegalArgumentException if a file is no certificate
     */
    public static List<LocalFile> readAll(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().contains("-on-"))
                    .filter(f -> f.getFileName().toString().endsWith(".json"))
                    .sorted()
                    .flatMap(f -> parse(f).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }
}
