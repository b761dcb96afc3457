package assay.multiplicity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Estimand;
import assay.Estimate;
import assay.distribution.NormalDistribution;
import assay.multiplicity.MetricResult.Harm;
import assay.multiplicity.MultiplicityPolicy.Ruling;
import assay.multiplicity.MultiplicityPolicy.Rulings;
import java.util.List;
import org.junit.jupiter.api.Test;

class MultiplicityPolicyTest {

    private static Estimate estimate(double value, double error) {
        return Estimate.normal(Estimand.ATE, "t", value, error);
    }

    private static MetricResult p(String name, MetricRole role, double p) {
        return new MetricResult(name, role, p, Double.NaN);
    }

    @Test
    void rolesDecideWhichCorrectionApplies() {
        Rulings rulings = MultiplicityPolicy.standard()
                .decide(List.of(
                        p("retention", MetricRole.SECONDARY, .02),
                        p("revenue", MetricRole.PRIMARY, .04),
                        p("sessions", MetricRole.SECONDARY, .03),
                        p("latency", MetricRole.GUARDRAIL, .04),
                        p("crashes", MetricRole.GUARDRAIL, .03),
                        p("US", MetricRole.REGISTERED_SEGMENT, .03),
                        p("DE", MetricRole.REGISTERED_SEGMENT, .04),
                        MetricResult.exploratory("new on Sunday", Math.log(50)),
                        MetricResult.exploratory("old on Monday", Math.log(10))));
        assertThat(rulings.rulings())
                .extracting(r -> r.result().name())
                .containsExactly(
                        "retention",
                        "revenue",
                        "sessions",
                        "latency",
                        "crashes",
                        "US",
                        "DE",
                        "new on Sunday",
                        "old on Monday");
        // Holm: .02 * 2 and .03. One primary and each guardrail: unadjusted. BH: both .04. e-BH: 50 reaches 2 / .05 =
        // 40.
        assertThat(rulings.rejections().rejected())
                .containsExactly("retention", "revenue", "sessions", "latency", "crashes", "US", "DE", "new on Sunday");
        assertThat(rulings.guardrailsPass()).isTrue();
        Ruling sessions = rulings.rulings().get(2);
        assertThat(sessions.adjustedP()).isEqualTo(.04);
        assertThat(sessions.reason())
                .isEqualTo("sessions: one of 2 (secondary metric), adjusted for the family-wise error rate under any"
                        + " dependence; p = 0.0400 is at most 0.05.");
        assertThat(rulings.rulings().get(1).reason()).contains("not adjusted");
        assertThat(rulings.rulings().get(3).reason()).contains("every guardrail must pass");
        assertThat(rulings.rulings().get(8).reason()).contains("e-BH").contains("is not enough");
    }

    @Test
    void severalPrimaryMetricsShareTheLevelAndOneGuardrailIsEnoughToFail() {
        Rulings rulings = MultiplicityPolicy.standard()
                .decide(List.of(
                        p("a", MetricRole.PRIMARY, .03),
                        p("b", MetricRole.PRIMARY, .04),
                        p("g", MetricRole.GUARDRAIL, .2)));
        assertThat(rulings.rejections().rejected()).isEmpty();
        assertThat(rulings.guardrailsPass()).isFalse();
        assertThat(new MultiplicityPolicy(.05, .05, PValueAdjustment.BENJAMINI_HOCHBERG)
                        .decide(List.of(p("a", MetricRole.SECONDARY, .03), p("b", MetricRole.SECONDARY, .04)))
                        .rejections()
                        .rejected())
                .containsExactly("a", "b");
    }

    /** By hand: an increase of .5 with error 1 is 1.5 errors below a harm of 2. */
    @Test
    void guardrailsAreTestsOfHarm() {
        double p = NormalDistribution.survival(1.5);
        assertThat(MetricResult.guardrail("latency", estimate(.5, 1), 2, Harm.INCREASE)
                        .pValue())
                .isCloseTo(p, within(1e-15));
        assertThat(MetricResult.guardrail("retention", estimate(-.5, 1), 2, Harm.DECREASE)
                        .pValue())
                .isCloseTo(p, within(1e-15));
        assertThat(MetricResult.guardrail("latency", estimate(3.5, 1), 2, Harm.INCREASE)
                        .pValue())
                .isCloseTo(1 - p, within(1e-15));
        assertThat(MetricResult.of("x", MetricRole.PRIMARY, estimate(1.5, 1)).pValue())
                .isCloseTo(2 * p, within(1e-15));
    }

    @Test
    void refusesWhatIsNoEvidence() {
        assertThatThrownBy(() -> p("a", MetricRole.PRIMARY, Double.NaN)).hasMessageContaining("p-value of a");
        assertThatThrownBy(() -> MetricResult.exploratory("a", Double.NaN)).hasMessageContaining("e-value");
        assertThatThrownBy(() -> MetricResult.of("a", MetricRole.GUARDRAIL, estimate(1, 1)))
                .hasMessageContaining("GUARDRAIL");
        assertThatThrownBy(() -> MetricResult.guardrail("a", estimate(1, 1), 0, Harm.INCREASE))
                .hasMessageContaining("margin");
        assertThatThrownBy(() -> MultiplicityPolicy.standard().decide(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MultiplicityPolicy.standard()
                        .decide(List.of(p("a", MetricRole.PRIMARY, .1), p("a", MetricRole.SECONDARY, .1))))
                .hasMessageContaining("twice");
    }
}
