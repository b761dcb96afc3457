package assay.harness;

import assay.certificate.CellRecord;
import assay.certificate.Certificate;
import assay.certificate.ClaimRecord;
import assay.certificate.ClaimSpec;
import assay.certificate.ControlRecord;
import assay.certificate.ScoreKind;
import assay.certificate.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Recomputes evidence and verdicts from the stored checkpoints, and says where the file disagrees with itself. */
final class EvidenceCheck {

    private static final double TOLERANCE = 1e-9;

    /** Where a checkpoint of shares keeps the sum of squares, and from where the sums of its interval. */
    private static final int SQUARES = 2;

    private static final int INTERVAL = 5;

    private final List<String> faults = new ArrayList<>();

    private EvidenceCheck() {}

    /** The disagreements, none for a sound certificate. */
    static List<String> faults(Certificate certificate) {
        EvidenceCheck check = new EvidenceCheck();
        List<Verdict> parts = new ArrayList<>();
        for (CellRecord cell : certificate.cells()) {
            check.cell(cell);
            if (cell.home()) {
                parts.add(cell.verdict());
            }
        }
        certificate.realTable().ifPresent(real -> {
            real.claims().forEach(claim -> check.claim(real.dataset(), claim));
            check.same(real.dataset() + ": verdict", verdict(real.claims()), real.verdict());
            parts.add(real.verdict());
        });
        check.same("verdict", Certificate.all(parts), certificate.verdict());
        return check.faults;
    }

    private void cell(CellRecord cell) {
        cell.claims().forEach(claim -> claim(cell.id(), claim));
        int longest =
                cell.claims().stream().mapToInt(ClaimRecord::replicates).max().orElse(0);
        if (longest != cell.replicates()) {
            faults.add(cell.id() + " has claims on " + longest + " replicates, the file says " + cell.replicates());
        }
        for (ControlRecord control : cell.controls()) {
            String where = cell.id() + ": " + control.name();
            control.claims().forEach(claim -> claim(where, claim));
            same(where, verdict(control.claims()), control.verdict());
        }
        same(cell.id() + ": verdict", ControlRecord.judge(verdict(cell.claims()), cell.controls()), cell.verdict());
    }

    /** Certified if every claim is, refuted if any is. */
    static Verdict verdict(List<ClaimRecord> claims) {
        return Certificate.all(claims.stream().map(ClaimRecord::verdict).toList());
    }

    private void claim(String where, ClaimRecord stored) {
        String what = where + ": " + stored.name();
        if (!counts(what, stored)) {
            return;
        }
        ClaimSpec spec = stored.spec(stored.replicates());
        List<List<Double>> points = stored.checkpoints();
        ClaimRecord again = ClaimRecord.weigh(spec, spec.resume(points.get(points.size() - 1)), points);
        same(what, again.verdict(), stored.verdict());
        close(what + ": estimate", again.estimate(), stored.estimate());
        close(what + ": cs_low", again.csLow(), stored.csLow());
        close(what + ": cs_high", again.csHigh(), stored.csHigh());
        close(what + ": log_e_certify", again.logECertify(), stored.logECertify());
        close(what + ": log_e_refute", again.logERefute(), stored.logERefute());
    }

    /** Whether checkpoints follow from one another and end at the figures of the claim. */
    private boolean counts(String what, ClaimRecord stored) {
        int before = faults.size();
        List<Double> last = Collections.nCopies(stored.kind().checkpointSize(), 0.0);
        for (List<Double> point : stored.checkpoints()) {
            boolean shaped = point.size() == last.size() && point.stream().allMatch(Double::isFinite);
            if (!shaped || !follows(point, last, stored)) {
                faults.add(what + ": checkpoint " + point + " cannot follow " + last);
                return false;
            }
            last = point;
        }
        if (last.get(0) < 1 || last.get(0) != stored.replicates() || last.get(1) != stored.successes()) {
            faults.add(what + ": the last checkpoint is not the count that was weighed");
        }
        return faults.size() == before;
    }

    /** Whether scores of the kind could have led from one checkpoint to the next. */
    private static boolean follows(List<Double> point, List<Double> last, ClaimRecord claim) {
        double steps = point.get(0) - last.get(0);
        double gained = point.get(1) - last.get(1);
        double slack = claim.kind() == ScoreKind.BERNOULLI ? 0 : TOLERANCE * point.get(0);
        boolean counted = steps > 0 && steps == Math.rint(steps) && gained >= 0 && gained <= steps + slack;
        if (claim.kind() == ScoreKind.BERNOULLI) {
            return counted && gained == Math.rint(gained);
        }
        double squares = point.get(SQUARES) - last.get(SQUARES);
        boolean spread = squares <= gained + slack && squares >= gained * gained / steps - slack;
        boolean summed = true;
        for (int i = INTERVAL; i < point.size(); i++) {
            summed &= point.get(i) >= last.get(i);
        }
        return counted && spread && summed;
    }

    private void same(String what, Verdict computed, Verdict stored) {
        if (computed != stored) {
            faults.add(what + " is " + computed + ", the file says " + stored);
        }
    }

    private void close(String what, double computed, double stored) {
        if (!(Math.abs(computed - stored) <= TOLERANCE * Math.max(1, Math.abs(computed)))) {
            faults.add(what + " is " + computed + ", the file says " + stored);
        }
    }
}
