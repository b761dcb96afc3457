package assay.certificate;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of certificates, one file a method, and the book of all attempts.
 *
 * @param folder the folder
 */
public record CertificateFiles(Path folder) {

    /** A file that is there and does not hold what it must hold. */
    public static final class Unreadable extends IllegalArgumentException {

        private static final long serialVersionUID = 1;

        Unreadable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

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
     * The digest of all that a certificate says, but for the clock: two runs of the same code have the same.
     *
     * @param certificate the certificate
     * @return SHA-256 of its text without start, wall and processor time
     */
    public static String digest(Certificate certificate) {
        return Sha256.hex(
                text(certificate.withProvenance(certificate.provenance().withoutClock())));
    }

    /**
     * Reads a certificate from any file.
     *
     * @param file the file
     * @return the certificate
     * @throws IllegalArgumentException if the file is not a certificate
     */
    public static Certificate parse(Path file) {
        return parse(file, Certificate.class);
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
        return Files.exists(file) ? Optional.of(certificate(file)) : Optional.empty();
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
                    .map(CertificateFiles::certificate)
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
        AtomicFile.replace(file, text(certificate));
        return file;
    }

    /**
     * The attempts so far.
     *
     * @return in order
     * @throws IllegalArgumentException if the book cannot be read
     */
    public Ledger ledger() {
        Path file = folder.resolve(BOOK);
        return new Ledger(Files.exists(file) ? List.of(parse(file, BookEntry[].class)) : List.of());
    }

    /**
     * Why the book cannot be read.
     *
     * @return the reason in words, empty if it can be read or there is none
     */
    public Optional<String> unreadable() {
        try {
            ledger();
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The lines of the ledger.
     *
     * @return in order
     * @throws IllegalArgumentException if the book cannot be read
     */
    public List<BookEntry> book() {
        return ledger().entries();
    }

    /**
     * Adds an attempt to the book, or the continuation of one. The outcome that the last line of the method holds adds
     * nothing: it is the same evidence. Processes that add at the same time wait for each other.
     *
     * @param certificate the outcome of the attempt, which is written first: if a run is cut short between the two, the
     *     next run adds the line
     * @param date its day, ISO 8601
     */
    public void append(Certificate certificate, String date) {
        AtomicFile.locked(folder.resolve(".book.lock"), () -> {
            Ledger before = ledger();
            Ledger after = before.append(certificate, date);
            if (after.entries().size() > before.entries().size()) {
                AtomicFile.replace(folder.resolve(BOOK), Json.write(Json.lines(after.entries())));
            }
        });
    }

    private Path file(String method) {
        return folder.resolve(method + ".json");
    }

    /** A certificate goes by the name of its method: under another name it would speak for that one. */
    private static Certificate certificate(Path file) {
        Certificate certificate = parse(file, Certificate.class);
        if (!file.getFileName().toString().equals(certificate.method() + ".json")) {
            throw new Unreadable(
                    file.getFileName() + " is not a certificate: it holds that of " + certificate.method()
                            + ", which belongs in " + certificate.method() + ".json",
                    null);
        }
        return certificate;
    }

    private static <T> T parse(Path file, Class<T> type) {
        try {
            T value = Json.GSON.fromJson(completed(JsonParser.parseString(Files.readString(file))), type);
            if (value == null) {
                throw new IllegalArgumentException(file.getFileName() + " is empty");
            }
            return value;
        } catch (RuntimeException | CharacterCodingException e) {
            String what = type == BookEntry[].class ? " is not a book: " : " is not a certificate: ";
            throw new Unreadable(file.getFileName() + what + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Certificates of the first schema lack lists, which are empty then, and knew no claims but those of counts. */
    private static JsonElement completed(JsonElement tree) {
        if (tree instanceof JsonObject certificate && certificate.has("cells")) {
            addMissing(certificate, "families");
            for (JsonElement cell : certificate.getAsJsonArray("cells")) {
                addMissing(cell.getAsJsonObject(), "explanations");
            }
            completeClaims(certificate);
        }
        return tree;
    }

    private static void completeClaims(JsonElement at) {
        if (at instanceof JsonObject object) {
            if (object.has("refute_epsilon") && !object.has("kind")) {
                object.addProperty("kind", ScoreKind.BERNOULLI.name());
                object.add("stop_epsilon", object.get("epsilon"));
            }
            object.asMap().values().forEach(CertificateFiles::completeClaims);
        } else if (at instanceof JsonArray array) {
            array.forEach(CertificateFiles::completeClaims);
        }
    }

    private static void addMissing(JsonObject object, String list) {
        if (!object.has(list)) {
            object.add(list, new JsonArray());
        }
    }
}
