package assay.harness;

import assay.certificate.ClaimSpec;
import assay.certificate.CodeDigest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One method on its way through its cells: each is counted to its end, and kept in a journal where a folder for it is
 * given.
 *
 * @param <R> what the estimator answers
 */
final class MethodRun<R> implements AutoCloseable {

    private final Certifier certifier;
    private final Method<R> method;
    private final String codeDigest;
    private final String specDigest;
    private final Keys keys;
    private final Optional<Path> folder;
    private final Workers workers;
    private final Optional<TimeLimited<R>> limited;
    private final Spent spent = new Spent();
    private final int cells;
    private int index;

    MethodRun(Certifier certifier, Method<R> method, CodeDigest code) {
        this.certifier = certifier;
        this.method = method;
        Digests digests = new Digests(code);
        this.codeDigest = digests.estimator(method.estimator());
        this.specDigest = digests.spec(method);
        this.keys = Keys.of(code, Certifier.EPOCH, specDigest, codeDigest);
        this.folder = certifier.running().map(running -> running.method(method.name()));
        this.limited = certifier.limit().map(limit -> new TimeLimited<>(method.estimator(), limit));
        this.workers = new Workers(certifier.threads());
        this.cells = method.cells().size() + (method.realTable().isPresent() ? 1 : 0);
    }

    String codeDigest() {
        return codeDigest;
    }

    String specDigest() {
        return specDigest;
    }

    Keys keys() {
        return keys;
    }

    Spent spent() {
        return spent;
    }

    /** The method as its replicates run it. */
    Method<R> method() {
        return limited.map(method::withEstimator).orElse(method);
    }

    /** Counts one cell to its end. */
    CellRunner<R> run(String id, Replication<R> replication) {
        index++;
        List<ClaimSpec> specs = replication.specs(method.tier()).stream()
                .map(spec -> spec.withMaximum(certifier.budget().orElse(spec.maximum())))
                .toList();
        int budget = specs.stream().mapToInt(ClaimSpec::maximum).max().orElse(0);
        CellRunner<R> runner = new CellRunner<>(replication, specs);
        long start = System.nanoTime();
        if (folder.isPresent()) {
            Path file = folder.get().resolve(String.format("cell-%02d.journal", index));
            try (Journal journal = new Journal(file, content(id, replication, specs), spent)) {
                runner.run(
                        workers,
                        journal,
                        n -> certifier.progress().at(stage(id, runner, n, journal.replayed(), budget, start, false)));
                certifier.progress().at(stage(id, runner, runner.done(), journal.replayed(), budget, start, true));
            }
        } else {
            runner.run(workers, n -> certifier.progress().at(stage(id, runner, n, 0, budget, start, false)));
            certifier.progress().at(stage(id, runner, runner.done(), 0, budget, start, true));
        }
        replication.surprise().ifPresent(failure -> certifier.progress().failed(method.name(), id, failure));
        return runner;
    }

    /** What the batches of a cell are a function of; a budget is not among it. */
    private String content(String id, Replication<R> replication, List<ClaimSpec> specs) {
        StringBuilder text = new StringBuilder();
        text.append(method.name())
                .append('\n')
                .append(codeDigest)
                .append('\n')
                .append(specDigest)
                .append('\n');
        text.append(Certifier.EPOCH)
                .append('\n')
                .append(id)
                .append('\n')
                .append(replication.content())
                .append('\n');
        text.append(CellRunner.BATCH).append(' ').append(replication.subjects()).append('\n');
        specs.forEach(spec -> text.append(spec.withMaximum(0)).append('\n'));
        return text.toString();
    }

    private Progress.Stage stage(
            String id, CellRunner<R> runner, int replicates, int replayed, int budget, long start, boolean finished) {
        return new Progress.Stage(
                method.name(),
                id,
                index,
                Math.max(index, cells),
                replicates,
                replayed,
                budget,
                (System.nanoTime() - start) / 1e9,
                runner.method().verdicts(),
                runner.controlsHeld(),
                runner.controls(),
                runner.verdict(),
                finished);
    }

    @Override
    public void close() {
        workers.close();
        limited.ifPresent(TimeLimited::close);
    }
}
