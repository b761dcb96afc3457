package assay.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;

/**
 * The folder of files that were downloaded or taken over, each with a {@code .sha256} beside it in the format of
 * {@code sha256sum}.
 *
 * @param folder created when it is first written to
 */
record Cache(Path folder) {

    /** {@code ASSAY_CACHE}, or {@code assay} in {@code XDG_CACHE_HOME}, or {@code .cache/assay} in the home folder. */
    static Cache of(Map<String, String> environment, String home) {
        String own = environment.getOrDefault("ASSAY_CACHE", "");
        if (!own.isBlank()) {
            return new Cache(Path.of(own));
        }
        String shared = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path caches = shared.isBlank() ? Path.of(home, ".cache") : Path.of(shared);
        return new Cache(caches.resolve("assay"));
    }

    /** The stored file of a card, whatever its kind. */
    Optional<Path> find(Card card) {
        for (FileKind kind : FileKind.values()) {
            Path file = file(card, kind);
            if (Files.isRegularFile(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /** Where a download collects. */
    Path part(Card card) throws IOException {
        Files.createDirectories(folder);
        return folder.resolve(card.file() + ".part");
    }

    /** Where a file is copied to before it is verified; no two processes share it. */
    Path temporary(Card card) throws IOException {
        Files.createDirectories(folder);
        return Files.createTempFile(folder, card.name() + "-", ".tmp");
    }

    /** Stores a verified file in one step and its checksum beside it; an older file of the card goes. */
    Path store(Card card, Path verified, String sha256) throws IOException {
        FileKind kind = FileKind.of(card.name(), () -> Files.newInputStream(verified));
        Path file = file(card, kind);
        for (FileKind other : FileKind.values()) {
            Files.deleteIfExists(checksum(file(card, other)));
            if (other != kind) {
                Files.deleteIfExists(file(card, other));
            }
        }
        try {
            Files.move(verified, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(verified, file, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.writeString(checksum(file), sha256 + "  " + file.getFileName() + "\n", StandardCharsets.UTF_8);
        return file;
    }

    /**
     * Checks a stored file against the checksum that was recorded when it was verified.
     *
     * @return whether there is such a record
     * @throws DataException if the file has changed since
     */
    boolean check(Card card, Path file) throws IOException {
        Path checksum = checksum(file);
        if (!Files.exists(checksum)) {
            return false;
        }
        String recorded =
                Files.readString(checksum, StandardCharsets.UTF_8).strip().split("\\s+", 2)[0];
        String seen = Sha256.of(() -> Files.newInputStream(file));
        if (!recorded.equals(seen)) {
            throw new DataException(
                    DataProblem.VERIFICATION_FAILED,
                    file + " has changed since it was verified: its SHA-256 is " + seen + " and not " + recorded
                            + ". Delete it and run: assay data get " + card.name());
        }
        return true;
    }

    private Path file(Card card, FileKind kind) {
        return folder.resolve(card.name() + "." + kind.extension());
    }

    private static Path checksum(Path file) {
        return file.resolveSibling(file.getFileName() + ".sha256");
    }
}
