package assay.notebook;

import assay.certificate.Certificate;
import assay.certificate.CertificateFiles;
import assay.certificate.Verdict;
import assay.harness.Catalog;
import assay.harness.Standing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What the certificates of the checkout say of a method today. */
final class StoredCertificates {

    private static final Map<String, String> SAID = new ConcurrentHashMap<>();

    private StoredCertificates() {}

    /** One line on a method, read once. */
    static String line(String method) {
        return SAID.computeIfAbsent(method, StoredCertificates::read);
    }

    private static String read(String method) {
        Optional<Certificate> stored = folder().flatMap(found -> new CertificateFiles(found).read(method));
        if (stored.isEmpty()) {
            return "none for " + method;
        }
        Certificate certificate = stored.get();
        boolean current = Catalog.methods().stream()
                .anyMatch(each -> each.name().equals(method) && Standing.isCurrent(each, certificate));
        Verdict verdict = current ? certificate.verdict() : Verdict.STALE;
        return verdict + ", tier " + certificate.tier() + ", for " + method + " with its standard options";
    }

    /** The folder of the checkout that this JVM works in. */
    static Optional<Path> folder() {
        String told = System.getProperty("assay.root", System.getenv("ASSAY_ROOT"));
        Path at = Path.of(told == null ? "" : told).toAbsolutePath();
        for (; at != null; at = at.getParent()) {
            Path found = at.resolve("harness").resolve("certificates");
            if (Files.isDirectory(found)) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }
}
