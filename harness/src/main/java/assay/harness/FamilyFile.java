package assay.harness;

import assay.certificate.FamilyRecord;
import assay.certificate.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * A family that is done, kept until the certificate that carries it is written. The first line says what it is about, what
 * it took and what follows, so that a file that is torn or about something else is not taken.
 *
 * @param file where it lies
 * @param content what the record is a function of
 */
record FamilyFile(Path file, String content) {

    /** The record, and the time that it took is added to what was spent. */
    Optional<FamilyRecord> read(Spent spent) {
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            String[] parts = Files.readString(file).split("\n", 2);
            String[] head = parts[0].split(" ", -1);
            boolean whole = parts.length == 2
                    && head.length == 4
                    && head[0].equals(Sha256.hex(content))
                    && head[1].equals(Sha256.hex(parts[1]));
            if (!whole) {
                return Optional.empty();
            }
            spent.earlier(new Spent.Lap(Long.parseLong(head[2]), Long.parseLong(head[3])));
            return Optional.of(FamilyRecord.parse(parts[1]));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e, e);
        }
    }

    void write(FamilyRecord record, Spent spent) {
        Spent.Lap lap = spent.lap();
        String text = record.json();
        String head = Sha256.hex(content) + ' ' + Sha256.hex(text) + ' ' + lap.wall() + ' ' + lap.cpu();
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path partial = file.resolveSibling(file.getFileName() + ".part");
            Files.writeString(partial, head + '\n' + text);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep a family in " + file + ": " + e, e);
        }
    }
}
