package assay.harness;

import assay.certificate.CellRecord;
import assay.certificate.CellRole;
import assay.certificate.ClaimSpec;
import assay.certificate.ControlRecord;
import assay.certificate.Explanation;
import assay.certificate.Tier;
import assay.certificate.Verdict;
import assay.dgp.Dgp;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Runs a cell until everything in it is decided or the budget is spent. Batches are computed in any order and counted
 * strictly in replicate order, so that evidence and stopping times do not depend on the number of threads.
 *
 * @param <R> what the estimator answers
 */
final class CellRunner<R> {

    static final int BATCH = 100;

    private final Replication<R> replication;
    private final List<Subject> subjects = new ArrayList<>();
    private final Moments moments = new Moments();
    private final Box box = new Box();
    private final Replicate[] batch = new Replicate[BATCH];
    private final int maximum;
    private int done;
    private int own;

    CellRunner(Replication<R> replication, Tier tier) {
        this(replication, replication.specs(tier));
    }

    CellRunner(Replication<R> replication, List<ClaimSpec> specs) {
        this.replication = replication;
        this.maximum = specs.stream().mapToInt(ClaimSpec::maximum).max().orElse(0);
        for (int s = 0; s < replication.subjects(); s++) {
            subjects.add(new Subject(specs));
        }
        for (int i = 0; i < BATCH; i++) {
            batch[i] = new Replicate(replication.subjects(), replication.claims());
        }
    }

    void run(Workers workers, IntConsumer progress) {
        run(workers, BatchLog.NONE, progress);
    }

    /** Goes on from what the log has kept, through the same counts, so that a resumed run ends as a straight one. */
    void run(Workers workers, BatchLog log, IntConsumer progress) {
        while (done < maximum && subjects.stream().anyMatch(Subject::open)) {
            boolean[][] wanted = wanted();
            own += subjects.get(0).open() ? BATCH : 0;
            int first = done;
            if (!log.replay(first, wanted, batch)) {
                workers.each(BATCH, i -> replication.compute(first + i, wanted, batch[i]));
                log.append(first, wanted, batch);
            }
            for (Replicate replicate : batch) {
                count(replicate, wanted);
            }
            done += BATCH;
            subjects.forEach(Subject::look);
            progress.accept(done);
        }
    }

    private boolean[][] wanted() {
        boolean[][] wanted = new boolean[subjects.size()][replication.claims()];
        for (int s = 0; s < wanted.length; s++) {
            for (int c = 0; c < wanted[s].length; c++) {
                wanted[s][c] = subjects.get(s).wants(c);
            }
        }
        return wanted;
    }

    private void count(Replicate replicate, boolean[][] wanted) {
        for (int s = 0; s < wanted.length; s++) {
            for (int c = 0; c < wanted[s].length; c++) {
                if (wanted[s][c]) {
                    subjects.get(s).add(c, replicate.scores[s][c]);
                }
            }
            if (replicate.failed[s]) {
                subjects.get(s).failed();
            }
        }
        if (replicate.reading != null) {
            moments.add(replicate.reading);
        }
        moments.addNull(replicate.nullPValue);
        box.add(replicate.descriptors);
    }

    /** Where coverage is not certified, what could be the reason. */
    private List<Explanation> explanations() {
        return method().records().stream()
                .filter(claim -> claim.name().equals("coverage") && claim.verdict() != Verdict.CERTIFIED)
                .findFirst()
                .map(claim -> Explanations.of(moments.diagnostics(), moments.shape(), claim, method().failures()))
                .orElse(List.of());
    }

    Subject method() {
        return subjects.get(0);
    }

    /** Replicates so far. */
    int done() {
        return done;
    }

    int controls() {
        return subjects.size() - 1;
    }

    /** Controls that have the verdict that they must have. */
    int controlsHeld() {
        int held = 0;
        for (int s = 1; s < subjects.size(); s++) {
            Control<R> control = replication.controls().get(s - 1);
            held += subjects.get(s).verdict() == control.kind().required() ? 1 : 0;
        }
        return held;
    }

    /** The verdict on the method, beside its controls. */
    Verdict verdict() {
        return ControlRecord.judge(method().verdict(), controlRecords(false));
    }

    private List<ControlRecord> controlRecords(boolean withClaims) {
        List<ControlRecord> controls = new ArrayList<>();
        for (int s = 1; s < subjects.size(); s++) {
            Control<R> control = replication.controls().get(s - 1);
            controls.add(new ControlRecord(
                    control.kind().code(),
                    control.name(),
                    control.description(),
                    control.kind().required(),
                    subjects.get(s).verdict(),
                    withClaims ? subjects.get(s).records() : List.of()));
        }
        return controls;
    }

    CellRecord record(String id, Dgp world, CellRole role) {
        return new CellRecord(
                id,
                world.name(),
                Knobs.of(world),
                world.size(),
                role.code(),
                verdict(),
                own,
                method().failures(),
                method().records(),
                controlRecords(true),
                moments.diagnostics(),
                explanations(),
                moments.distribution(),
                box.ranges(),
                moments.figures());
    }
}
