package assay.certificate;

import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder of certificates, one file a method, and the book of all attempts.
 *
 * @param folder the folder
 */
public record CertificateFiles(Path folder) {

    private static final String BOOK = "book.json";

    /**
     * The text of a certificate.
     *
     * @param certificate the certificate
     * @return canonical JSON
     */
    public static String text(Certificate certificate) {
        return Json.write(certificate);
    }

    /**
     * Reads the certificate of a method.
     *
     * @param method name of the method
     * @return empty if there is none
     * @throws IllegalArgumentException if the file is not a certificate
     */
    public Optional<Certificate> read(String method) {
        Path file = file(method);
        return Files.exists(file) ? Optional.of(parse(file, Certificate.class)) : Optional.empty();
    }

    /**
     * Reads all certificates.
     *
     * @return sorted by method
     * @throws IllegalArgumentException if a file is not a certificate
     */
    public List<Certificate> readAll() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().endsWith(".json"))
                    .filter(f -> !f.getFileName().toString().equals(BOOK))
                    .sorted()
                    .map(f -> parse(f, Certificate.class))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }

    /**
     * Writes a certificate, all of it or nothing.
     *
     * @param certificate the certificate
     * @return the file
     */
    public Path write(Certificate certificate) {
        Path file = file(certificate.method());
        replace(file, text(certificate));
        return file;
    }

    /**
     * The attempts so far.
     *
     * @return in order
     * @throws IllegalArgumentException if the book cannot be read
     */
    public List<BookEntry> book() {
        Path file = folder.resolve(BOOK);
        return Files.exists(file) ? List.of(parse(file, BookEntry[].class)) : List.of();
    }

    /**
     * Adds an attempt to the book. An attempt that repeats the last one of its method, code, claims and verdict on the
     * same replicates adds nothing: it is the same evidence.
     *
     * @param certificate the outcome of the attempt
     * @param date its day, ISO 8601
     */
    public void append(Certificate certificate, String date) {
        List<BookEntry> entries = new ArrayList<>(book());
        BookEntry entry = new BookEntry(
                entries.size() + 1,
                certificate.method(),
                certificate.provenance().codeDigest(),
                certificate.provenance().specDigest(),
                certificate.verdict(),
                certificate.replicates(),
                date);
        boolean repeated = entries.stream().anyMatch(e -> same(e, entry));
        if (!repeated) {
            entries.add(entry);
            replace(folder.resolve(BOOK), Json.write(entries));
        }
    }

    private static boolean same(BookEntry a, BookEntry b) {
        return a.method().equals(b.method())
                && a.codeDigest().equals(b.codeDigest())
                && a.specDigest().equals(b.specDigest())
                && a.verdict() == b.verdict()
                && a.replicates() == b.replicates();
    }

    private Path file(String method) {
        return folder.resolve(method + ".json");
    }

    private static <T> T parse(Path file, Class<T> type) {
        try {
            T value = Json.GSON.fromJson(Files.readString(file), type);
            if (value == null) {
                throw new IllegalArgumentException(file.getFileName() + " is empty");
            }
            return value;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        } catch (JsonParseException | NullPointerException e) {
            throw new IllegalArgumentException(file.getFileName() + " is not a certificate: " + e.getMessage(), e);
        }
    }

    private static void replace(Path file, String text) {
        try {
            Path absolute = file.toAbsolutePath();
            Files.createDirectories(absolute.getParent());
            Path partial = absolute.resolveSibling(absolute.getFileName() + ".part");
            Files.write(partial, text.getBytes(StandardCharsets.UTF_8));
            Files.move(partial, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
