package assay.harness;

import assay.Arguments;
import assay.Estimator;
import assay.Fit;
import assay.Role;
import assay.Sample;
import assay.certificate.CellRecord;
import assay.certificate.CellRole;
import assay.certificate.ClaimRecord;
import assay.certificate.CodeDigest;
import assay.certificate.Tier;
import assay.certificate.Verdict;
import assay.sensitivity.Strength;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Certifies a method again on a table of the user's own into which a confounder of stated strength was planted: without it, with it
 * hidden, and with it shown. See {@code ConfoundedTable} for what is planted. In each world one claim is tried by the same evidence
 * as in the book: that the 95 % interval holds the planted effect.
 *
 * @param threads how many threads share out the replicates, at least 1; they never change a result
 * @param tier how sharp the claim is
 * @param maximum replicates at most in each world, at least 100
 * @param seed key of everything that is drawn
 */
public record PlantedConfounder(int threads, Tier tier, int maximum, long seed) {

    public PlantedConfounder {
        Arguments.atLeast("threads", threads, 1);
        Arguments.atLeast("budget", maximum, CellRunner.BATCH);
    }

    /**
     * What was found in one world.
     *
     * @param world {@code none}, {@code hidden} or {@code shown}
     * @param strength of the planted confounder
     * @param predictedBias what the omitted-variable formula says the regression is off by
     * @param bias by how much the method was off on average
     * @param coverage share of intervals that held the planted effect
     * @param low lower end of the confidence sequence of that share
     * @param high its upper end
     * @param replicates how many were run
     * @param verdict on the claim
     */
    public record Finding(
            String world,
            Strength strength,
            double predictedBias,
            double bias,
            double coverage,
            double low,
            double high,
            int replicates,
            Verdict verdict) {

        /**
         * The finding in words.
         *
         * @return a sentence
         */
        public String sentence() {
            String where = switch (world) {
                case "none" -> "Without a confounder";
                case "shown" -> "With the planted confounder among the covariates";
                default ->
                    String.format(
                            Locale.ROOT,
                            "With a hidden confounder that explains %.3g %% of the treatment and %.3g %% of the outcome",
                            100 * strength.treatment(),
                            100 * strength.outcome());
            };
            return String.format(
                    Locale.ROOT,
                    "%s, %.1f %% of 95 %% intervals hold the planted effect (%d runs; off by %.4g on average, %.4g predicted): %s.",
                    where,
                    100 * coverage,
                    replicates,
                    bias,
                    predictedBias,
                    verdict);
        }
    }

    /**
     * Plants and certifies.
     *
     * @param method the analysis
     * @param table name of the table
     * @param sample its rows: outcome, assignment of two arms, covariates
     * @param strength of the confounder
     * @param effect the effect that is planted, the same for every row
     * @return what was found without the confounder, with it hidden, and with it shown
     * @throws assay.EstimationException if the method cannot analyse the table as it is
     */
    public List<Finding> certify(Estimator<Fit> method, String table, Sample sample, Strength strength, double effect) {
        Sample kept = sample.has(Role.ASSIGNMENT) ? sample.with(Role.TREATMENT) : sample;
        Sample sorted = TableOrder.sorted(kept);
        Keys keys = new Keys(new CodeDigest(name -> Optional.empty()), (int) (seed ^ (seed >>> 32)), seed);
        // What the method cannot do with the table as it is, it says here.
        method.estimate(sorted, keys.streams(0, 0).estimator());
        List<Finding> findings = new ArrayList<>();
        try (Workers workers = new Workers(threads)) {
            findings.add(run(
                    "none",
                    method,
                    new ConfoundedTable(table, sorted, Strength.NONE, ConfoundedTable.Sight.HIDDEN, effect),
                    Strength.NONE,
                    keys,
                    workers));
            findings.add(run(
                    "hidden",
                    method,
                    new ConfoundedTable(table, sorted, strength, ConfoundedTable.Sight.HIDDEN, effect),
                    strength,
                    keys,
                    workers));
            findings.add(run(
                    "shown",
                    method,
                    new ConfoundedTable(table, sorted, strength, ConfoundedTable.Sight.SHOWN, effect),
                    strength,
                    keys,
                    workers));
        }
        return List.copyOf(findings);
    }

    private Finding run(
            String name, Estimator<Fit> method, ConfoundedTable world, Strength strength, Keys keys, Workers workers) {
        List<Claim<Fit>> claims = List.of(new LocalClaim(FitClaim.COVERAGE, 1, maximum, 1));
        CellRunner<Fit> runner =
                new CellRunner<>(new Replication<>(method, claims, Reading::ofFit, List.of(), world, keys), tier);
        runner.run(workers, done -> {});
        CellRecord record = runner.record(name, world, CellRole.HOME);
        ClaimRecord claim = record.claims().get(0);
        return new Finding(
                name,
                strength,
                world.predictedBias(),
                record.diagnostics().bias(),
                claim.estimate(),
                claim.csLow(),
                claim.csHigh(),
                claim.replicates(),
                claim.verdict());
    }
}
