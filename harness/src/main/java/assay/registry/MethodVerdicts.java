package assay.registry;

import assay.certificate.CertificateFiles;
import assay.certificate.Verdict;
import assay.harness.Catalog;
import assay.harness.Standing;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the certificates of methods are worth today. */
@FunctionalInterface
public interface MethodVerdicts {

    /**
     * The verdict of a method.
     *
     * @param method its name in the catalogue
     * @return empty if there is no such method, or it has no certificate
     */
    Optional<Verdict> of(String method);

    /**
     * The verdicts of certificates in a folder, each read once.
     *
     * @param certificates the folder
     * @return STALE where the code has changed since, INCONCLUSIVE where the evidence does not hold for the whole book, else as stored
     */
    static MethodVerdicts stored(Path certificates) {
        CertificateFiles files = new CertificateFiles(certificates);
        Map<String, Optional<Verdict>> read = new HashMap<>();
        return name -> read.computeIfAbsent(
                name, wanted -> Catalog.find(wanted).flatMap(method -> Standing.standing(method, files)));
    }
}
