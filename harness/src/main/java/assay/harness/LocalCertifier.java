package assay.harness;

import assay.Arguments;
import assay.Estimator;
import assay.Fit;
import assay.Sample;
import assay.certificate.CellRecord;
import assay.certificate.Certificate;
import assay.certificate.CodeDigest;
import assay.certificate.Provenance;
import assay.certificate.Sha256;
import assay.certificate.Tier;
import assay.certificate.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Certifies a method on one table: known effects are planted into copies of it whose arms are drawn again by its own
 * design. The rows are the population, so a local certificate is about this table, this design and this n.
 *
 * <p>Every claim of every plant must hold. If one is false, the chance of a certificate is at most 0.01; if all are
 * true, the chance that any is refuted is at most 0.01. The answer is the same on any number of threads and in any order
 * of the rows.
 *
 * @param threads how many threads share out the replicates, at least 1
 * @param progress told after every batch
 * @param journals folder that keeps every batch until the certificate is written, so that a run that was stopped goes
 *     on; empty to keep none
 */
public record LocalCertifier(int threads, Progress progress, Optional<Path> journals) {

    public LocalCertifier {
        Arguments.atLeast("threads", threads, 1);
    }

    /**
     * What is asked.
     *
     * @param method the method
     * @param table name of the table
     * @param sample the table, its roles telling the design too
     * @param tier how sharp, or empty for what the work of a replicate allows
     * @param budget replicates at most for each plant, or empty for that of the tier
     * @param seed key of everything that is drawn
     */
    public record Question(
            Method<Fit> method,
            String table,
            Sample sample,
            Optional<Tier> tier,
            Optional<Integer> budget,
            long seed) {}

    /**
     * Certifies, and looks for another method when the one asked about is not certified.
     *
     * @param question what is asked
     * @return the answer, whatever the verdict
     * @throws assay.EstimationException if the method cannot analyse the table as it is, or the design cannot be drawn
     *     again
     */
    public LocalCertificate certify(Question question) {
        return certify(question, Search.OTHERS);
    }

    /** The certificate alone, without a look for another method. */
    Certificate certificate(Question question) {
        return certify(question, Search.NONE).certificate();
    }

    private enum Search {
        NONE,
        OTHERS
    }

    private LocalCertificate certify(Question question, Search search) {
        Instant started = Instant.now();
        Method<Fit> method = question.method();
        Estimator<Fit> estimator = method.estimator();
        LocalTrial trial = LocalTrial.of(question.table(), question.sample(), question.seed());
        // What the method cannot do with the table as it is, it says here.
        estimator.estimate(trial.sample(), trial.pilotKeys().streams(0, 0).estimator());
        Tier tier = question.tier().orElseGet(() -> LocalTier.of(method, trial.sample()));
        int maximum = question.budget().orElse(tier.maximum());
        List<CellRecord> cells = new ArrayList<>();
        List<Alternative> alternatives = List.of();
        Map<String, String> skipped = Map.of();
        Map<Plant, PlantedTable> worlds;
        double stdError;
        try (Workers workers = new Workers(threads)) {
            Pilot pilot = Pilot.run(estimator, trial.none(), tier, trial.pilotKeys(), workers);
            stdError = pilot.stdError();
            worlds = trial.worlds(LocalTrial.EFFECT * stdError);
            LocalTrial.Budget budget = new LocalTrial.Budget(tier, maximum, claims(worlds), 1);
            LocalRunner runner = new LocalRunner(trial, worlds.size(), workers, progress, journals);
            for (PlantedTable world : worlds.values()) {
                Pilot own = world.plant() == Plant.NONE
                        ? pilot
                        : Pilot.run(estimator, world, tier, trial.pilotKeys(), workers);
                cells.add(runner.run(method, world, trial.controls(estimator, world, tier, own, workers), budget));
            }
            Verdict verdict = verdict(cells);
            if (search == Search.OTHERS && (verdict == Verdict.REFUTED || verdict == Verdict.INCONCLUSIVE)) {
                Alternatives others = new Alternatives(trial, worlds, runner);
                others.search(method.name());
                alternatives = others.found();
                skipped = others.skipped();
            }
        }
        Certificate certificate = certificate(question, trial, tier, maximum, stdError, cells, started);
        return new LocalCertificate(
                certificate,
                trial.design().words(),
                certificate.statement(),
                LocalReasons.of(cells, trial),
                alternatives,
                skipped);
    }

    /** A digest of the code of a trial, but not of the methods that may be tried in it. */
    static String specification(Digests digests, Tier tier, long seed) {
        return Sha256.hex(digests.code().of(List.of(LocalTrial.class)) + '\n' + tier + '\n' + seed);
    }

    static int claims(Map<Plant, PlantedTable> worlds) {
        return worlds.size() * 5 + 1;
    }

    static Verdict verdict(List<CellRecord> cells) {
        return Certificate.all(cells.stream().map(CellRecord::verdict).toList());
    }

    private static Certificate certificate(
            Question question,
            LocalTrial trial,
            Tier tier,
            int maximum,
            double stdError,
            List<CellRecord> cells,
            Instant started) {
        Method<Fit> method = question.method();
        Digests digests = new Digests(CodeDigest.ofProject());
        Verdict verdict = verdict(cells);
        Map<String, String> options = new LinkedHashMap<>(method.options());
        options.put("design", trial.design().words());
        options.put("seed", Long.toString(question.seed()));
        options.put("std_error", String.format(Locale.ROOT, "%.6g", stdError));
        Provenance provenance = new Provenance(
                digests.estimator(method.estimator()),
                Map.of(trial.table(), Sha256.hex(trial.none().content())),
                specification(digests, tier, question.seed()),
                Certifier.EPOCH,
                Certifier.VERSION,
                System.getProperty("java.version"),
                System.getProperty("java.vm.name"),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                started.truncatedTo(ChronoUnit.SECONDS).toString(),
                Duration.between(started, Instant.now()).toMillis() / 1e3,
                Double.NaN);
        return new Certificate(
                Certificate.SCHEMA,
                method.name(),
                method.title() + " on " + trial.table(),
                method.estimator().target().code(),
                options,
                tier,
                FitClaim.LEVEL,
                maximum,
                verdict,
                statement(method, trial, tier, verdict),
                cells,
                List.of(),
                null,
                null,
                provenance);
    }

    private static String statement(Method<Fit> method, LocalTrial trial, Tier tier, Verdict verdict) {
        String subject = String.format(
                Locale.ROOT,
                "On this table, by this design and at this n (%d rows), the 95 %% interval of %s ",
                trial.sample().size(),
                method.name());
        String finding = switch (verdict) {
            case CERTIFIED ->
                "holds the truth, whichever effect was planted, in more than %.2f of assignments, and its test at"
                        + " 5 %% finds nothing where there is nothing in more than %.2f. If that were false, a"
                        + " certificate would be issued with probability at most 0.01, however long we had run.";
            case REFUTED ->
                "does not keep what it promises (tier %s: coverage and size within %.2f): at least one claim is"
                        + " false. If all were true, any would be refuted with probability at most 0.01.";
            case VOID ->
                "was not judged: a control of the trial did not get the verdict that it must get, so that the"
                        + " table, at tier %s (coverage within %.2f), shows nothing either way.";
            default ->
                "is neither certified nor refuted at tier %s (coverage within %.2f): the budget was spent before"
                        + " the evidence was decided.";
        };
        double slack = tier.coverageSlack();
        return verdict == Verdict.CERTIFIED
                ? subject + String.format(Locale.ROOT, finding, FitClaim.LEVEL - slack, FitClaim.LEVEL - slack)
                : subject + String.format(Locale.ROOT, finding, tier, slack);
    }
}
