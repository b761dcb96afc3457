package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Estimand;
import assay.Estimator;
import assay.Glance;
import assay.HypothesisTest;
import assay.Sample;
import assay.baseline.OneEffectForAll;
import assay.baseline.TreatedSlopes;
import assay.cate.CateFit;
import assay.cate.DrLearner;
import assay.cate.Gate;
import assay.cate.GroupEffects;
import assay.certificate.Tier;
import assay.dgp.Draw;
import assay.dgp.EffectSurface;
import assay.dgp.GroundTruth;
import assay.dgp.Heterogeneous;
import assay.dgp.Iid;
import assay.random.Philox;
import assay.random.Streams;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HeterogeneityMethodsTest {

    private static final Draw LINEAR =
            Heterogeneous.of(400, EffectSurface.LINEAR).draw(new Streams(5, 0));
    private static final Draw CONSTANT =
            Heterogeneous.of(400, EffectSurface.NIE_WAGER_C).draw(new Streams(5, 0));
    private static final CateFit FIT = fit(LINEAR);

    private static CateFit fit(Draw draw) {
        return DrLearner.linear().estimate(draw.observed(), new Philox(5, 0, 3));
    }

    static Stream<Method<?>> methods() {
        Map<String, Supplier<? extends Method<?>>> makers = new LinkedHashMap<>();
        HeterogeneityMethods.addTo(makers);
        return makers.values().stream().map(Supplier::get);
    }

    /** One draw is answered by the method and by each control; every claim can be made and scored, and the oracle scores. */
    @ParameterizedTest
    @MethodSource("methods")
    <R> void everySubjectAnswers(Method<R> method) {
        Cell<R> cell = method.cells().get(0);
        Draw draw = cell.world().draw(new Streams(1, 0));
        Philox random = new Philox(1, 0, 3);
        R own = method.estimator().estimate(draw.observed(), random);
        for (Control<R> control : cell.controls()) {
            R other = control.rule().answer(draw, () -> own, random);
            for (Claim<R> claim : method.claims()) {
                if (claim.arena() == Arena.EFFECT) {
                    claim.check(method.estimator().target(), draw.truth());
                    assertThat(claim.score(other, draw.truth()))
                            .as(method.name() + " " + control.name() + " " + claim)
                            .isBetween(0.0, 1.0);
                }
            }
        }
        assertThat(method.reader().describe(draw.observed(), own)).containsKeys("rows", "covariates");
    }

    /** What a certificate is about must print the same in every run. */
    @ParameterizedTest
    @MethodSource("methods")
    void estimatorsAndClaimsPrintWithoutAddresses(Method<?> method) {
        assertThat(method.estimator().toString()).doesNotContain("@").doesNotContain("$$Lambda");
        assertThat(method.claims().toString()).doesNotContain("@").doesNotContain("$$Lambda");
    }

    private static CateFit with(double[] effects, double variance, boolean interior) {
        double[] variances = new double[effects.length];
        boolean[] inside = new boolean[effects.length];
        Arrays.fill(variances, variance);
        Arrays.fill(inside, interior);
        return new CateFit(effects, variances, inside, FIT.scores(), FIT.model(), FIT.glance(), List.of());
    }

    @Test
    void theShareOfInteriorUnitsIsScored() {
        GroundTruth truth = LINEAR.truth();
        double[] effects = Surfaces.effects(truth).clone();
        for (int i = 0; i < 100; i++) {
            effects[i] += 3;
        }
        CateFit above = with(effects, 1, true);
        assertThat(UnitClaim.COVERAGE.score(above, truth)).isEqualTo(0.75);
        assertThat(UnitClaim.LOWER_TAIL.score(above, truth)).isEqualTo(0.75);
        assertThat(UnitClaim.UPPER_TAIL.score(above, truth)).isEqualTo(1);
        assertThat(UnitClaim.COVERAGE.score(with(effects, 1, false), truth)).isZero();
        assertThat(UnitClaim.COVERAGE.score(with(effects, Double.NaN, true), truth))
                .isZero();
        assertThat(UnitClaim.COVERAGE.score(FIT, truth)).isZero();
        assertThat(UnitClaim.COVERAGE.spec(Tier.D).threshold()).isEqualTo(0.93);
        GroundTruth blind = new Iid(8, 1, 0, 1, 0.5).draw(new Streams(1, 0)).truth();
        assertThat(blind.units()).isPresent();
        assertThatThrownBy(() -> UnitClaim.COVERAGE.check(Estimand.CATE, new GroundTruth(Map.of(), null)))
                .hasMessageContaining("does not know the effect on each unit");
    }

    @Test
    void errorsAreMeasuredBySpreadOrByTheEffectItself() {
        double[] effects = Surfaces.effects(LINEAR.truth());
        double mean = Arrays.stream(effects).average().orElseThrow();
        double sd = Math.sqrt(
                Arrays.stream(effects).map(v -> (v - mean) * (v - mean)).sum() / effects.length);
        double[] off = Arrays.stream(effects).map(v -> v + 0.5 * sd).toArray();
        assertThat(new UnitErrorClaim(0.5).score(with(off, 1, true), LINEAR.truth()))
                .isCloseTo(0.75, within(1e-12));
        assertThat(new UnitErrorClaim(0.25).score(with(off, 1, true), LINEAR.truth()))
                .isCloseTo(0, within(1e-12));
        double[] same = Arrays.stream(Surfaces.effects(CONSTANT.truth()))
                .map(v -> 1.5 * v)
                .toArray();
        assertThat(new UnitErrorClaim(0.5).score(with(same, 1, true), CONSTANT.truth()))
                .isCloseTo(0.75, within(1e-12));
        GroundTruth none = Heterogeneous.of(400, EffectSurface.LINEAR)
                .withEffect(0)
                .draw(new Streams(5, 0))
                .truth();
        assertThatThrownBy(() -> new UnitErrorClaim(0.5).check(Estimand.CATE, none))
                .hasMessageContaining("nobody responds");
    }

    @Test
    void slopesTellShrinkageFromNoise() {
        SlopeClaim claim = new SlopeClaim(0.6, 1.4, 0.95);
        double[] effects = Surfaces.effects(LINEAR.truth());
        assertThat(SlopeClaim.slope(new double[] {0, 1, 2}, new double[] {1, 3, 5}))
                .isEqualTo(2);
        assertThat(claim.score(with(effects, 1, true), LINEAR.truth())).isEqualTo(1);
        for (double factor : new double[] {0.5, 2}) {
            double[] changed = Arrays.stream(effects).map(v -> factor * v).toArray();
            assertThat(claim.score(with(changed, 1, true), LINEAR.truth())).isZero();
        }
        assertThat(claim.score(with(new double[400], 1, true), LINEAR.truth())).isZero();
        assertThat(claim.score(with(new double[400], 1, true), CONSTANT.truth()))
                .isEqualTo(1);
        assertThatThrownBy(() -> new SlopeClaim(1.1, 2, 0.9)).hasMessageContaining("both sides of 1");
    }

    @Test
    void aTestOfDifferencesIsSilentWhereAllRespondAlike() {
        Glance glance = new Glance("t", "v", 400, 200, 200, 0, 0, Map.of());
        HypothesisTest rejects = new HypothesisTest("same", 3, Double.NaN, 0.001, glance, List.of());
        HypothesisTest silent = new HypothesisTest("same", 0, Double.NaN, 0.5, glance, List.of());
        Claim<HypothesisTest> size = DifferingEffectsClaim.both(0.8).get(0);
        Claim<HypothesisTest> power = DifferingEffectsClaim.both(0.8).get(1);
        assertThat(size.score(rejects, CONSTANT.truth())).isZero();
        assertThat(size.score(silent, CONSTANT.truth())).isEqualTo(1);
        assertThat(size.score(rejects, LINEAR.truth())).isEqualTo(1);
        assertThat(power.score(silent, LINEAR.truth())).isZero();
        assertThat(power.score(rejects, LINEAR.truth())).isEqualTo(1);
        assertThat(power.score(silent, CONSTANT.truth())).isEqualTo(1);
        assertThat(power.spec(Tier.C).name()).isEqualTo("power");
    }

    @Test
    void groupsAreHeldToTheMeanEffectOfTheirUnits() {
        GroupEffects groups = new Gate(DrLearner.linear(), 4).estimate(LINEAR.observed(), new Philox(5, 0, 3));
        double[] truths = groups.means(Surfaces.effects(LINEAR.truth()));
        assertThat(truths).hasSize(4);
        GroupClaim coverage = new GroupClaim(FitClaim.COVERAGE, VectorClaim.Across.SHARE);
        GroupClaim all = new GroupClaim(FitClaim.COVERAGE, VectorClaim.Across.ALL);
        GroupEffects known = GroupControls.oracle().rule().answer(LINEAR, () -> groups, new Philox(5, 0, 3));
        assertThat(coverage.score(known, LINEAR.truth())).isGreaterThanOrEqualTo(0.75);
        GroupEffects narrow = GroupControls.scaledError(1e-9).rule().answer(LINEAR, () -> groups, new Philox(5, 0, 3));
        assertThat(coverage.score(narrow, LINEAR.truth())).isZero();
        assertThat(all.score(narrow, LINEAR.truth())).isZero();
        assertThat(all.spec(Tier.C).name()).isEqualTo("simultaneous-coverage");
        assertThat(coverage.spec(Tier.C).statement()).contains("groups").doesNotContain("target");
        GroupEffects pointwise =
                GroupControls.pointwiseForAll().rule().answer(LINEAR, () -> groups, new Philox(5, 0, 3));
        double wide =
                groups.simultaneous().terms().get(0).inference().interval(0.95).width();
        assertThat(pointwise
                        .simultaneous()
                        .terms()
                        .get(0)
                        .inference()
                        .interval(0.95)
                        .width())
                .isLessThan(wide);
    }

    /** Naive answers answer; that they are wrong is shown by the certificates. */
    @Test
    void naiveAnswersAreWhatTheySay() {
        Sample sample = LINEAR.observed();
        Estimator<CateFit> one = new OneEffectForAll();
        CateFit same = one.estimate(sample, new Philox(1, 0, 3));
        assertThat(Arrays.stream(same.effects()).distinct().count()).isEqualTo(1);
        double[] effect = new double[400];
        same.model().predict(sample.covariates().columns(), new int[] {7}, effect, null);
        assertThat(effect[7]).isEqualTo(same.effects()[0]);
        assertThat(new TreatedSlopes().estimate(sample, new Philox(1, 0, 3)).terms())
                .extracting(e -> e.term())
                .containsExactly("intercept", "x0", "x1", "x2", "x3", "x4");
    }
}
