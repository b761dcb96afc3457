package assay.harness;

import assay.certificate.ClaimRecord;
import assay.certificate.ClaimSpec;
import assay.certificate.FamilyMember;
import assay.certificate.Tier;
import assay.certificate.Verdict;
import assay.dgp.Dgp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.util.FastMath;

/**
 * The method in one world of a family: the claims without controls, a batch at a time. A claim is scored until its own
 * verdict, the world until one claim is refuted or all are certified.
 *
 * @param <R> what the estimator answers
 */
final class Member<R> {

    private final Replication<R> replication;
    private final List<Tally> tallies = new ArrayList<>();
    private final Replicate[] batch = new Replicate[CellRunner.BATCH];
    private final int budget;
    private int done;

    Member(Method<R> method, Dgp world, Tier tier, int budget, Keys keys) {
        this.replication =
                new Replication<>(method.estimator(), method.claims(), method.reader(), List.of(), world, keys);
        this.budget = budget;
        for (ClaimSpec spec : replication.specs(tier)) {
            tallies.add(new Tally(spec.withMaximum(budget)));
        }
        Arrays.setAll(batch, i -> new Replicate(1, tallies.size()));
    }

    int replicates() {
        return done;
    }

    boolean open() {
        return done < budget && verdict() == Verdict.INCONCLUSIVE;
    }

    /** Certified if every claim is; refuted if any is. */
    Verdict verdict() {
        Verdict all = Verdict.CERTIFIED;
        for (Tally tally : tallies) {
            if (tally.verdict() == Verdict.REFUTED) {
                return Verdict.REFUTED;
            }
            all = tally.verdict() == Verdict.CERTIFIED ? all : Verdict.INCONCLUSIVE;
        }
        return all;
    }

    /** Runs until the world is decided, or a number of replicates is reached. */
    void run(Workers workers, int until) {
        while (open() && done < until) {
            advance(workers, until - done);
        }
    }

    /** A batch, or what is left of the budget or the allowance. */
    void advance(Workers workers, int allowance) {
        boolean[][] wanted = new boolean[1][tallies.size()];
        for (int c = 0; c < tallies.size(); c++) {
            wanted[0][c] = tallies.get(c).verdict() == Verdict.INCONCLUSIVE;
        }
        int first = done;
        int count = Math.min(CellRunner.BATCH, Math.min(allowance, budget - done));
        workers.each(count, i -> replication.compute(first + i, wanted, batch[i]));
        for (int c = 0; c < tallies.size(); c++) {
            if (wanted[0][c]) {
                for (int i = 0; i < count; i++) {
                    tallies.get(c).add(batch[i].scores[0][c]);
                }
                tallies.get(c).look();
            }
        }
        done += count;
    }

    /** The lower end of the confidence sequence of the weakest claim, as a distance from its threshold. */
    double lowest() {
        return tallies.stream()
                .map(Tally::record)
                .filter(claim -> claim.verdict() != Verdict.CERTIFIED)
                .mapToDouble(claim -> distance(claim.csLow(), claim.threshold()))
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** How far a mean score is from its threshold, in standard deviations of one score. */
    static double distance(double mean, double threshold) {
        return (mean - threshold) / FastMath.sqrt(threshold * (1 - threshold));
    }

    FamilyMember record(Map<String, String> knobs) {
        ClaimRecord weakest = weakest();
        return new FamilyMember(
                knobs,
                verdict(),
                done,
                weakest.name(),
                weakest.replicates(),
                weakest.successes(),
                weakest.estimate(),
                weakest.csLow(),
                weakest.csHigh());
    }

    /** Of the claims that the verdict rests on, the one whose mean is lowest against its threshold. */
    private ClaimRecord weakest() {
        Verdict verdict = verdict();
        ClaimRecord weakest = null;
        for (Tally tally : tallies) {
            ClaimRecord claim = tally.record();
            if (claim.verdict() == verdict
                    && (weakest == null
                            || distance(claim.estimate(), claim.threshold())
                                    < distance(weakest.estimate(), weakest.threshold()))) {
                weakest = claim;
            }
        }
        if (weakest == null) {
            throw new IllegalStateException("no claim has the verdict " + verdict);
        }
        return weakest;
    }
}
