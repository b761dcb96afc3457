package assay.harness;

import assay.certificate.ClaimRecord;
import assay.certificate.ClaimSpec;
import assay.certificate.RunningEvidence;
import assay.certificate.Verdict;
import java.util.ArrayList;
import java.util.List;

/** The running evidence of one claim. */
final class Tally {

    private static final int UNIT = 4000;

    private final ClaimSpec spec;
    private final RunningEvidence evidence;
    private final int spacing;
    private final List<List<Double>> checkpoints = new ArrayList<>();
    private Verdict verdict = Verdict.INCONCLUSIVE;
    private boolean settled;

    Tally(ClaimSpec spec) {
        this.spec = spec;
        this.evidence = spec.start();
        // Every 500 replicates at tier A; more often where replicates are dear, so that a block to audit stays cheap.
        this.spacing = Math.max(1, spec.maximum() / UNIT) * CellRunner.BATCH;
    }

    /** Whether the claim still takes scores. */
    boolean open() {
        return !settled && evidence.replicates() < spec.maximum();
    }

    void add(double score) {
        evidence.add(score);
        if (evidence.replicates() % spacing == 0) {
            checkpoints.add(evidence.checkpoint());
        }
    }

    /** Weighs the evidence; done at the end of a batch, the one that spends the budget too. */
    void look() {
        if (!settled) {
            verdict = evidence.verdict();
            settled = evidence.settled();
        }
    }

    Verdict verdict() {
        return verdict;
    }

    ClaimRecord record() {
        List<List<Double>> all = new ArrayList<>(checkpoints);
        if (evidence.replicates() % spacing != 0) {
            all.add(evidence.checkpoint());
        }
        return ClaimRecord.weigh(spec, evidence, all);
    }
}
