package assay.harness;

import assay.Arguments;
import assay.Sample;
import assay.certificate.AaRecord;
import assay.certificate.CellRecord;
import assay.certificate.Certificate;
import assay.certificate.CodeDigest;
import assay.certificate.FamilyRecord;
import assay.certificate.Provenance;
import assay.certificate.Tier;
import assay.certificate.Verdict;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Certifies methods. Verdicts, evidence and figures are the same on any number of threads.
 *
 * @param threads how many threads share out the replicates, at least 1
 * @param progress told after every batch
 */
public record Certifier(int threads, Progress progress) {

    /** Version of the project, as recorded in certificates. */
    public static final String VERSION = "0.1.0";

    /** The public counter that goes into every key; it moves with releases. */
    public static final int EPOCH = 1;

    public Certifier {
        Arguments.atLeast("threads", threads, 1);
    }

    /** Hears how far a certification is. */
    @FunctionalInterface
    public interface Progress {

        /**
         * Called after every batch.
         *
         * @param method name of the method
         * @param cell id of the cell
         * @param replicates replicates so far in this cell
         * @param maximum budget of the cell
         */
        void at(String method, String cell, int replicates, int maximum);
    }

    /**
     * A certifier that tells nobody.
     *
     * @param threads how many threads share out the replicates
     */
    public Certifier(int threads) {
        this(threads, (method, cell, replicates, maximum) -> {});
    }

    /**
     * Certifies a method in all its cells.
     *
     * @param method the method
     * @param <R> what its estimator answers
     * @return the certificate, whatever the verdict
     */
    public <R> Certificate certify(Method<R> method) {
        Instant started = Instant.now();
        double cpu = cpuSeconds();
        Digests digests = new Digests(CodeDigest.ofProject());
        String codeDigest = digests.estimator(method.estimator());
        String specDigest = digests.spec(method);
        Keys keys = Keys.of(digests.code(), EPOCH, specDigest, codeDigest);
        List<CellRecord> cells = new ArrayList<>();
        List<FamilyRecord> families = new ArrayList<>();
        AaRecord real;
        try (Workers workers = new Workers(threads)) {
            for (Cell<R> cell : method.cells()) {
                cells.add(run(method, cell, keys, workers));
            }
            real = real(method, keys, workers).orElse(null);
            for (Family family : method.families()) {
                families.add(FamilyStudy.run(method, family, keys, workers, replicates -> {}));
            }
        }
        List<Verdict> parts = new ArrayList<>();
        cells.stream().filter(CellRecord::home).forEach(cell -> parts.add(cell.verdict()));
        if (real != null) {
            parts.add(real.verdict());
        }
        Provenance provenance = new Provenance(
                codeDigest,
                digests.worlds(method),
                specDigest,
                EPOCH,
                VERSION,
                System.getProperty("java.version"),
                System.getProperty("java.vm.name"),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                started.truncatedTo(ChronoUnit.SECONDS).toString(),
                Duration.between(started, Instant.now()).toMillis() / 1e3,
                Math.round((cpuSeconds() - cpu) * 1e3) / 1e3);
        return new Certificate(
                Certificate.SCHEMA,
                method.name(),
                method.title(),
                method.estimator().target().code(),
                method.options(),
                method.tier(),
                FitClaim.LEVEL,
                method.tier().maximum(),
                Certificate.all(parts),
                statement(method.tier()),
                cells,
                families,
                null,
                real,
                provenance);
    }

    private <R> CellRecord run(Method<R> method, Cell<R> cell, Keys keys, Workers workers) {
        CellRunner<R> runner = new CellRunner<>(replication(method, cell, keys), method.tier());
        runner.run(
                workers,
                n -> progress.at(method.name(), cell.id(), n, method.tier().maximum()));
        return runner.record(cell.id(), cell.world(), cell.role());
    }

    static <R> Replication<R> replication(Method<R> method, Cell<R> cell, Keys keys) {
        return new Replication<>(
                method.estimator(), method.claims(), method.reader(), cell.controls(), cell.world(), keys);
    }

    /** A/A size on the real table; claims that need an effect are not made there. */
    private <R> Optional<AaRecord> real(Method<R> method, Keys keys, Workers workers) {
        return method.realTable().map(table -> {
            Sample sample = table.sample().get();
            CellRunner<R> runner = new CellRunner<>(replication(method, table, sample, keys), method.tier());
            runner.run(
                    workers,
                    n -> progress.at(
                            method.name(), table.dataset(), n, method.tier().maximum()));
            return new AaRecord(
                    table.dataset(),
                    table.description(),
                    sample.size(),
                    runner.method().failures(),
                    runner.method().verdict(),
                    runner.method().records());
        });
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

    private static String statement(Tier tier) {
        return String.format(
                Locale.ROOT,
                "If the true coverage were %.2f or less in any home cell, or any other claim were false there, a badge "
                        + "like this would be issued with probability at most 0.01, however long we had run.",
                FitClaim.COVERAGE.threshold(tier));
    }

    private static double cpuSeconds() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean os
                ? os.getProcessCpuTime() / 1e9
                : Double.NaN;
    }
}
