package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import assay.Decision;
import assay.Decomposition;
import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.HypothesisTest;
import assay.Inference;
import assay.Interval;
import assay.PolicyResult;
import assay.Rejections;
import assay.Role;
import assay.Sample;
import assay.Trajectory;
import assay.certificate.CellRecord;
import assay.certificate.ClaimRecord;
import assay.certificate.ClaimSpec;
import assay.certificate.ScoreKind;
import assay.certificate.Tier;
import assay.certificate.Verdict;
import assay.dgp.ActionTruth;
import assay.dgp.GroundTruth;
import assay.dgp.HypothesisTruth;
import assay.dgp.Iid;
import assay.dgp.PolicyTruth;
import assay.dgp.UnitTruth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What one replicate scores, by hand, for every type of result. */
class ResultClaimsTest {

    private static final Glance GLANCE = new Glance("m", "v", 4, 2, 2, 0, 0, Map.of());
    private static final GroundTruth BARE = new GroundTruth(Map.of(), null);

    /** The 95 % interval is value +- 1.96. */
    private static Estimate estimate(String term, double value) {
        return Estimate.normal(Estimand.ATE, term, value, 1);
    }

    private static Estimate unbounded(double lower, double upper) {
        Inference inference = new Inference() {
            @Override
            public Interval interval(double level) {
                return new Interval(lower, upper);
            }

            @Override
            public double pValue(double nullValue) {
                return 1;
            }
        };
        return new Estimate(Estimand.ATE, "t", 0, 1, inference);
    }

    private static Fit fit(Estimate... terms) {
        return new Fit(List.of(terms), GLANCE, List.of());
    }

    private static GroundTruth ate(double value) {
        return new GroundTruth(Map.of(Estimand.ATE, value), null);
    }

    private static GroundTruth targets(Object... pairs) {
        Map<String, Double> targets = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            targets.put((String) pairs[i], (Double) pairs[i + 1]);
        }
        return BARE.withTargets(targets);
    }

    @Test
    void anInfiniteEndHoldsNothing() {
        double inf = Double.POSITIVE_INFINITY;
        assertThat(FitClaim.COVERAGE.score(unbounded(-inf, inf), 0)).isZero();
        assertThat(FitClaim.COVERAGE.score(unbounded(-1, inf), 0)).isZero();
        assertThat(FitClaim.LOWER_TAIL.score(unbounded(-inf, 1), 0)).isZero();
        assertThat(FitClaim.UPPER_TAIL.score(unbounded(-1, inf), 0)).isZero();
        assertThat(FitClaim.COVERAGE.score(unbounded(-1, 1), 0)).isOne();
        assertThat(new WidthClaim(100, 0.9).score(fit(unbounded(-1, inf)), ate(0)))
                .isZero();
    }

    @Test
    void precisionAndPower() {
        assertThat(new WidthClaim(3.93, 0.9).score(fit(estimate("t", 0)), ate(0)))
                .isOne();
        assertThat(new WidthClaim(3.91, 0.9).score(fit(estimate("t", 0)), ate(0)))
                .isZero();
        assertThat(new PowerClaim(0.8).score(fit(estimate("t", 3)), ate(1))).isOne();
        assertThat(new PowerClaim(0.8).score(fit(estimate("t", -3)), ate(1))).isZero();
        assertThat(new PowerClaim(0.8).score(fit(estimate("t", -3)), ate(-1))).isOne();
        assertThat(new PowerClaim(0.8).score(fit(estimate("t", 1)), ate(1))).isZero();
        assertThat(new ErrorClaim(1, 4).score(fit(estimate("t", 3)), ate(1))).isEqualTo(0.75);
        assertThat(new ErrorClaim(1, 4).score(fit(estimate("t", 9)), ate(1))).isZero();
        assertThat(new ErrorClaim(1, 4).spec(Tier.D).threshold()).isEqualTo(1 - 1 / 16.0);
    }

    @Test
    void targetsAreMatchedByTerm() {
        VectorClaim share = new VectorClaim(FitClaim.COVERAGE, VectorClaim.Across.SHARE);
        VectorClaim all = new VectorClaim(FitClaim.COVERAGE, VectorClaim.Across.ALL);
        GroundTruth truth = targets("a", 1.0, "b", 5.0, "c", 0.0, "d", 0.0);
        // a is covered, b is missed, c is not there, d is given twice, once wrong; e is not judged.
        Fit fit = fit(estimate("e", 99), estimate("b", 1), estimate("a", 0), estimate("d", 0), estimate("d", 3));
        assertThat(share.score(fit, truth)).isEqualTo(0.25);
        assertThat(all.score(fit, truth)).isZero();
        assertThat(all.score(fit, targets("a", 1.0))).isOne();
        assertThat(share.spec(Tier.A).kind()).isEqualTo(ScoreKind.BOUNDED);
        assertThat(all.spec(Tier.A).kind()).isEqualTo(ScoreKind.BERNOULLI);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VectorClaim(FitClaim.LOWER_TAIL, VectorClaim.Across.ALL));
    }

    private static Trajectory path(double value, boolean... rejects) {
        List<Trajectory.Look> looks = new java.util.ArrayList<>();
        for (int i = 0; i < rejects.length; i++) {
            looks.add(new Trajectory.Look(i + 1, i + 1, estimate("mean", value * i), rejects[i]));
        }
        return new Trajectory(looks, GLANCE, List.of());
    }

    @Test
    void pathsAreJudgedWhole() {
        assertThat(TrajectoryClaim.NEVER_REJECTS.score(path(0, false, true, false), ate(0)))
                .isZero();
        assertThat(TrajectoryClaim.NEVER_REJECTS.score(path(0, false, false), ate(0)))
                .isOne();
        // Estimates 0, 3 and 6 about 1: the second misses, the first does not.
        assertThat(TrajectoryClaim.COVERS_THROUGHOUT.score(path(3, false, false), ate(1)))
                .isZero();
        assertThat(TrajectoryClaim.COVERS_THROUGHOUT.score(path(1, false, false, false), ate(1)))
                .isOne();
        assertThat(TrajectoryClaim.COVERS_AT_END.score(path(3, true, false), ate(1)))
                .isOne();
        assertThat(TrajectoryClaim.COVERS_AT_END.score(path(3, false, false), ate(1)))
                .isZero();
        // The path ends where it rejects: at 0, below the truth; without a rejection at 3, above it.
        assertThat(TrajectoryClaim.MEDIAN_BELOW_AT_END.score(path(3, true, false), ate(1)))
                .isOne();
        assertThat(TrajectoryClaim.MEDIAN_ABOVE_AT_END.score(path(3, true, false), ate(1)))
                .isZero();
        assertThat(TrajectoryClaim.MEDIAN_BELOW_AT_END.score(path(3, false, false), ate(1)))
                .isZero();
        assertThat(TrajectoryClaim.MEDIAN_ABOVE_AT_END.score(path(3, false, false), ate(1)))
                .isOne();
        assertThat(TrajectoryClaim.power(0.8).score(path(3, false, true), ate(1)))
                .isOne();
        assertThat(TrajectoryClaim.power(0.8).score(path(3, false, true), ate(-1)))
                .isZero();
        assertThat(TrajectoryClaim.power(0.8).score(path(3, false, false), ate(1)))
                .isZero();
    }

    @Test
    void testsAreJudgedAtSeveralLevels() {
        HypothesisTest test = new HypothesisTest("h", 1, 1, 0.07, GLANCE, List.of());
        assertThat(TestClaim.sizes())
                .extracting(claim -> claim.score(test, ate(0)))
                .containsExactly(1.0, 1.0, 0.0, 0.0);
        assertThat(TestClaim.power(0.8).score(test, ate(1))).isZero();
        assertThat(TestClaim.READER.read(test, ate(0))).isNull();
        assertThat(TestClaim.READER.pValue(test, ate(0))).isEqualTo(0.07);
    }

    @Test
    void rejectionsAreCounted() {
        GroundTruth truth = BARE.withHypotheses(new HypothesisTruth(Set.of("a", "b", "c", "d"), Set.of("c", "d")));
        Rejections some = rejected("a", "c", "unknown");
        Claim<Rejections> fdr = RejectionsClaim.falseDiscoveryRate(0.05).get(0);
        Claim<Rejections> fwer = RejectionsClaim.familywiseErrorRate(0.05).get(0);
        assertThat(fdr.score(some, truth)).isCloseTo(1 / 3.0, within(1e-15));
        assertThat(fwer.score(some, truth)).isZero();
        assertThat(RejectionsClaim.power(0.8).score(some, truth)).isEqualTo(0.5);
        assertThat(fdr.score(rejected(), truth)).isOne();
        assertThat(fwer.score(rejected("b"), truth)).isOne();
    }

    private static Rejections rejected(String... names) {
        return new Rejections(
                Stream.concat(Stream.of(names), Stream.of("other"))
                        .map(name -> new Rejections.Hypothesis(name, 0.5, !name.equals("other")))
                        .toList(),
                List.of());
    }

    @Test
    void decompositionsAreJudgedPartByPart() {
        GroundTruth truth = targets("total", 3.0, "direct", 3.0, "indirect", 0.0);
        Decomposition result = new Decomposition(
                estimate("total", 3), List.of(estimate("direct", 0), estimate("indirect", 3)), GLANCE, List.of());
        assertThat(DecompositionClaim.COVERAGE.score(result, truth)).isCloseTo(1 / 3.0, within(1e-15));
        assertThat(DecompositionClaim.ZERO_PATH.score(result, truth)).isZero();
        assertThat(DecompositionClaim.ADDS_UP.score(result, truth)).isOne();
        Decomposition short1 = new Decomposition(estimate("total", 3.001), result.parts(), GLANCE, List.of());
        assertThat(DecompositionClaim.ADDS_UP.score(short1, truth)).isZero();
        assertThat(DecompositionClaim.withoutZeroPath()).hasSize(5).doesNotContain(DecompositionClaim.ZERO_PATH);
    }

    @Test
    void policiesAreJudgedByWhatTheyAreWorth() {
        UnitTruth units = new UnitTruth(new double[2], new double[] {4, -4}, new double[2], assay.dgp.Noise.of(1));
        GroundTruth truth = BARE.withPolicies(PolicyTruth.ofUnits(new double[][] {{1}, {-1}}, units));
        PolicyResult everyone =
                new PolicyResult(x -> 1, List.of("no", "yes"), estimate("value", 2.5), GLANCE, List.of());
        List<Claim<PolicyResult>> claims = PolicyClaim.learned(1, 8);
        // Treating everyone is worth 0, the best 2; the interval about 2.5 lies above 0.
        assertThat(claims)
                .extracting(claim -> claim.score(everyone, truth))
                .containsExactly(0.0, 0.0, 1.0, 0.0, 1.0, 0.75);
        assertThat(claims.get(5).spec(Tier.D).threshold()).isEqualTo(0.875);
    }

    @Test
    void decisionsAreRightOrHarmlessOrNot() {
        GroundTruth truth = BARE.withActions(new ActionTruth(Set.of("ship"), Set.of("stop")));
        List<Claim<Decision>> claims = DecisionClaim.all(0.8, 0.05);
        for (String action : List.of("ship", "hold", "stop")) {
            Decision decision = new Decision(action, List.of("ship", "hold", "stop"), "Because.", List.of());
            assertThat(claims.get(0).score(decision, truth)).isEqualTo(action.equals("ship") ? 1 : 0);
            assertThat(claims.get(1).score(decision, truth)).isEqualTo(action.equals("stop") ? 0 : 1);
        }
    }

    @ParameterizedTest
    @EnumSource(Tier.class)
    void slackIsThatOfTheTierScaledBySpread(Tier tier) {
        assertThat(Specs.threshold(0.95, tier))
                .isEqualTo(FitClaim.COVERAGE.spec(tier).threshold());
        double slack = tier.coverageSlack();
        assertThat(Specs.threshold(0.5, tier)).isCloseTo(0.5 - 2.2941573387 * slack, within(5e-4));
        assertThat(Specs.threshold(0.99, tier)).isCloseTo(0.99 - 0.4565 * slack, within(6e-4));
        assertThatIllegalArgumentException().isThrownBy(() -> Specs.threshold(0.4, tier));
        assertThatIllegalArgumentException().isThrownBy(() -> Specs.threshold(1, tier));
    }

    @Test
    void wideIntervalsAreLabelled() {
        ClaimSpec spec = FitClaim.COVERAGE.spec(Tier.A);
        assertThat(FitClaim.wasteful(record(spec, 3000, 2990), Tier.A)).isTrue();
        assertThat(FitClaim.wasteful(record(spec, 3000, 2850), Tier.A)).isFalse();
    }

    private static ClaimRecord record(ClaimSpec spec, int n, int held) {
        Tally tally = new Tally(spec);
        for (int i = 0; i < n; i++) {
            tally.add(i < held ? 1 : 0);
        }
        tally.look();
        return tally.record();
    }

    /** Every claim asks the truth for what it needs, and says what is missing. */
    @Test
    void claimsRefuseWorldsThatCannotAnswer() {
        List<Claim<?>> claims = new java.util.ArrayList<>();
        claims.addAll(FitClaim.all());
        claims.addAll(VectorClaim.all());
        claims.addAll(VectorClaim.simultaneous());
        claims.addAll(TrajectoryClaim.alwaysValid(0.8));
        claims.addAll(TrajectoryClaim.groupSequential(0.8));
        claims.addAll(TestClaim.all(0.8));
        claims.addAll(RejectionsClaim.falseDiscoveryRate(0.05));
        claims.add(RejectionsClaim.power(0.8));
        claims.addAll(PolicyClaim.learned(1, 2));
        claims.addAll(DecisionClaim.all(0.8, 0.05));
        claims.addAll(List.of(new PowerClaim(0.8), new ErrorClaim(1, 2)));
        claims.addAll(List.of(DecompositionClaim.COVERAGE, DecompositionClaim.ZERO_PATH));
        for (Claim<?> claim : claims) {
            assertThatIllegalArgumentException().as(claim.toString()).isThrownBy(() -> claim.check(Estimand.ATE, BARE));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new PowerClaim(0.8).check(Estimand.ATE, ate(0)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestClaim.power(0.8).check(Estimand.ATE, ate(0)));
        assertThatIllegalArgumentException().isThrownBy(() -> new TestClaim(0.05).check(Estimand.ATE, ate(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DecompositionClaim.ZERO_PATH.check(Estimand.ATE, targets("a", 1.0)));
    }

    @Test
    void aClaimThatTheWorldCannotAnswerStopsTheRun() {
        Method<Fit> method =
                Method.ofVector("v", "V", new Broken(Fault.THROWS), Tier.D).stress(Iid.standard(60));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Certifier(1).certify(method))
                .withMessageContaining("cannot be made in the world iid: this world names no targets");
    }

    /** What an estimator can do wrong. */
    enum Fault {
        THROWS,
        ANSWERS_NULL,
        RUNS_WILD,
        CANNOT_BE_READ
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aFaultOfAnEstimatorScoresNothingAndEndsNoRun(Fault fault) {
        CellRecord cell = new Certifier(1)
                .certify(Method.ofFit("broken", "Broken", new Broken(fault), Tier.D)
                        .stress(Iid.standard(60)))
                .cells()
                .get(0);
        assertThat(cell.verdict()).isEqualTo(Verdict.REFUTED);
        assertThat(cell.failures()).isEqualTo(cell.replicates());
        // A median asks for the estimate alone, which the last of these has.
        assertThat(cell.claims())
                .allMatch(claim -> claim.successes() == 0
                        || (fault == Fault.CANNOT_BE_READ && claim.name().startsWith("median")));
    }

    /** An estimator with a software error. */
    record Broken(Fault fault) implements Estimator<Fit> {
        @Override
        public Estimand target() {
            return Estimand.ATE;
        }

        @Override
        public Set<Role> needs() {
            return Set.of(Role.OUTCOME);
        }

        @Override
        @SuppressWarnings("NullAway") // Other people's estimators may answer null.
        public Fit estimate(Sample sample, RandomGenerator random) {
            return switch (fault) {
                case THROWS -> throw new ArithmeticException("/ by zero");
                case ANSWERS_NULL -> null;
                case RUNS_WILD -> estimate(sample, random);
                case CANNOT_BE_READ -> fit(new Estimate(Estimand.ATE, "t", 0, 1, new Unreadable()));
            };
        }
    }

    private static final class Unreadable implements Inference {
        @Override
        public Interval interval(double level) {
            return new Interval(Double.NaN, 1);
        }

        @Override
        public double pValue(double nullValue) {
            throw new UnsupportedOperationException("no p-value");
        }
    }
}
