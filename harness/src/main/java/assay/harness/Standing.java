package assay.harness;

import assay.Interval;
import assay.certificate.CellRecord;
import assay.certificate.Certificate;
import assay.certificate.CodeDigest;
import assay.certificate.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
        Digests digests = new Digests(CodeDigest.ofProject());
        return digests.estimator(method.estimator())
                        .equals(certificate.provenance().codeDigest())
                && digests.spec(method).equals(certificate.provenance().specDigest())
                && digests.worlds(method).equals(certificate.provenance().worldDigests());
    }

    /**
     * The region in which a certificate binds: the hull of its certified cells.
     *
     * @param certificate the certificate
     * @return empty when no cell is certified
     */
    public static Region region(Certificate certificate) {
        List<Map<String, Interval>> boxes = new ArrayList<>();
        for (CellRecord cell : certificate.cells()) {
            if (cell.verdict() == Verdict.CERTIFIED) {
                Map<String, Interval> box = new LinkedHashMap<>();
                cell.descriptors().forEach((name, range) -> box.put(name, new Interval(range.get(0), range.get(1))));
                boxes.add(box);
            }
        }
        return Region.hull(boxes);
    }
}
