package assay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Results that are no fit: what they hold, and what they refuse. */
class ResultsTest {

    private static final Glance GLANCE = new Glance("m", "v", 4, 2, 2, 0, 0, Map.of());

    private static Estimate estimate(String term, double value) {
        return Estimate.normal(Estimand.ATE, term, value, 1);
    }

    private static Trajectory.Look look(int n, boolean rejects) {
        return new Trajectory.Look(n, n, estimate("mean", n), rejects);
    }

    private static Trajectory path(Trajectory.Look... looks) {
        return new Trajectory(List.of(looks), GLANCE, List.of());
    }

    @Test
    void aPathEndsWhereItRejects() {
        assertThat(path(look(1, false), look(2, true), look(3, false)).end().n())
                .isEqualTo(2);
        assertThat(path(look(1, false), look(2, true)).rejects()).isTrue();
        assertThat(path(look(1, false), look(3, false)).end().n()).isEqualTo(3);
        assertThat(path(look(1, false)).firstRejection()).isEmpty();
    }

    @Test
    void aPathGrows() {
        assertThatIllegalArgumentException().isThrownBy(() -> path()).withMessageContaining("at least one look");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> path(look(2, false), look(2, false)))
                .withMessageContaining("look 2 is at 2 units");
        assertThatIllegalArgumentException().isThrownBy(() -> look(0, false));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Trajectory.Look(1, Double.NaN, estimate("mean", 0), false))
                .withMessageContaining("information");
    }

    @Test
    void aTestHasAPValue() {
        HypothesisTest test = new HypothesisTest("equal means", -2, 9, 0.05, GLANCE, List.of());
        assertThat(test.rejects(0.05)).isFalse();
        assertThat(test.rejects(0.051)).isTrue();
        for (double p : new double[] {Double.NaN, -0.1, 1.1}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new HypothesisTest("h", 0, 1, p, GLANCE, List.of()))
                    .withMessageContaining("p-value");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HypothesisTest("h", Double.NaN, 1, 0.5, GLANCE, List.of()))
                .withMessageContaining("statistic");
    }

    @Test
    void rejectionsAreNamed() {
        Rejections.Hypothesis yes = new Rejections.Hypothesis("a", 0.01, true);
        Rejections.Hypothesis no = new Rejections.Hypothesis("b", Double.NaN, false);
        assertThat(new Rejections(List.of(yes, no), List.of()).rejected()).containsExactly("a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Rejections(List.of(yes, yes), List.of()))
                .withMessageContaining("hypothesis 'a' occurs twice");
        assertThatIllegalArgumentException().isThrownBy(() -> new Rejections(List.of(), List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Rejections.Hypothesis("c", 1.5, false));
    }

    @Test
    void partsLeaveARemainder() {
        Decomposition result = new Decomposition(
                estimate("total", 3), List.of(estimate("direct", 1), estimate("indirect", 1.5)), GLANCE, List.of());
        assertThat(result.remainder()).isEqualTo(-0.5);
        assertThat(result.terms()).extracting(Estimate::term).containsExactly("total", "direct", "indirect");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Decomposition(estimate("a", 1), List.of(estimate("a", 1)), GLANCE, List.of()))
                .withMessageContaining("term 'a' occurs twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Decomposition(estimate("a", 1), List.of(), GLANCE, List.of()));
    }

    @Test
    void actionsAreOfANamedSet() {
        Policy policy = covariates -> 0;
        assertThat(new PolicyResult(policy, List.of("hold", "ship"), estimate("value", 1), GLANCE, List.of()).actions())
                .containsExactly("hold", "ship");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PolicyResult(policy, List.of("a"), estimate("value", 1), GLANCE, List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Decision("stop", List.of("hold", "ship"), "Because.", List.of()))
                .withMessageContaining("'stop' is none of the actions [hold, ship]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Decision("a", List.of("a", "a"), "Because.", List.of()))
                .withMessageContaining("action 'a' occurs twice");
    }
}
