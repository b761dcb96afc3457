package assay.dgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Covariates;
import assay.Estimand;
import assay.Role;
import assay.Sample;
import assay.distribution.NormalDistribution;
import assay.random.Streams;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The worlds of metrics, and whether they know their truth. */
class MetricWorldsTest {

    /** The knob is 0.02; the effect is that of clipped rates, by Gauss-Hermite quadrature elsewhere. */
    @Test
    void clippingTakesPartOfTheEffectAway() {
        RatioWorld world = RatioWorld.standard(100);
        assertThat(world.ratio(0)).isCloseTo(0.216821, within(5e-7));
        assertThat(world.ratio(1) - world.ratio(0)).isCloseTo(0.017037, within(5e-7));
        RatioWorld alike = new RatioWorld(100, 0.2, 0.02, 4, 0, History.NONE, 0.5);
        assertThat(alike.ratio(1) - alike.ratio(0)).isCloseTo(0.02, within(1e-15));
    }

    /** The midpoint rule over probabilities, which in the tail of a normal leaves out less than the width of a step. */
    @ParameterizedTest
    @CsvSource({"0.2, 0.02, 0.2", "0.05, -0.03, 0.1", "0.9, 0.05, 0.3", "0.5, 0.1, 0.01"})
    void theClosedFormIsTheIntegral(double rate, double effect, double sd) {
        RatioWorld world = new RatioWorld(10, rate, effect, 4, sd, History.NONE, 0.5);
        int points = 200_000;
        for (int t = 0; t < 2; t++) {
            double centre = rate + t * effect;
            double mean = IntStream.range(0, points)
                    .mapToDouble(i -> NormalDistribution.quantile((i + 0.5) / points))
                    .map(z -> Math.min(0.999, Math.max(0.001, centre + sd * z)) / points)
                    .sum();
            assertThat(world.ratio(t)).isCloseTo(mean, within(sd / points));
        }
    }

    /**
     * A large draw against the stated truth, in units of the delta method's standard error: five of them are exceeded with
     * probability 6e-7 in each arm.
     */
    @Test
    void aLargeDrawShowsTheRatios() {
        RatioWorld world = RatioWorld.standard(200_000).withHistory();
        Draw draw = world.draw(new Streams(5, 0));
        Sample sample = draw.observed();
        double[] n = sample.numeric(Role.NUMERATOR);
        double[] d = sample.numeric(Role.DENOMINATOR);
        double[] t = sample.numeric(Role.ASSIGNMENT);
        for (int arm = 0; arm < 2; arm++) {
            double truth = world.ratio(arm);
            double sum = 0;
            double squares = 0;
            double sessions = 0;
            for (int i = 0; i < n.length; i++) {
                if (t[i] == arm) {
                    double rest = n[i] - truth * d[i];
                    sum += rest;
                    squares += rest * rest;
                    sessions += d[i];
                }
                assertThat(n[i]).isBetween(0.0, d[i]);
            }
            assertThat(sum / sessions).isCloseTo(0, within(5 * Math.sqrt(squares) / sessions));
        }
        // 1 + Poisson(4): mean 5, variance 4; five standard errors.
        assertThat(Arrays.stream(d).average().orElseThrow()).isCloseTo(5, within(5 * 2 / Math.sqrt(200_000)));
        Covariates before = sample.covariates();
        assertThat(before.names()).containsExactly("pre_conversions", "pre_sessions");
        assertThat(correlation(before.columns()[0], n)).isGreaterThan(0.3);
        // Sessions now and before are independent: a correlation of n pairs has standard error 1 / sqrt(n).
        assertThat(correlation(before.columns()[1], d)).isCloseTo(0, within(5 / Math.sqrt(200_000)));
        assertThat(draw.truth().value(Estimand.RATIO)).isCloseTo(0.017037, within(5e-7));
        assertThat(draw.truth().value(Estimand.LIFT)).isCloseTo(0.017037 / 0.216821, within(5e-6));
    }

    private static double correlation(double[] a, double[] b) {
        double ma = Arrays.stream(a).average().orElseThrow();
        double mb = Arrays.stream(b).average().orElseThrow();
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - ma) * (b[i] - mb);
            aa += (a[i] - ma) * (a[i] - ma);
            bb += (b[i] - mb) * (b[i] - mb);
        }
        return ab / Math.sqrt(aa * bb);
    }

    @Test
    void anEffectAskedForIsTheEffectOnTheRatio() {
        RatioWorld world = RatioWorld.standard(50).withEffect(0.1);
        assertThat(world.draw(new Streams(1, 0)).truth().value(Estimand.RATIO)).isCloseTo(0.1, within(1e-12));
        GroundTruth none =
                RatioWorld.standard(50).withEffect(0).draw(new Streams(1, 0)).truth();
        assertThat(none.value(Estimand.RATIO)).isZero();
        assertThat(none.nullHolds()).isTrue();
        assertThatThrownBy(() -> world.withEffect(2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> world.withEffect(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Without an effect no user behaves otherwise, whatever the arm, and the past is the same with one. */
    @Test
    void twinsOfARatioDifferAmongTheTreatedOnly() {
        RatioWorld world = new RatioWorld(500, 0.2, 0.3, 4, 0.2, History.OBSERVED, 0.3);
        Sample with = world.draw(new Streams(6, 0)).observed();
        Sample without = world.withEffect(0).draw(new Streams(6, 0)).observed();
        double[] t = with.numeric(Role.ASSIGNMENT);
        double[] a = with.numeric(Role.NUMERATOR);
        double[] b = without.numeric(Role.NUMERATOR);
        for (int i = 0; i < t.length; i++) {
            assertThat(a[i]).isGreaterThanOrEqualTo(b[i]);
            assertThat(t[i] == 1 || a[i] == b[i]).isTrue();
        }
        assertThat(a).isNotEqualTo(b);
        assertThat(with.numeric(Role.DENOMINATOR)).isEqualTo(without.numeric(Role.DENOMINATOR));
        assertThat(with.covariates().columns())
                .isDeepEqualTo(without.covariates().columns());
    }

    /** The share below a quantile is binomial, and five standard errors of it are exceeded with probability 6e-7. */
    @ParameterizedTest
    @CsvSource({"0.9, 1, 0.5", "0.5, 2, -0.3"})
    void quantilesOfAmountsAreWhereTheWorldSaysThatTheyAre(double probability, double sd, double effect) {
        LogNormal world = new LogNormal(200_000, effect, 0.3, sd, probability, 0.5);
        Draw draw = world.draw(new Streams(9, 0));
        double[] y = draw.observed().outcome();
        double[] t = draw.observed().numeric(Role.ASSIGNMENT);
        double q0 = world.controlQuantile();
        double q1 = q0 + draw.truth().value(Estimand.QTE);
        double[] below = new double[2];
        double[] count = new double[2];
        for (int i = 0; i < y.length; i++) {
            int arm = (int) t[i];
            count[arm]++;
            below[arm] += y[i] <= (arm == 1 ? q1 : q0) ? 1 : 0;
        }
        for (int arm = 0; arm < 2; arm++) {
            double error = Math.sqrt(probability * (1 - probability) / count[arm]);
            assertThat(below[arm] / count[arm]).isCloseTo(probability, within(5 * error));
        }
        assertThat(draw.truth().value(Estimand.LIFT)).isEqualTo(effect);
        assertThat(draw.truth().value(Estimand.ATE)).isCloseTo(effect * world.controlMean(), within(1e-15));
    }

    /** The pre-period explains rho^2 of the variance, and those without one keep their rows. */
    @Test
    void thePastExplainsTheShareItShould() {
        Draw draw = PrePost.standard(200_000).withEffect(0).draw(new Streams(10, 0));
        double r = correlation(
                draw.observed().covariates().columns()[0], draw.observed().outcome());
        // The standard error of a correlation is (1 - rho^2) / sqrt(n).
        assertThat(r).isCloseTo(0.7, within(5 * 0.51 / Math.sqrt(200_000)));
        Sample some = new PrePost(10_000, 0.3, 0.7, 5, 0.2, 0.5)
                .draw(new Streams(10, 0))
                .observed();
        assertThat(some.size()).isEqualTo(10_000);
        assertThat(some.covariates().names()).containsExactly("pre", "pre_missing");
        assertThat(Arrays.stream(some.covariates().columns()[1]).sum()).isCloseTo(2000, within(5 * 40.0));
    }

    @Test
    void knobsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new PrePost(100, 0, 1, 5, 0, 0.5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PrePost(100, 0, 0.5, 0, 0, 0.5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PrePost(100, 0, 0.5, 5, 1, 0.5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LogNormal(100, -1, 0, 1, 0.5, 0.5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RatioWorld(100, 0.2, 0, 500, 0.1, History.NONE, 0.5))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RatioWorld(100, 0.2, 0, 4, -1, History.NONE, 0.5))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(RatioWorld.standard(10).card().knobs()).hasSize(7);
        assertThat(PrePost.standard(10).withSize(20).size()).isEqualTo(20);
        assertThat(new LogNormal(10, 0, 0, 1, 0.5, 0.5).withSize(20).card().knobs())
                .hasSize(6);
        assertThat(RatioWorld.standard(10).withSize(20)).isEqualTo(RatioWorld.standard(20));
    }
}
