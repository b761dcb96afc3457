package assay.harness;

import assay.certificate.ClaimRecord;
import assay.certificate.ClaimSpec;
import assay.certificate.Verdict;
import java.util.List;

/** One thing under test in a cell: the method, or a control of it. */
final class Subject {

    private final List<Tally> tallies;
    private int failures;

    Subject(List<ClaimSpec> specs) {
        this.tallies = specs.stream().map(Tally::new).toList();
    }

    boolean wants(int claim) {
        return verdict() != Verdict.REFUTED && tallies.get(claim).open();
    }

    boolean open() {
        return verdict() != Verdict.REFUTED && tallies.stream().anyMatch(Tally::open);
    }

    void add(int claim, double score) {
        tallies.get(claim).add(score);
    }

    void failed() {
        failures++;
    }

    int failures() {
        return failures;
    }

    void look() {
        tallies.forEach(Tally::look);
    }

    /** Certified if every claim is; refuted if any is. */
    Verdict verdict() {
        boolean all = true;
        for (Tally tally : tallies) {
            if (tally.verdict() == Verdict.REFUTED) {
                return Verdict.REFUTED;
            }
            all &= tally.verdict() == Verdict.CERTIFIED;
        }
        return all ? Verdict.CERTIFIED : Verdict.INCONCLUSIVE;
    }

    /** Verdicts so far by claim. */
    List<Verdict> verdicts() {
        return tallies.stream().map(Tally::verdict).toList();
    }

    List<ClaimRecord> records() {
        return tallies.stream().map(Tally::record).toList();
    }
}
