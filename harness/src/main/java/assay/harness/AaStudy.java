package assay.harness;

import assay.Arguments;
import assay.Estimator;
import assay.Fit;
import assay.Interval;
import assay.Sample;
import assay.certificate.ClaimRecord;
import assay.certificate.ClaimSpec;
import assay.certificate.CodeDigest;
import assay.certificate.ScoreKind;
import assay.certificate.Tier;
import assay.certificate.Verdict;
import assay.dgp.GroundTruth;
import assay.random.Streams;
import java.util.List;
import java.util.Optional;

/**
 * How often a method finds an effect where there is none: the arm labels of a real table are shuffled again and again.
 *
 * @param tests tests made
 * @param failures tests that the method could not make; each counts as significant
 * @param shareSignificant share of tests that found an effect
 * @param csLow lower end of its 99 % confidence sequence
 * @param csHigh upper end
 * @param threshold the share that must not be reached
 * @param verdict certified if the share is shown to be below the threshold, refuted if shown to be above
 */
public record AaStudy(
        int tests,
        int failures,
        double shareSignificant,
        double csLow,
        double csHigh,
        double threshold,
        Verdict verdict) {

    private static final double SLACK = 0.2;
    private static final double EPSILON = 0.01;

    /**
     * Shuffles and tests until the verdict is known or the budget is spent.
     *
     * @param estimator the method
     * @param sample the table with its roles; its assignment (or treatment) is shuffled
     * @param alpha size of the test, in (0, 1); a size above 1.2 alpha is a fault
     * @param budget tests at most, rounded up to hundreds
     * @param threads how many threads; they do not change the result
     * @param seed key of the shuffles
     * @return the study
     * @throws assay.EstimationException if the method cannot analyse the table as it is
     */
    public static AaStudy run(
            Estimator<Fit> estimator, Sample sample, double alpha, int budget, int threads, long seed) {
        Arguments.probability("alpha", alpha);
        int maximum = (Arguments.atLeast("budget", budget, 1) + CellRunner.BATCH - 1) / CellRunner.BATCH;
        PermutedTable world = new PermutedTable("table", sample);
        Size claim = new Size(alpha, maximum * CellRunner.BATCH);
        estimator.estimate(sample, new Streams(seed, 0).estimator());
        Replication<Fit> replication = new Replication<>(
                estimator,
                List.of(claim),
                Reading::ofFit,
                List.of(),
                world,
                new Keys(new CodeDigest(name -> Optional.empty()), (int) (seed ^ (seed >>> 32)), seed));
        CellRunner<Fit> runner = new CellRunner<>(replication, Tier.A);
        try (Workers workers = new Workers(threads)) {
            runner.run(workers, done -> {});
        }
        return of(runner.method(), claim);
    }

    private static AaStudy of(Subject subject, Size claim) {
        ClaimRecord record = subject.records().get(0);
        Interval share = new Interval(1 - record.csHigh(), 1 - record.csLow());
        return new AaStudy(
                record.replicates(),
                subject.failures(),
                1 - record.estimate(),
                share.lower(),
                share.upper(),
                claim.alpha * (1 + SLACK),
                record.verdict());
    }

    private record Size(double alpha, int maximum) implements Claim<Fit> {
        @Override
        public double score(Fit result, GroundTruth truth) {
            return result.estimate().inference().pValue(0) >= alpha ? 1 : 0;
        }

        @Override
        public Arena arena() {
            return Arena.NULL;
        }

        @Override
        public ClaimSpec spec(Tier tier) {
            return new ClaimSpec(
                    "aa-size",
                    "Shuffled labels give no significant effect.",
                    1 - alpha,
                    1 - alpha * (1 + SLACK),
                    EPSILON,
                    EPSILON,
                    EPSILON,
                    ScoreKind.BERNOULLI,
                    maximum);
        }
    }
}
