package assay.harness;

import assay.Arguments;
import assay.Sample;
import assay.certificate.AaRecord;
import assay.certificate.CellRecord;
import assay.certificate.Certificate;
import assay.certificate.CodeDigest;
import assay.certificate.ErrorRates;
import assay.certificate.PowerCurve;
import assay.certificate.Provenance;
import assay.certificate.Verdict;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Certifies methods. Verdicts, evidence and figures are the same on any number of threads, and however often a run was
 * stopped and resumed.
 *
 * @param threads how many threads share out the replicates, at least 1
 * @param budget replicates at most in each cell, in whole batches; empty for the budget of the tier
 * @param running where batches are kept, so that a run can be resumed; empty to keep none
 * @param limit how long one call of an estimator may take before it counts as a failure; empty to wait for it
 * @param progress told after every batch
 */
public record Certifier(
        int threads,
        Optional<Integer> budget,
        Optional<RunningFolder> running,
        Optional<Duration> limit,
        Progress progress) {

    /** Version of the project, as recorded in certificates. */
    public static final String VERSION = "0.5.0";

    /** The public counter that goes into every key; it moves with releases. */
    public static final int EPOCH = 2;

    public Certifier {
        Arguments.atLeast("threads", threads, 1);
    }

    /**
     * A certifier with the budgets of the tiers, that keeps no journal and tells nobody.
     *
     * @param threads how many threads share out the replicates
     */
    public Certifier(int threads) {
        this(threads, Optional.empty(), Optional.empty(), Optional.empty(), Progress.SILENT);
    }

    /**
     * The certifier with a budget of its own. Keys do not depend on it: a larger budget goes on with the same replicates.
     *
     * @param replicates at most in each cell, at least 1; rounded up to whole batches
     * @return the changed certifier
     */
    public Certifier withBudget(int replicates) {
        int batches = (Arguments.atLeast("budget", replicates, 1) - 1) / CellRunner.BATCH + 1;
        int rounded = Math.multiplyExact(batches, CellRunner.BATCH);
        return new Certifier(threads, Optional.of(rounded), running, limit, progress);
    }

    /**
     * The certifier that keeps its batches and goes on from those that are kept.
     *
     * @param folder where
     * @return the changed certifier
     */
    public Certifier withRunning(RunningFolder folder) {
        return new Certifier(threads, budget, Optional.of(folder), limit, progress);
    }

    /**
     * The certifier that does not wait for an estimator without end.
     *
     * @param seconds how long one call may take
     * @return the changed certifier
     */
    public Certifier withLimit(Duration seconds) {
        return new Certifier(threads, budget, running, Optional.of(seconds), progress);
    }

    /**
     * The certifier that tells how far it is.
     *
     * @param listener whom
     * @return the changed certifier
     */
    public Certifier withProgress(Progress listener) {
        return new Certifier(threads, budget, running, limit, listener);
    }

    /**
     * Certifies a method in all its cells.
     *
     * @param method the method
     * @param <R> what its estimator answers
     * @return the certificate, whatever the verdict
     */
    public <R> Certificate certify(Method<R> method) {
        return certify(method, CodeDigest.ofProject());
    }

    /**
     * Certifies a method whose code is not all in the project.
     *
     * @param method the method
     * @param code knows the sources
     * @param <R> what its estimator answers
     * @return the certificate, whatever the verdict
     */
    public <R> Certificate certify(Method<R> method, CodeDigest code) {
        return certify(method, code, EPOCH);
    }

    /** The same on keys of another epoch, which are independent. */
    <R> Certificate certify(Method<R> method, CodeDigest code, int epoch) {
        try (MethodRun<R> run = new MethodRun<>(this, method, code, epoch)) {
            List<CellRecord> cells = new ArrayList<>();
            for (Cell<R> cell : method.cells()) {
                cells.add(run.run(cell.id(), replication(run.method(), cell, run.keys()))
                        .record(cell.id(), cell.world(), cell.role()));
            }
            AaRecord real = real(run, method).orElse(null);
            List<Verdict> parts = new ArrayList<>();
            cells.stream().filter(CellRecord::home).forEach(cell -> parts.add(cell.verdict()));
            if (real != null) {
                parts.add(real.verdict());
            }
            return new Certificate(
                    Certificate.SCHEMA,
                    method.name(),
                    method.title(),
                    method.estimator().target().code(),
                    method.options(),
                    method.tier(),
                    FitClaim.LEVEL,
                    budget.orElse(method.tier().maximum()),
                    Certificate.all(parts),
                    statement(method),
                    cells,
                    run.families(),
                    power(run, method, cells).orElse(null),
                    real,
                    provenance(run, new Digests(code).worlds(method)));
        }
    }

    private static Provenance provenance(MethodRun<?> run, Map<String, String> worlds) {
        return new Provenance(
                run.codeDigest(),
                worlds,
                run.specDigest(),
                run.keys().epoch(),
                VERSION,
                System.getProperty("java.version"),
                System.getProperty("java.vm.name"),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                run.spent().started().truncatedTo(ChronoUnit.SECONDS).toString(),
                run.spent().wallSeconds(),
                run.spent().cpuSeconds());
    }

    /** A/A size on the real table; claims that need an effect are not made there. */
    private static <R> Optional<AaRecord> real(MethodRun<R> run, Method<R> method) {
        return method.realTable().map(table -> {
            Sample sample = table.sample().get();
            Subject own = run.run(table.dataset(), replication(run.method(), table, sample, run.keys()))
                    .method();
            return new AaRecord(
                    table.dataset(), table.description(), sample.size(), own.failures(), own.verdict(), own.records());
        });
    }

    static <R> Replication<R> replication(Method<R> method, Cell<R> cell, Keys keys) {
        return new Replication<>(
                method.estimator(), method.claims(), method.reader(), cell.controls(), cell.world(), keys);
    }

    static <R> Replication<R> replication(Method<R> method, Method.RealTable table, Sample sample, Keys keys) {
        List<Claim<R>> claims =
                method.claims().stream().filter(c -> c.arena() == Arena.NULL).toList();
        return new Replication<>(
                method.estimator(),
                claims,
                method.reader(),
                List.of(),
                new PermutedTable(table.dataset(), sample),
                keys);
    }

    /** Power by effect in the first home cell that is large enough. */
    private static <R> Optional<PowerCurve> power(MethodRun<R> run, Method<R> method, List<CellRecord> records) {
        return PowerStudy.cell(method)
                .flatMap(cell -> records.stream()
                        .filter(record -> record.id().equals(cell.id()))
                        .findFirst()
                        .map(record -> PowerStudy.curve(
                                cell.id(),
                                PowerStudy.points(method, cell, record),
                                point -> run.run(point.id(), PowerStudy.replication(run.method(), point, run.keys()))
                                        .method()
                                        .records())))
                .filter(curve -> !curve.points().isEmpty());
    }

    private static String statement(Method<?> method) {
        return String.format(
                Locale.ROOT,
                "If any of the %d claims were false in any home cell, a badge like this would be issued with probability "
                        + "at most %s, however long we had run.",
                method.claims().size(),
                ErrorRates.BADGE);
    }
}
