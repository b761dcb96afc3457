package assay.cli;

import assay.certificate.CertificateFiles;
import assay.harness.Book;
import assay.harness.Catalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The book as it was last read, kept until a file of its folder changes. To open it is to digest the code of every certified method,
 * and publishing the guide asks for it once for each of them.
 */
final class KeptBook {

    private record Kept(Path folder, List<String> files, Book book) {}

    private static volatile @Nullable Kept last;

    private KeptBook() {}

    /** The book of a folder of certificates, as the folder is now. */
    static Book of(CertificateFiles certificates) {
        Path folder = certificates.folder().toAbsolutePath();
        List<String> files = files(folder);
        Kept kept = last;
        if (kept == null || !kept.folder.equals(folder) || !kept.files.equals(files)) {
            kept = new Kept(folder, files, Book.of(certificates));
            last = kept;
        }
        return kept.book;
    }

    /** Whether the badge of a method stands: told by the book, which is opened only where no file tells what it said. */
    static boolean stands(CertificateFiles certificates, String method) {
        Path folder = certificates.folder();
        Kept kept = last;
        boolean open = kept != null && kept.folder.equals(folder.toAbsolutePath());
        if (open || !folder.equals(Home.certificates())) {
            return of(certificates).stands(method);
        }
        StandingFile standing = new StandingFile(Home.root().resolve("harness/target/standing"));
        Optional<Path> file = standing.file(folder);
        Optional<Set<String>> known = file.flatMap(StandingFile::read);
        if (known.isPresent()) {
            return known.get().contains(method);
        }
        Book book = of(certificates);
        file.ifPresent(path -> standing.write(path, book, Catalog.names()));
        return book.stands(method);
    }

    private static List<String> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().map(KeptBook::stamp).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String stamp(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return file.getFileName() + " " + now.size() + " " + now.lastModifiedTime();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
