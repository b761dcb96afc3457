package assay.dgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Clusters;
import assay.Estimand;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.random.Streams;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Worlds whose units do not all follow their assignment, and worlds of unlike clusters. */
class DesignsTest {

    private static final Encouragement ENCOURAGEMENT = new Encouragement(400, 2, 2, 1, 0.5, 0.2, -1, 0.5);
    private static final ClusteredEncouragement ALL_AT_ONCE =
            new ClusteredEncouragement(40, 20, 0.5, 0.1, 2, 1, 0.5, 0.2, -1, 0.25, 2);
    private static final UnbalancedClusters UNBALANCED = new UnbalancedClusters(20, 30, 1, 0.3, 0.1, 0.5, 1, 2);

    static Stream<Dgp> worlds() {
        return Stream.of(ENCOURAGEMENT, ALL_AT_ONCE, UNBALANCED);
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void aReplicateCanBeRecomputedAloneAndDiffersFromTheNext(Dgp world) {
        double[] once = world.draw(new Streams(7, 3)).observed().outcome();
        assertThat(world.draw(new Streams(7, 3)).observed().outcome()).isEqualTo(once);
        assertThat(world.draw(new Streams(7, 4)).observed().outcome()).isNotEqualTo(once);
    }

    /** The counterfactual twin: without an effect outcomes differ by what the treatment received did. */
    @ParameterizedTest
    @MethodSource("worlds")
    void twinsDifferByTheEffectAmongTheTreatedOnly(Dgp world) {
        Draw draw = world.draw(new Streams(11, 0));
        Draw twin = world.withEffect(0).draw(new Streams(11, 0));
        double[] assigned = TwoArms.of(draw.observed()).indicator();
        double[] received =
                draw.observed().has(Role.TREATMENT) ? draw.observed().numeric(Role.TREATMENT) : assigned;
        UnitTruth units = draw.truth().units().orElseThrow();
        UnitTruth none = twin.truth().units().orElseThrow();
        for (int i = 0; i < assigned.length; i++) {
            double change = draw.observed().outcome()[i] - twin.observed().outcome()[i];
            assertThat(change)
                    .isCloseTo(
                            units.baseline()[i] - none.baseline()[i] + assigned[i] * units.effect()[i], within(1e-12));
            assertThat(received[i] == 1 || Math.abs(change) < 1e-12).isTrue();
            assertThat(none.effect()[i]).isZero();
        }
        assertThat(twin.truth().nullHolds()).isTrue();
        assertThat(draw.truth().nullHolds()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void cardsNameEveryKnob(Dgp world) {
        List<String> components = Stream.of(world.getClass().getRecordComponents())
                .map(c -> c.getName())
                .toList();
        assertThat(world.card().knobs()).extracting(WorldCard.Knob::name).containsExactlyElementsOf(components);
        assertThat(world.withSize(60).size()).isEqualTo(60);
    }

    /** Shares and the ratio of effects in a large draw, each within five binomial or known standard errors: 6e-7 each. */
    @Test
    void sharesAndEffectsAreAsStated() {
        int n = 200_000;
        Draw draw = ENCOURAGEMENT.withSize(n).draw(new Streams(13, 0));
        Sample sample = draw.observed();
        double[] z = sample.numeric(Role.ASSIGNMENT);
        double[] d = sample.numeric(Role.TREATMENT);
        double[] y = sample.outcome();
        UnitTruth units = draw.truth().units().orElseThrow();
        double[] taken = new double[2];
        double noise = 0;
        double[] weights = new double[n];
        for (int i = 0; i < n; i++) {
            taken[(int) z[i]] += d[i];
            weights[i] = z[i] == 1 ? 2.0 / n : -2.0 / n;
            noise += weights[i] * (y[i] - units.baseline()[i] - z[i] * units.effect()[i]);
        }
        assertThat(taken[0] / (n / 2.0)).isCloseTo(0.2, within(5 * Math.sqrt(0.2 * 0.8 / (n / 2.0))));
        assertThat(taken[1] / (n / 2.0)).isCloseTo(0.7, within(5 * Math.sqrt(0.7 * 0.3 / (n / 2.0))));
        assertThat(noise).isCloseTo(0, within(5 * Math.sqrt(units.noise().variance(weights))));
        double itt = Arrays.stream(units.effect()).average().orElseThrow();
        // Half of the units respond, by 2 each: standard deviation 1.
        assertThat(itt).isCloseTo(draw.truth().value(Estimand.ITT), within(5 / Math.sqrt(n)));
        assertThat(draw.truth().value(Estimand.ATE)).isCloseTo(2 * (1 + 0.5 * (0.2 - 0.3)), within(1e-12));
        assertThat(draw.truth().value(Estimand.LATE)).isEqualTo(2);
    }

    @Test
    void oneSidedNonComplianceHasNoAlwaysTakers() {
        Sample sample = new Encouragement(1000, 0, 2, 1, 0.6, 0, 1, 0)
                .draw(new Streams(2, 0))
                .observed();
        double[] z = sample.numeric(Role.ASSIGNMENT);
        double[] d = sample.numeric(Role.TREATMENT);
        for (int i = 0; i < 1000; i++) {
            assertThat(d[i]).isLessThanOrEqualTo(z[i]);
        }
    }

    /** Propensities by wave, and clusters treated whole: counts within five binomial standard errors, 6e-7 each. */
    @Test
    void propensitiesAreTheProbabilitiesOfTheWaves() {
        Sample sample = ALL_AT_ONCE.withSize(4000).draw(new Streams(3, 0)).observed();
        Clusters clusters = Clusters.of(sample);
        double[] p = sample.numeric(Role.PROPENSITY);
        double[] z = sample.numeric(Role.ASSIGNMENT);
        double[] treated = new double[4000];
        for (int i = 0; i < p.length; i++) {
            int g = clusters.of()[i];
            assertThat(p[i]).isEqualTo(g < 2000 ? 0.25 : 0.75);
            assertThat(i == 0 || clusters.of()[i - 1] != g || z[i - 1] == z[i]).isTrue();
            treated[g] = z[i];
        }
        double within = 5 * Math.sqrt(2000 * 0.25 * 0.75);
        assertThat(Arrays.stream(treated, 0, 2000).sum()).isCloseTo(500, within(within));
        assertThat(Arrays.stream(treated, 2000, 4000).sum()).isCloseTo(1500, within(within));
    }

    @Test
    void sizesRunFromSmallToLargeAndTheNoiseFollowsTheArm() {
        Draw draw = UNBALANCED.draw(new Streams(4, 0));
        Clusters clusters = Clusters.of(draw.observed());
        int[] sizes = clusters.sizes();
        assertThat(sizes[19] / (double) sizes[0]).isCloseTo(Math.exp(2), within(0.5));
        assertThat(draw.observed().size() / 20.0).isCloseTo(30, within(0.5));
        double[] t = draw.observed().numeric(Role.ASSIGNMENT);
        double[] one = new double[t.length];
        int row = 0;
        while (t[row] == 0) {
            row++;
        }
        one[row] = 1;
        assertThat(draw.truth().units().orElseThrow().noise().variance(one)).isCloseTo(4, within(1e-12));
        double[] arm = new double[20];
        for (int i = 0; i < t.length; i++) {
            arm[clusters.of()[i]] = t[i];
        }
        assertThat(Arrays.stream(arm).sum()).isEqualTo(6);
    }

    @Test
    void knobsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new Encouragement(400, 0, 2, 1, 0.5, 0.6, 0, 0))
                .hasMessageContaining("alwaysTakers");
        assertThatThrownBy(() -> new Encouragement(400, 0, 2, 1, 0, 0, 0, 0)).hasMessageContaining("compliers");
        assertThatThrownBy(() -> new UnbalancedClusters(20, 30, -1, 0.5, 0, 0, 1, 1))
                .hasMessageContaining("imbalance");
        assertThatThrownBy(() -> new ClusteredEncouragement(40, 20, 0.5, 0.1, 2, 1, 0.5, 0.2, -1, 0.5, 2))
                .hasMessageContaining("adaptivity");
    }
}
