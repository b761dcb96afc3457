package assay.harness;

import assay.Interval;
import assay.certificate.CellRecord;
import assay.certificate.Certificate;
import assay.certificate.CertificateFiles;
import assay.certificate.ClaimRecord;
import assay.certificate.CodeDigest;
import assay.certificate.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a stored certificate is worth today. */
public final class Standing {

    private Standing() {}

    /**
     * Whether a certificate is about the code as it is now.
     *
     * @param method the method
     * @param certificate its stored certificate
     * @return false if the estimator, a world, the claims or the certifier have changed since: the certificate is stale
     */
    public static boolean isCurrent(Method<?> method, Certificate certificate) {
        return changed(certificate, method, new Digests(CodeDigest.ofProject())).isEmpty();
    }

    /**
     * What a method's certificate is worth today: STALE if it is not about the code as it is, INCONCLUSIVE if it is
     * certified by itself but not on evidence enough for the whole book, else the stored verdict.
     *
     * @param method the method
     * @param files where its certificate and the book are
     * @return empty if the method has no certificate
     */
    public static Optional<Verdict> standing(Method<?> method, CertificateFiles files) {
        return files.read(method.name()).map(certificate -> {
            if (!isCurrent(method, certificate)) {
                return Verdict.STALE;
            }
            boolean held =
                    certificate.verdict() != Verdict.CERTIFIED || Book.of(files).stands(method.name());
            return held ? certificate.verdict() : Verdict.INCONCLUSIVE;
        });
    }

    /** What the certificate is no longer about, in words; empty if it is current. */
    static List<String> changed(Certificate certificate, Method<?> method, Digests digests) {
        List<String> changed = new ArrayList<>();
        var provenance = certificate.provenance();
        if (!provenance.codeDigest().equals(digests.estimator(method.estimator()))) {
            changed.add("the estimator's code has changed");
        }
        if (!provenance.worldDigests().equals(digests.worlds(method))) {
            changed.add("a world's code has changed");
        }
        if (!provenance.specDigest().equals(digests.spec(method))) {
            changed.add("the claims or controls have changed");
        }
        if (provenance.epoch() != Certifier.EPOCH) {
            changed.add("the epoch has moved");
        }
        return changed;
    }

    /**
     * The region in which a certificate binds: that of its certified home cells. A stress cell has no controls, so that
     * what it shows is evidence but no badge; one in which the method is refuted is a warning.
     *
     * @param certificate the certificate
     * @return without certified cells when no home cell is certified
     */
    public static Region region(Certificate certificate) {
        List<Region.Shape> certified = new ArrayList<>();
        List<Region.Shape> refuted = new ArrayList<>();
        for (CellRecord cell : certificate.cells()) {
            if (cell.home() && cell.verdict() == Verdict.CERTIFIED) {
                certified.add(shape(cell));
            } else if (cell.verdict() == Verdict.REFUTED || cell.verdict() == Verdict.VOID) {
                refuted.add(shape(cell));
            }
        }
        return new Region(certified, refuted);
    }

    private static Region.Shape shape(CellRecord cell) {
        Map<String, Interval> box = new LinkedHashMap<>();
        cell.descriptors().forEach((name, range) -> box.put(name, new Interval(range.get(0), range.get(1))));
        double coverage = cell.claims().stream()
                .filter(claim -> claim.name().equals("coverage"))
                .mapToDouble(ClaimRecord::estimate)
                .findFirst()
                .orElse(Double.NaN);
        return new Region.Shape(cell.id(), coverage, box);
    }
}
