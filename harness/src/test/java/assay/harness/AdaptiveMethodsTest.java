package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.Column;
import assay.Role;
import assay.Sample;
import assay.adaptive.AdaptiveAipw;
import assay.baseline.ArmMeans;
import assay.dgp.Draw;
import assay.dgp.ManyArmedBandit;
import assay.harness.AdaptiveControls.Loss;
import assay.harness.AdaptiveControls.Mislaid;
import assay.random.Philox;
import assay.random.Streams;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AdaptiveMethodsTest {

    static Stream<Method<?>> methods() {
        Map<String, Supplier<? extends Method<?>>> makers = new LinkedHashMap<>();
        AdaptiveMethods.addTo(makers);
        return makers.values().stream().map(Supplier::get);
    }

    /** One draw of each cell is answered by the method and by each control, and every claim can be made and scored. */
    @ParameterizedTest
    @MethodSource("methods")
    <R> void everySubjectAnswers(Method<R> method) {
        for (Cell<R> cell : method.cells()) {
            Draw draw = cell.world().draw(new Streams(1, 0));
            Philox random = new Philox(1, 0, 3);
            R own = method.estimator().estimate(draw.observed(), random);
            for (Control<R> control : cell.controls()) {
                R other = control.rule().answer(draw, () -> own, random);
                for (Claim<R> claim : method.claims()) {
                    if (claim.arena() == Arena.EFFECT) {
                        claim.check(method.estimator().target(), draw.truth());
                        assertThat(claim.score(other, draw.truth())).isBetween(0.0, 1.0);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void estimatorsAndControlsPrintWithoutAddresses(Method<?> method) {
        assertThat(method.estimator().toString()).doesNotContain("@").doesNotContain("$$Lambda");
        method.cells()
                .forEach(cell -> cell.controls()
                        .forEach(control ->
                                assertThat(control.estimator().toString()).doesNotContain("@")));
    }

    /** The region of several arms is told by the rarest of them. */
    @Test
    void regionsAreToldByTheRarestArm() {
        Sample sample = ManyArmedBandit.standard(1000).draw(new Streams(1, 0)).observed();
        double[] counts = new double[3];
        for (double arm : sample.numeric(Role.ASSIGNMENT)) {
            counts[(int) arm]++;
        }
        double least = Math.min(counts[0], Math.min(counts[1], counts[2])) / 1000;
        Map<String, Double> features = new AdaptiveControls.Arms()
                .describe(sample, AdaptiveAipw.standard().estimate(sample, new Philox(1, 0, 3)));
        assertThat(features.get(Descriptor.SMALLER_ARM_SHARE.code())).isEqualTo(least);
        assertThat(features.get(Descriptor.PERIODS.code())).isEqualTo(10);
        assertThat(features).containsKeys("rows", Descriptor.SMALLEST_PROPENSITY.code());
    }

    /** With one propensity for all, the scores are plain means but for what the first batch says. */
    @Test
    void lossesDoWhatTheySay() {
        Sample sample = ManyArmedBandit.standard(1000).draw(new Streams(1, 0)).observed();
        Column first = sample.columns(Role.PROPENSITY).get(0);
        assertThat(Loss.REVERSED
                        .columns(sample, sample.columns(Role.PROPENSITY))
                        .get(2))
                .isSameAs(first);
        double plain =
                new ArmMeans().estimate(sample, new Philox(1, 0, 3)).estimate().value();
        double one = new Mislaid<>(Loss.OVERALL_SHARES, AdaptiveAipw.standard())
                .estimate(sample, new Philox(1, 0, 3))
                .estimate()
                .value();
        assertThat(one).isCloseTo(plain, within(0.1));
    }
}
