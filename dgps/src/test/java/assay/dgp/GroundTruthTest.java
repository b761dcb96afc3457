package assay.dgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import assay.Estimand;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GroundTruthTest {

    private static final GroundTruth BARE = new GroundTruth(Map.of(), null);

    @Test
    void whatAWorldDoesNotStateCannotBeAsked() {
        assertThatIllegalArgumentException().isThrownBy(() -> BARE.value(Estimand.ATE));
        assertThatIllegalArgumentException().isThrownBy(BARE::hypotheses).withMessageContaining("hypotheses");
        assertThatIllegalArgumentException().isThrownBy(BARE::policies).withMessageContaining("policies");
        assertThatIllegalArgumentException().isThrownBy(BARE::actions).withMessageContaining("actions");
        assertThatIllegalArgumentException().isThrownBy(BARE::nullHolds).withMessageContaining("null hypothesis");
        assertThat(BARE.units()).isEmpty();
    }

    @Test
    void theNullFollowsFromTheValuesUnlessStated() {
        GroundTruth zero = new GroundTruth(Map.of(Estimand.ATE, 0.0), null);
        assertThat(zero.nullHolds()).isTrue();
        assertThat(zero.withNull(false).nullHolds()).isFalse();
        assertThat(zero.withTargets(Map.of("a", 0.0, "b", 0.1)).nullHolds()).isFalse();
        assertThat(BARE.withTargets(Map.of("a", 0.0)).nullHolds()).isTrue();
        assertThat(BARE.withNull(true).nullHolds()).isTrue();
    }

    @Test
    void partsAreKept() {
        GroundTruth all = BARE.withHypotheses(new HypothesisTruth(Set.of("a", "b"), Set.of("a")))
                .withActions(new ActionTruth(Set.of("ship"), Set.of("hold")))
                .withPolicies(PolicyTruth.ofUnits(
                        new double[][] {{1}}, new UnitTruth(new double[1], new double[1], new double[1], Noise.of(1))))
                .withTargets(Map.of("a", 1.0))
                .withNull(false);
        assertThat(all.hypotheses().effects()).containsExactly("b");
        assertThat(all.actions().right()).containsExactly("ship");
        assertThat(all.policies().best()).isZero();
        assertThat(all.targets()).containsEntry("a", 1.0);
    }

    /** Two units with baseline 1 and effects 2 and -3: treating both is worth 0.5, the best 2, nobody 1. */
    @Test
    void policiesAreValuedOverUnits() {
        UnitTruth units =
                new UnitTruth(new double[] {1, 1}, new double[] {2, -3}, new double[] {0.5, 0.5}, Noise.of(1));
        PolicyTruth truth = PolicyTruth.ofUnits(new double[][] {{1}, {-1}}, units);
        assertThat(truth.best()).isEqualTo(2);
        assertThat(truth.value(x -> 0)).isEqualTo(1);
        assertThat(truth.value(x -> 1)).isEqualTo(0.5);
        assertThat(truth.regret(x -> x[0] > 0 ? 1 : 0)).isCloseTo(0, within(1e-15));
        assertThat(truth.regret(x -> x[0] > 0 ? 0 : 1)).isEqualTo(2.5);
        assertThatIllegalArgumentException().isThrownBy(() -> truth.value(x -> 2));
        assertThatIllegalArgumentException().isThrownBy(() -> PolicyTruth.ofUnits(new double[0][], units));
    }

    @Test
    void contradictionsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new HypothesisTruth(Set.of("a"), Set.of("b")));
        assertThatIllegalArgumentException().isThrownBy(() -> new ActionTruth(Set.of(), Set.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ActionTruth(Set.of("a"), Set.of("a")))
                .withMessageContaining("both right and harmful");
    }
}
