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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WorldsTest {

    static Stream<Dgp> worlds() {
        return Stream.of(
                Iid.standard(500),
                new Iid(300, -1, 0, 2, 0.2),
                CovariateWorld.randomised(500, Surface.LINEAR),
                new CovariateWorld(500, 5, 2, 1, 1.5, Surface.NONLINEAR, 0.7),
                new CovariateWorld(400, 3, 0.5, 2, 0.5, Surface.LINEAR, -1),
                new Hurdle(800, 0.3, 1, 0.7, 0.5, 0.2, Assignment.COMPLETE),
                new Clustered(20, 30, 0.4, 0.1, 0.5, 2),
                PrePost.standard(300),
                new PrePost(300, -1, -0.4, 2, 0.2, 0.3),
                new LogNormal(300, 0.4, 0.3, 0.8, 0.9, 0.5),
                new UnequalSpread(100, 2, 1, 2, 3, 0.3, 0.25));
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
        Draw draw = world.withSize(world instanceof Clustered ? 5000 : 200_000).draw(new Streams(13, 0));
        UnitTruth units = draw.truth().units().orElseThrow();
        double[] t = TwoArms.of(draw.observed()).indicator();
        double[] y = draw.observed().outcome();
        int n = y.length;
        double treated = Arrays.stream(t).sum();
        double propensity = Arrays.stream(units.propensity()).sum();
        double[] weights = new double[n];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            weights[i] = t[i] / treated;
            sum += weights[i] * (y[i] - units.baseline()[i] - units.effect()[i]);
        }
        assertThat(sum).isCloseTo(0, within(5 * Math.sqrt(units.noise().variance(weights))));
        assertThat(treated).isCloseTo(propensity, within(world instanceof Clustered ? n / 10.0 : 5 * Math.sqrt(n) / 2));
        double spread = Arrays.stream(units.effect())
                .map(e -> Math.pow(e - draw.truth().value(Estimand.ATE), 2))
                .average()
                .orElseThrow();
        assertThat(draw.truth().value(Estimand.SATE))
                .isCloseTo(draw.truth().value(Estimand.ATE), within(5 * Math.sqrt(spread / n) + 1e-12));
    }

    /** Moments of a share of zeros and log-normal amounts in closed form, recomputed elsewhere. */
    @Test
    void theHurdleKnowsItsMoments() {
        Hurdle world = new Hurdle(200_000, 0.03, 3, 1, 0.5, 0.5, Assignment.COMPLETE);
        // 0.03 * exp(3.5) and sqrt(0.03 * exp(8) - (0.03 * exp(3.5))^2), by Python's math module.
        assertThat(world.controlMean()).isCloseTo(0.9934635587607691, within(1e-14));
        assertThat(world.controlSd()).isCloseTo(9.40434844998133, within(1e-13));
        double[] y = world.withEffect(0).draw(new Streams(3, 0)).observed().outcome();
        double mean = Arrays.stream(y).average().orElseThrow();
        double spenders = Arrays.stream(y).filter(v -> v > 0).count();
        // Five standard errors, of the mean and of a binomial count: false alarm below 1e-5, the mean being skewed.
        assertThat(mean).isCloseTo(world.controlMean(), within(5 * world.controlSd() / Math.sqrt(y.length)));
        assertThat(spenders).isCloseTo(6000, within(5 * Math.sqrt(6000 * 0.97)));
    }

    @Test
    void completeRandomisationFixesTheArms() {
        for (int r = 0; r < 20; r++) {
            Hurdle world = new Hurdle(2200, 0.03, 3, 1, 0.5, 200 / 2200.0, Assignment.COMPLETE);
            assertThat(TwoArms.of(world.draw(new Streams(1, r)).observed()).treated())
                    .isEqualTo(200);
        }
        // Each of the six ways to treat two of four units is as likely: a count is within five standard errors of 1000
        // but with probability 4e-6 in all.
        int[] ways = new int[16];
        for (int r = 0; r < 6000; r++) {
            double[] t = Assignment.COMPLETE.draw(new Streams(2, r).assignment(), 4, 0.5);
            ways[(int) (t[0] + 2 * t[1] + 4 * t[2] + 8 * t[3])]++;
        }
        for (int way : new int[] {3, 5, 6, 9, 10, 12}) {
            assertThat((double) ways[way]).isCloseTo(1000, within(5 * Math.sqrt(1000 * 5 / 6.0)));
        }
    }

    /** Clusters are randomised whole, and rows of one are correlated as the knob says. */
    @Test
    void clustersShareTheirArmAndTheirNoise() {
        Clustered world = new Clustered(4000, 10, 0, 0.3, 1, 2);
        Draw draw = world.draw(new Streams(4, 0));
        Clusters clusters = Clusters.of(draw.observed());
        double[] t = TwoArms.of(draw.observed()).indicator();
        double[] y = draw.observed().outcome();
        assertThat(clusters.count()).isEqualTo(4000);
        assertThat(Arrays.stream(t).sum()).isEqualTo(20_000);
        double product = 0;
        for (int g = 0; g < 4000; g++) {
            assertThat(t[10 * g]).isEqualTo(t[10 * g + 9]);
            product += (y[10 * g] - t[10 * g]) * (y[10 * g + 9] - t[10 * g]) / 4000;
        }
        // E = 4 icc = 1.2; the variance of a product of such normals is 16 (1 + icc^2). Five standard errors: 6e-7.
        assertThat(product).isCloseTo(1.2, within(5 * 4 * Math.sqrt((1 + 0.09) / 4000)));
        double[] weights = new double[y.length];
        Arrays.fill(weights, 0.1);
        // A cluster's mean has variance 4 (icc + (1 - icc) / 10), and there are 4000 of them.
        assertThat(draw.truth().units().orElseThrow().noise().variance(weights))
                .isCloseTo(4000 * 4 * (0.3 + 0.07), within(1e-6));
    }

    /** Standard deviation of the noise by arm, at the mean of the covariate; five standard errors of a standard deviation. */
    @Test
    void spreadsDifferByArm() {
        Sample sample = new UnequalSpread(100_000, 0, 1, 2, 3, 0, 0.25)
                .draw(new Streams(6, 0))
                .observed();
        double[] t = TwoArms.of(sample).indicator();
        double[] y = sample.outcome();
        double[] squares = new double[2];
        for (int i = 0; i < y.length; i++) {
            squares[(int) t[i]] += (y[i] - t[i]) * (y[i] - t[i]);
        }
        assertThat(Math.sqrt(squares[1] / 25_000)).isCloseTo(6, within(5 * 6 / Math.sqrt(2 * 25_000)));
        assertThat(Math.sqrt(squares[0] / 75_000)).isCloseTo(2, within(5 * 2 / Math.sqrt(2 * 75_000)));
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
