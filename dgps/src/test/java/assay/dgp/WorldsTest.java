package assay.dgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Estimand;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.random.Streams;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WorldsTest {

    static Stream<Dgp> worlds() {
        return Stream.of(
                Iid.standard(500),
                new Iid(300, -1, 0, 2, 0.2),
                CovariateWorld.randomised(500, Surface.LINEAR),
                new CovariateWorld(500, 5, 2, 1, 1.5, Surface.NONLINEAR, 0.7),
                new CovariateWorld(400, 3, 0.5, 2, 0.5, Surface.LINEAR, -1));
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void aReplicateCanBeRecomputedAloneAndDiffersFromTheNext(Dgp world) {
        double[] once = world.draw(new Streams(7, 3)).observed().outcome();
        assertThat(world.draw(new Streams(7, 3)).observed().outcome()).isEqualTo(once);
        assertThat(world.draw(new Streams(7, 4)).observed().outcome()).isNotEqualTo(once);
        assertThat(world.draw(new Streams(8, 3)).observed().outcome()).isNotEqualTo(once);
    }

    /** The counterfactual twin: the same streams, another effect, so that only treated outcomes move, by the effect. */
    @ParameterizedTest
    @MethodSource("worlds")
    void twinsDifferByTheEffectAmongTheTreatedOnly(Dgp world) {
        Draw draw = world.draw(new Streams(11, 0));
        Draw twin = world.withEffect(0).draw(new Streams(11, 0));
        double[] t = TwoArms.of(draw.observed()).indicator();
        double[] effects = draw.truth().units().orElseThrow().effect();
        double[] y = draw.observed().outcome();
        double[] y0 = twin.observed().outcome();
        double mean = 0;
        for (int i = 0; i < y.length; i++) {
            assertThat(y[i] - y0[i]).isCloseTo(t[i] * effects[i], within(1e-12));
            mean += effects[i] / y.length;
        }
        assertThat(draw.truth().value(Estimand.SATE)).isCloseTo(mean, within(1e-12));
        assertThat(twin.truth().value(Estimand.ATE)).isZero();
        assertThat(twin.truth().units().orElseThrow().effect()).containsOnly(0.0);
    }

    /**
     * A large draw against the stated truth: the oracle difference of outcomes less baseline is normal with a known
     * standard error, so that five of them is missed with probability 6e-7.
     */
    @ParameterizedTest
    @MethodSource("worlds")
    void theStatedEffectIsTheOneThatALargeDrawShows(Dgp world) {
        int n = 200_000;
        Draw draw = world.withSize(n).draw(new Streams(13, 0));
        UnitTruth units = draw.truth().units().orElseThrow();
        double[] t = TwoArms.of(draw.observed()).indicator();
        double[] y = draw.observed().outcome();
        double treated = 0;
        double sum = 0;
        double propensity = 0;
        for (int i = 0; i < n; i++) {
            treated += t[i];
            sum += t[i]
                    * (y[i]
                            - units.baseline()[i]
                            - units.effect()[i]
                            + draw.truth().value(Estimand.SATE));
            propensity += units.propensity()[i];
        }
        assertThat(sum / treated)
                .isCloseTo(draw.truth().value(Estimand.SATE), within(5 * units.noiseSd() / Math.sqrt(treated)));
        assertThat(treated).isCloseTo(propensity, within(5 * Math.sqrt(n) / 2));
        assertThat(draw.truth().value(Estimand.SATE))
                .isCloseTo(draw.truth().value(Estimand.ATE), within(5 * 1.0 / Math.sqrt(n)));
    }

    /**
     * Bias of the difference in means by an independent trapezoidal rule in Python: sum over x0, x1 in [-8.5, 8.5] by
     * steps of 0.02 (steps of 0.05 agree to 5e-13).
     */
    @ParameterizedTest
    @CsvSource({"1.0,1.783981538616406", "1.2,1.9450722845834234", "1.5,2.1288597157653846"})
    void confoundingBiasesTheNaiveComparisonByAKnownAmount(double confounding, double bias) {
        CovariateWorld world = CovariateWorld.randomised(100, Surface.NONLINEAR).withConfounding(confounding);
        assertThat(world.naiveBias()).isCloseTo(bias, within(2e-7));
    }

    @Test
    void withoutConfoundingTheNaiveComparisonIsUnbiased() {
        assertThat(CovariateWorld.randomised(100, Surface.NONLINEAR).naiveBias())
                .isCloseTo(0, within(1e-12));
    }

    @Test
    void theQuadratureBiasIsTheOneThatALargeDrawShows() {
        CovariateWorld world = new CovariateWorld(400_000, 3, 2, 1, 1, Surface.NONLINEAR, 0.5);
        Sample sample = world.draw(new Streams(17, 0)).observed();
        double[] t = TwoArms.of(sample).indicator();
        double[] y = sample.outcome();
        double[] mean = new double[2];
        double[] square = new double[2];
        double[] count = new double[2];
        for (int i = 0; i < y.length; i++) {
            int arm = (int) t[i];
            mean[arm] += y[i];
            square[arm] += y[i] * y[i];
            count[arm]++;
        }
        double difference = mean[1] / count[1] - mean[0] / count[0];
        double variance = 0;
        for (int arm = 0; arm < 2; arm++) {
            double m = mean[arm] / count[arm];
            variance += (square[arm] / count[arm] - m * m) / count[arm];
        }
        // Five standard errors: false alarm 6e-7.
        assertThat(difference).isCloseTo(2 + world.naiveBias(), within(5 * Math.sqrt(variance)));
    }

    @Test
    void assignmentAndNoiseDoNotMoveWhenCovariatesAreAdded() {
        double[] few = new CovariateWorld(200, 3, 2, 1, 0, Surface.LINEAR, 0)
                .draw(new Streams(5, 0))
                .observed()
                .numeric(Role.ASSIGNMENT);
        double[] many = new CovariateWorld(200, 9, 2, 1, 0, Surface.LINEAR, 0)
                .draw(new Streams(5, 0))
                .observed()
                .numeric(Role.ASSIGNMENT);
        assertThat(many).isEqualTo(few);
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void cardsNameEveryKnob(Dgp world) {
        List<String> components = Stream.of(world.getClass().getRecordComponents())
                .map(c -> c.getName())
                .toList();
        assertThat(world.card().knobs()).extracting(WorldCard.Knob::name).containsExactlyElementsOf(components);
        assertThat(world.card().equations()).isNotEmpty();
    }

    @Test
    void knobsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new Iid(100, 2, 10, 0, 0.5)).hasMessageContaining("sd must be finite and above 0");
        assertThatThrownBy(() -> new Iid(100, 2, 10, 1, 1)).hasMessageContaining("treatedShare must be in (0, 1)");
        assertThatThrownBy(() -> new Iid(3, 2, 10, 1, 0.5)).hasMessageContaining("size must be at least 4");
        assertThatThrownBy(() -> new CovariateWorld(100, 2, 2, 1, 0, Surface.LINEAR, 0))
                .hasMessageContaining("dimensions must be at least 3");
        assertThatThrownBy(() -> new CovariateWorld(100, 3, 2, 1, Double.NaN, Surface.LINEAR, 0))
                .hasMessageContaining("confounding");
        assertThatThrownBy(() -> new Iid(100, 2, 10, 1, 0.5)
                        .draw(new Streams(1, 1))
                        .truth()
                        .value(Estimand.LATE))
                .hasMessageContaining("local average treatment effect");
    }
}
