package assay.dgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Estimand;
import assay.Role;
import assay.Sample;
import assay.distribution.NormalDistribution;
import assay.random.Streams;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.apache.commons.math3.util.FastMath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * True values of the worlds of outcome types, of drift and of heterogeneous effects. Golden values are integrals over the
 * normal density by scipy.integrate.quad with tolerance 1e-13 (dblquad where two normals are left), and closed forms.
 */
class OutcomeWorldsTest {

    private static double value(Dgp world, Estimand estimand) {
        return world.draw(new Streams(1, 0)).truth().value(estimand);
    }

    @ParameterizedTest
    @CsvSource({
        "-0.4, 0.5, 0.41663787448871664, 0.10436647785800185",
        "-0.4, 0.35, 0.41663787448871664, 0.07285581881411796",
        "-0.4, 0.2, 0.41663787448871664, 0.041419375100427536",
        "-0.85, 0.45, 0.3278821704844816, 0.08875570400423505"
    })
    void aLogOddsRatioIsNotADifferenceOfProbabilities(
            double intercept, double logOddsRatio, double base, double effect) {
        Binary world = new Binary(10, 3, intercept, logOddsRatio, 0.5);
        assertThat(world.mean(0)).isCloseTo(base, within(1e-13));
        assertThat(value(world, Estimand.ATE)).isCloseTo(effect, within(1e-13));
        assertThat(value(world, Estimand.LIFT)).isCloseTo(effect / base, within(1e-12));
        assertThat(world.withEffect(effect).logOddsRatio()).isCloseTo(logOddsRatio, within(1e-11));
    }

    @Test
    void aRateRatioIsTheRatioOfMeans() {
        Count world = Count.standard(10);
        assertThat(value(world, Estimand.ATE)).isCloseTo(0.369286445653303, within(1e-14));
        assertThat(world.mean(1) / world.mean(0)).isCloseTo(Math.exp(0.15), within(1e-14));
        assertThat(value(world, Estimand.LIFT)).isCloseTo(Math.exp(0.15) - 1, within(1e-14));
        assertThat(world.withEffect(0.369286445653303).logRateRatio()).isCloseTo(0.15, within(1e-14));
    }

    @Test
    void revenueMovesInBothParts() {
        Revenue world = Revenue.standard(10);
        assertThat(value(world, Estimand.ATE)).isCloseTo(0.6666739288298897, within(1e-14));
        assertThat(value(world.withEffect(0.3), Estimand.ATE)).isCloseTo(0.3, within(1e-14));
        assertThat(world.withEffect(0.6666739288298897).logMeanChange()).isCloseTo(0.1, within(1e-14));
        // A multiplier of the amounts alone is the hurdle world.
        Revenue amounts = new Revenue(10, 0.1, 0, 2, FastMath.log(1.3), 1, 0.5);
        Hurdle hurdle = new Hurdle(10, 0.1, 2, 1, 0, 0.5, Assignment.BERNOULLI);
        assertThat(value(amounts, Estimand.ATE)).isCloseTo(0.3 * hurdle.controlMean(), within(1e-14));
    }

    @Test
    void stayingIsAnExpectationOverHazards() {
        Survival world = Survival.standard(10);
        assertThat(world.survival(30, 0)).isCloseTo(0.23042660661590064, within(1e-14));
        assertThat(value(world, Estimand.ATE)).isCloseTo(0.366280860353238 - 0.23042660661590064, within(1e-14));
        assertThat(value(world, Estimand.ATE)).isCloseTo(0.135854, within(5e-7));
        assertThat(world.survival(60, 1)).isCloseTo(0.1453293697941921, within(1e-14));
        assertThat(world.rate(0)).isCloseTo(0.04857744338426544, within(1e-14));
        assertThat(value(world, Estimand.RATIO)).isCloseTo(-0.015601264956942536, within(1e-14));
        assertThat(world.withEffect(0.366280860353238 - 0.23042660661590064).logHazardReduction())
                .isCloseTo(0.4, within(1e-11));
    }

    @Test
    void aFunnelMultiplies() {
        Funnel world = Funnel.standard(10);
        assertThat(world.click()).isCloseTo(0.38183972261234805, within(1e-14));
        assertThat(world.conversion(0)).isCloseTo(0.2794191847567007, within(1e-14));
        assertThat(value(world, Estimand.ATE)).isCloseTo(0.3230646091326599, within(1e-13));
        Map<String, Double> targets = world.draw(new Streams(1, 0)).truth().targets();
        assertThat(targets).containsOnlyKeys("click", "conversion", "revenue");
        assertThat(targets.get("conversion")).isCloseTo(0.011455191678370441, within(1e-14));
        assertThat(value(world, Estimand.RATIO)).isCloseTo(0.03, within(1e-14));
        assertThat(value(world.withEffect(0.1), Estimand.ATE)).isCloseTo(0.1, within(1e-13));
    }

    /** Where the clip bites, the mean has a kink, which splits the integral. */
    @ParameterizedTest
    @CsvSource({
        "0.5, 0.7783714796176101",
        "-0.3, 0.030209800853385475",
        "0.9, 0.9998895484869028",
        "-0.1, 0.17952963626979795"
    })
    void clippedConversionsAreTakenIntoAccount(double change, double mean) {
        assertThat(new Funnel(10, 2, change, 0, 1, 0.5).conversion(1)).isCloseTo(mean, within(1e-12));
    }

    /** Published to six digits; see also the covariate world and the ratio world in their tests. */
    @Test
    void publishedValuesAreReproduced() {
        assertThat(value(Binary.standard(10), Estimand.ATE)).isCloseTo(0.104366, within(5e-7));
        assertThat(value(Count.standard(10), Estimand.ATE)).isCloseTo(0.369286, within(5e-7));
        assertThat(value(Revenue.standard(10), Estimand.ATE)).isCloseTo(0.666674, within(5e-7));
        assertThat(Survival.standard(10).survival(30, 0)).isCloseTo(0.230427, within(5e-7));
        assertThat(value(Funnel.standard(10), Estimand.ATE)).isCloseTo(0.323065, within(5e-7));
        assertThat(Funnel.standard(10).click()).isCloseTo(0.381840, within(5e-7));
        assertThat(value(RatioWorld.standard(10), Estimand.RATIO)).isCloseTo(0.017037, within(5e-7));
        assertThat(RatioWorld.standard(10).ratio(0)).isCloseTo(0.216821, within(5e-7));
        assertThat(value(Iid.standard(10), Estimand.ATE)).isEqualTo(2);
        assertThat(value(CovariateWorld.randomised(10, Surface.NONLINEAR).withConfounding(1.5), Estimand.ATE))
                .isEqualTo(2);
        assertThat(value(new Clustered(10, 10, 0, 0.5, 0.25, 1), Estimand.ATE)).isEqualTo(0.25);
        assertThat(value(PrePost.standard(10), Estimand.ATE)).isEqualTo(0.3);
        Heterogeneous linear = Heterogeneous.of(10, EffectSurface.LINEAR);
        assertThat(value(linear, Estimand.ATE)).isEqualTo(0.5);
        assertThat(linear.harmed()).isCloseTo(0.32736, within(5e-6));
        assertThat(linear.bestValue(0)).isCloseTo(0.739905, within(5e-7));
        assertThat(linear.bestValue(0.3)).isCloseTo(0.553149, within(5e-7));
        assertThat(linear.topEffect(0.1)).isCloseTo(2.46213, within(5e-6));
    }

    @Test
    void surfacesKnowTheirLaw() {
        Heterogeneous linear = Heterogeneous.of(10, EffectSurface.LINEAR);
        assertThat(linear.harmed()).isCloseTo(0.32736042300928847, within(1e-13));
        assertThat(linear.bestValue(0)).isCloseTo(0.7399053531741963, within(1e-13));
        assertThat(linear.bestValue(0.3)).isCloseTo(0.5531485555701057, within(1e-13));
        assertThat(linear.topEffect(0.1)).isCloseTo(2.4621310006943133, within(1e-12));
        Heterogeneous b = Heterogeneous.of(10, EffectSurface.NIE_WAGER_B);
        assertThat(b.effect()).isCloseTo(0.8060591833474398, within(1e-13));
        assertThat(b.bestValue(0.3)).isCloseTo(0.743239708454034, within(1e-13));
        assertThat(b.harmed()).isCloseTo(0.23886627200433944, within(1e-13));
        assertThat(b.topEffect(0.1)).isCloseTo(2.8343539578989168, within(1e-11));
        Heterogeneous d = Heterogeneous.of(10, EffectSurface.NIE_WAGER_D);
        assertThat(d.effect()).isCloseTo(0.1267987153949146, within(1e-14));
        assertThat(d.bestValue(0)).isCloseTo(0.5094303867356501, within(1e-9));
        assertThat(d.bestValue(0.5)).isCloseTo(0.33878307257628104, within(1e-9));
        assertThat(d.bestValue(-0.7)).isCloseTo(1.011513225102126, within(1e-9));
        assertThat(d.harmed()).isCloseTo(0.3589764457877564, within(1e-12));
        Heterogeneous interaction = Heterogeneous.of(10, EffectSurface.INTERACTION);
        assertThat(interaction.bestValue(0)).isCloseTo(0.6611837411483505, within(1e-12));
        assertThat(interaction.bestValue(0.3)).isCloseTo(0.43887837025843757, within(1e-12));
        assertThat(interaction.harmed()).isCloseTo(0.20489410208170056, within(1e-12));
        Heterogeneous zeros = Heterogeneous.of(10, EffectSurface.ZERO_INFLATED);
        assertThat(zeros.effect()).isCloseTo(0.3992824567484915, within(1e-14));
        assertThat(zeros.bestValue(0.4)).isCloseTo(0.31187074073179843, within(1e-13));
        assertThat(Heterogeneous.of(10, EffectSurface.SPARSE).topEffect(0.1)).isCloseTo(2, within(1e-7));
        assertThat(Heterogeneous.of(10, EffectSurface.NIE_WAGER_C).bestValue(0.3))
                .isCloseTo(0.7, within(1e-15));
        // The mean of the highest tenth of a triangular law on [0, 1]: 1 - (2/3) sqrt(0.1 / 2).
        assertThat(Heterogeneous.of(10, EffectSurface.NIE_WAGER_A).topEffect(0.1))
                .isCloseTo(1 - 2.0 / 3 * Math.sqrt(0.05), within(1e-12));
    }

    /**
     * The law of the effects that a large draw shows: harm, gain at two costs and propensities that a world can have. Five
     * binomial or sample standard errors, of 24 comparisons: 1.4e-5.
     */
    @ParameterizedTest
    @EnumSource(EffectSurface.class)
    void aLargeDrawShowsTheLawOfTheEffects(EffectSurface surface) {
        int n = 200_000;
        Heterogeneous world = Heterogeneous.of(n, surface).withEffect(1.5 * surface.mean());
        Draw draw = world.draw(new Streams(3, 0));
        UnitTruth units = draw.truth().units().orElseThrow();
        assertThat(Arrays.stream(units.propensity())).allMatch(e -> e > 0 && e < 1);
        double harmed = Arrays.stream(units.effect()).filter(e -> e < 0).count() / (double) n;
        assertThat(harmed).isCloseTo(world.harmed(), within(5 * Math.sqrt(world.harmed() / n)));
        for (double cost : new double[] {-0.2, 0.4}) {
            double[] gains = Arrays.stream(units.effect())
                    .map(e -> Math.max(e - cost, 0))
                    .toArray();
            double mean = Arrays.stream(gains).average().orElseThrow();
            double squares =
                    Arrays.stream(gains).map(g -> (g - mean) * (g - mean)).sum();
            assertThat(mean).isCloseTo(world.bestValue(cost), within(5 * Math.sqrt(squares) / n + 1e-12));
        }
        boolean varies = Arrays.stream(units.propensity()).anyMatch(e -> e != units.propensity()[0]);
        assertThat(surface.confounded()).isEqualTo(varies);
        assertThat(world.card().dag().lines().contains("X -> T")).isEqualTo(varies);
    }

    @Test
    void whatIsWorthDoingNeedsAnEffectThatIsNotNegative() {
        Heterogeneous none = Heterogeneous.of(10, EffectSurface.LINEAR).withEffect(0);
        assertThat(none.bestValue(0)).isZero();
        assertThat(none.bestValue(-0.5)).isEqualTo(0.5);
        assertThat(none.harmed()).isZero();
        assertThatThrownBy(() -> none.withEffect(-1).harmed()).hasMessageContaining("not negative");
    }

    /** Without a ramp no bias; with one, the sum over periods is what large draws show, within five standard errors: 6e-7. */
    @Test
    void aRampConfoundsTimeWithTreatment() {
        assertThat(Drift.standard(10).naiveBias()).isCloseTo(0, within(1e-15));
        Drift world = Drift.standard(200_000).withRamp(0.4);
        assertThat(Arrays.stream(world.effects()).average().orElseThrow()).isCloseTo(0.5, within(1e-14));
        // Three times as large at first as in the long run, and the excess halves in four periods.
        double[] tau = world.effects();
        assertThat((tau[0] - tau[4]) / (tau[4] - tau[8])).isCloseTo(2, within(1e-10));
        assertThat(tau[0] / (2 * tau[4] - tau[0])).isCloseTo(3, within(1e-10));
        Sample sample = world.draw(new Streams(4, 0)).observed();
        double[] t = sample.numeric(Role.ASSIGNMENT);
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
        double variance = 0;
        for (int arm = 0; arm < 2; arm++) {
            mean[arm] /= count[arm];
            variance += (square[arm] / count[arm] - mean[arm] * mean[arm]) / count[arm];
        }
        assertThat(mean[1] - mean[0]).isCloseTo(0.5 + world.naiveBias(), within(5 * Math.sqrt(variance)));
        assertThat(sample.numeric(Role.PROPENSITY)[0]).isCloseTo(0.1, within(1e-15));
        assertThat(sample.numeric(Role.TIME)[199_999]).isEqualTo(28);
    }

    /** The law of sizes 6 to 54, enumerated. */
    @Test
    void unitsAndClustersHaveDifferentAverages() {
        InformativeClusters world = InformativeClusters.standard(40);
        double sizes = 0;
        double weighted = 0;
        for (int m = 6; m <= 54; m++) {
            sizes += m;
            weighted += m * 0.5 * (1 + (m / 30.0 - 1));
        }
        assertThat(world.unitEffect()).isCloseTo(weighted / sizes, within(1e-14));
        assertThat(value(world, Estimand.ATE)).isEqualTo(world.unitEffect());
        assertThat(value(world, Estimand.CLUSTER_ATE)).isEqualTo(0.5);
        assertThat(new InformativeClusters(40, 30, 0, 0.05, 0.5, 1, 0.5, 1).unitEffect())
                .isEqualTo(0.5);
    }

    /** Inversion gives the quantile of the Poisson distribution at every uniform. */
    @ParameterizedTest
    @CsvSource({"0.01", "0.9", "7.3", "164", "600"})
    void countsAreQuantiles(double mean) {
        PoissonDistribution poisson = new PoissonDistribution(mean);
        for (int i = 0; i < 400; i++) {
            double u = (i + 0.5) / 400;
            int k = Inversion.poisson(u, mean);
            assertThat(poisson.cumulativeProbability(k)).isGreaterThan(u - 1e-12);
            assertThat(poisson.cumulativeProbability(k - 1)).isLessThanOrEqualTo(u + 1e-12);
        }
        assertThat(Inversion.poisson(Math.nextDown(1.0), mean))
                .isBetween((int) mean, (int) (mean + 9 * Math.sqrt(mean) + 20));
    }

    /** Moments of a normal, and a kink, against closed forms, up to the rounding of sums of some hundred terms. */
    @Test
    void expectationsOverANormal() {
        assertThat(NormalMean.of(z -> 1)).isCloseTo(1, within(1e-15));
        assertThat(NormalMean.of(z -> z * z * z * z)).isCloseTo(3, within(1e-13));
        assertThat(NormalMean.of(FastMath::exp)).isCloseTo(Math.exp(0.5), within(1e-14));
        assertThat(NormalMean.of(z -> Traits.logistic(3 * z + 1)))
                .isCloseTo(1 - NormalMean.of(z -> Traits.logistic(-3 * z - 1)), within(1e-14));
        for (double from : new double[] {-20, -1.3, 0, 2.5, 20}) {
            assertThat(NormalMean.above(from, z -> 1)).isCloseTo(NormalDistribution.survival(from), within(1e-14));
        }
        assertThat(NormalMean.above(0.5, z -> z)).isCloseTo(NormalMean.density(0.5), within(1e-14));
    }

    @Test
    void timesAreCutOffAtTheHorizon() {
        Sample sample = Survival.standard(5000).draw(new Streams(8, 0)).observed();
        double[] time = sample.numeric(Role.DENOMINATOR);
        double[] event = sample.numeric(Role.NUMERATOR);
        double[] y = sample.outcome();
        assertThat(IntStream.range(0, 5000))
                .allMatch(i -> event[i] == (time[i] < 60 ? 1 : 0) && y[i] == (time[i] > 30 ? 1 : 0) && time[i] > 0);
    }

    @Test
    void aFunnelNarrows() {
        Sample sample = Funnel.standard(5000).draw(new Streams(8, 0)).observed();
        double[] clicks = sample.numeric(Role.DENOMINATOR);
        double[] conversions = sample.numeric(Role.NUMERATOR);
        double[] y = sample.outcome();
        assertThat(IntStream.range(0, 5000))
                .allMatch(i -> conversions[i] <= clicks[i] && (y[i] > 0) == (conversions[i] == 1));
    }

    @Test
    void propensitiesStayAwayFromTheEnds() {
        CovariateWorld world = CovariateWorld.randomised(5000, Surface.NONLINEAR)
                .withConfounding(2)
                .withLeastPropensity(0.1);
        UnitTruth units = world.draw(new Streams(9, 0)).truth().units().orElseThrow();
        assertThat(Arrays.stream(units.propensity())).allMatch(e -> e >= 0.1 && e <= 0.9);
        assertThat(Arrays.stream(units.propensity()).max().orElseThrow()).isGreaterThan(0.89);
        // Closer to a coin, the naive comparison is less biased.
        assertThat(world.naiveBias())
                .isBetween(0.5, world.withLeastPropensity(0).naiveBias() - 0.1);
        assertThat(world.withLeastPropensity(0))
                .isEqualTo(CovariateWorld.randomised(5000, Surface.NONLINEAR).withConfounding(2));
    }

    @Test
    void knobsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new Binary(10, 1, 0, 0, 0.5)).hasMessageContaining("dimensions must be at least 2");
        assertThatThrownBy(() -> Binary.standard(10).withEffect(0.6)).hasMessageContaining("probability in (0, 1)");
        assertThatThrownBy(() -> new Count(10, 1, 2, 0.5, 0.5)).hasMessageContaining("at most 2.2");
        assertThatThrownBy(() -> Count.standard(10).withEffect(-5)).hasMessageContaining("above minus the mean");
        assertThatThrownBy(() -> new Revenue(10, 0.9, 0.2, 0, 0, 1, 0.5)).hasMessageContaining("share + shareChange");
        assertThatThrownBy(() -> Revenue.standard(10).withEffect(-5)).hasMessageContaining("above minus the mean");
        assertThatThrownBy(() -> new Survival(10, 1, 0.05, 0, 30, 20, 0.5)).hasMessageContaining("not before day");
        assertThatThrownBy(() -> Survival.standard(10).withEffect(-0.5)).hasMessageContaining("share of stayers");
        assertThatThrownBy(() -> new Funnel(10, 2, 1, 0, 1, 0.5)).hasMessageContaining("conversionChange");
        assertThatThrownBy(() -> Funnel.standard(10).withEffect(-5)).hasMessageContaining("above minus the mean");
        assertThatThrownBy(() -> new Drift(10, 1, 0, 0, 1, 0, 0, 1, 0))
                .hasMessageContaining("periods must be at least 2");
        assertThatThrownBy(() -> new Drift(10, 2000, 0, 0, 1, 0, 0, 1, 0)).hasMessageContaining("at most 1000");
        assertThatThrownBy(() -> new Drift(10, 5, 0, -1, 1, 0, 0, 1, 0)).hasMessageContaining("novelty");
        assertThatThrownBy(() -> new Drift(10, 5, 0, 0, 1, 0, 0, 1, 0.5)).hasMessageContaining("ramp");
        assertThatThrownBy(() -> new InformativeClusters(4, 5, 1, 0, 0, 0, 0, 1))
                .hasMessageContaining("spread");
        assertThatThrownBy(() -> new InformativeClusters(4, 5, 0, 1, 0, 0, 0, 1))
                .hasMessageContaining("icc");
        assertThatThrownBy(() -> new Heterogeneous(10, 4, 0, 1, EffectSurface.LINEAR))
                .hasMessageContaining("dimensions must be at least 5");
        assertThatThrownBy(() -> CovariateWorld.randomised(10, Surface.LINEAR).withLeastPropensity(0.5))
                .hasMessageContaining("leastPropensity");
    }
}
