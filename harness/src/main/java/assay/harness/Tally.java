package assay.harness;

import assay.certificate.ClaimRecord;
import assay.certificate.ClaimSpec;
import assay.certificate.Verdict;
import java.util.ArrayList;
import java.util.List;

/** The running evidence of one claim. */
final class Tally {

    private static final int UNIT = 4000;

    private final ClaimSpec spec;
    private final int spacing;
    private final List<List<Double>> checkpoints = new ArrayList<>();
    private int replicates;
    private double sum;
    private Verdict verdict = Verdict.INCONCLUSIVE;
    private boolean settled;

    Tally(ClaimSpec spec) {
        this.spec = spec;
        // Every 500 replicates at tier A; more often where replicates are dear, so that a block to audit stays cheap.
        this.spacing = Math.max(1, spec.maximum() / UNIT) * CellRunner.BATCH;
    }

    /** Whether the claim still takes scores. */
    boolean open() {
        return !settled && replicates < spec.maximum();
    }

    void add(double score) {
        sum += Double.isNaN(score) ? 0 : score;
        replicates++;
        if (replicates % spacing == 0) {
            checkpoints.add(checkpoint());
        }
    }

    /** Weighs the evidence; done at the end of a batch. */
    void look() {
        verdict = spec.verdict(sum, replicates);
        settled = spec.settled(sum, replicates);
    }

    Verdict verdict() {
        return verdict;
    }

    ClaimRecord record() {
        List<List<Double>> all = new ArrayList<>(checkpoints);
        if (replicates % spacing != 0) {
            all.add(checkpoint());
        }
        return ClaimRecord.weigh(spec, replicates, sum, all);
    }

    private List<Double> checkpoint() {
        return List.of((double) replicates, sum);
    }
}
