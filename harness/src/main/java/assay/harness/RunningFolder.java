package assay.harness;

import assay.certificate.Certificate;
import assay.certificate.CertificateFiles;
import assay.certificate.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder {@code .running} beside certificates, where a run that may be stopped keeps what it has: the journals of
 * each method under way, and which methods the command has finished. One run at a time holds it.
 */
public final class RunningFolder implements AutoCloseable {

    private static final String NAME = ".running";

    private final Path folder;
    private final FileChannel channel;

    private RunningFolder(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Takes the folder.
     *
     * @param certificates folder of the certificates
     * @return the folder, held until it is closed
     * @throws IllegalArgumentException if another run holds it
     */
    public static RunningFolder open(Path certificates) {
        Path folder = certificates.resolve(NAME);
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new IllegalArgumentException("Another run is certifying into " + certificates
                        + ". Wait until it is done, stop it, or write elsewhere with --out.");
            }
            return new RunningFolder(folder, channel);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write in " + folder + ": " + e, e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /**
     * Where the journals of one piece of work lie.
     *
     * @param work its name
     * @return the folder, which may not exist yet
     */
    public Path folder(String work) {
        return method(work);
    }

    Path method(String method) {
        return folder.resolve(method);
    }

    /**
     * Whether something of a method was kept.
     *
     * @param method name of the method
     * @return true if its run can go on
     */
    public boolean holds(String method) {
        return Files.isDirectory(method(method));
    }

    /**
     * Forgets what was kept of a method, unfinished or finished.
     *
     * @param method name of the method
     */
    public void discard(String method) {
        delete(method(method));
        replaceFinished(finished().stream()
                .filter(line -> !line.startsWith(method + " "))
                .toList());
    }

    /**
     * Notes that a certificate is written, and deletes the journals behind it.
     *
     * @param certificate the certificate
     */
    public void finish(Certificate certificate) {
        List<String> lines = new ArrayList<>(finished());
        lines.add(line(certificate));
        replaceFinished(lines);
        delete(method(certificate.method()));
    }

    /**
     * Whether the command that was stopped had finished a certificate.
     *
     * @param certificate the certificate as it is stored
     * @return true if it was written by that command and is unchanged since
     */
    public boolean finished(Certificate certificate) {
        return finished().contains(line(certificate));
    }

    /** Forgets which methods are finished, as all are. */
    public void complete() {
        try {
            Files.deleteIfExists(list());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + list() + ": " + e, e);
        }
    }

    private static String line(Certificate certificate) {
        return certificate.method() + ' ' + Sha256.hex(CertificateFiles.text(certificate));
    }

    private Path list() {
        return folder.resolve("finished");
    }

    private List<String> finished() {
        try {
            return Files.exists(list()) ? Files.readAllLines(list()) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + list() + ": " + e, e);
        }
    }

    private void replaceFinished(List<String> lines) {
        try {
            if (!lines.isEmpty() || Files.exists(list())) {
                Files.write(list(), lines);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + list() + ": " + e, e);
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder + ": " + e, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot let go of " + folder + ": " + e, e);
        }
    }
}
