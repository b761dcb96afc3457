package assay.dgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Column;
import assay.Estimand;
import assay.Fit;
import assay.Role;
import assay.Sample;
import assay.baseline.InExperimentCupac;
import assay.random.Philox;
import assay.random.Streams;
import assay.sequential.SampleRatioTest;
import assay.switchback.BlockRatioTest;
import assay.switchback.SwitchbackBlockRegression;
import assay.switchback.SwitchbackHorvitzThompson;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SwitchbackTest {

    private static Switchback lyra(double effect, SwitchbackRows rows) {
        return new Switchback(
                24,
                60,
                TossPlan.REGULAR,
                1,
                effect,
                0.5,
                Carryover.DISPLACING,
                0,
                0,
                15,
                1.5,
                1,
                0.05,
                0.03,
                0.02,
                0.3,
                2000,
                1000,
                rows);
    }

    static List<Switchback> worlds() {
        Switchback many = Switchback.standard(18, 40);
        return List.of(
                many,
                many.withRows(SwitchbackRows.TOTALS).withUsers(2, 1, 0),
                many.withUsers(2, 1, 0),
                many.withRows(SwitchbackRows.USERS).withUsers(3, 1.5, 0),
                many.withCarryover(Carryover.DISPLACING, 3, 2),
                many.withCarryover(Carryover.ADDITIVE, 5, 1),
                Switchback.oneMarket(60),
                Switchback.oneMarket(60).withCarryover(Carryover.ADDITIVE, 0, 1));
    }

    private static double mean(Sample sample) {
        return Arrays.stream(sample.outcome()).average().orElseThrow();
    }

    /** lyra.md, section 3: the truth is tau, whatever the carryover, as that displaces. */
    @Test
    void theGoldenTruthIsTau() {
        Switchback world = Switchback.standard(18, 40);
        assertThat(world.draw(new Streams(1, 0)).truth().value(Estimand.ATE)).isEqualTo(20);
        assertThat(world.withCarryover(Carryover.DISPLACING, 3, 2)
                        .draw(new Streams(1, 0))
                        .truth()
                        .value(Estimand.ATE))
                .isEqualTo(20);
        // 0.3, 0.2 and 0.1 are the weights of three lags: additive carryover is worth 0.6 of the effect.
        assertThat(world.withCarryover(Carryover.ADDITIVE, 3, 1)
                        .draw(new Streams(1, 0))
                        .truth()
                        .value(Estimand.ATE))
                .isCloseTo(32, within(1e-12));
    }

    /** The same noise in both twins: their difference is the truth of the draw to rounding, in every row form. */
    @ParameterizedTest
    @MethodSource("worlds")
    void theTruthIsTheDifferenceOfTheTwins(Switchback world) {
        for (int r = 0; r < 3; r++) {
            Streams streams = new Streams(11, r);
            Draw draw = world.draw(streams);
            Sample on = world.twin(streams, 1);
            Sample off = world.twin(streams, 0);
            double truth = draw.truth().value(Estimand.GLOBAL_ATE);
            assertThat(mean(on) - mean(off)).isCloseTo(truth, within(1e-7));
            assertThat(draw.truth().value(Estimand.LAG_EFFECT)).isEqualTo(truth);
            assertThat(draw.observed().numeric(Role.TIME)).isEqualTo(on.numeric(Role.TIME));
            assertThat(draw.observed().numeric(Role.COVARIATE)).isEqualTo(off.numeric(Role.COVARIATE));
        }
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void withoutAnEffectTheTossesChangeNothing(Switchback world) {
        Switchback none = world.withEffect(0);
        Streams streams = new Streams(12, 0);
        assertThat(none.draw(streams).observed().outcome())
                .isEqualTo(none.twin(streams, 0).outcome())
                .isEqualTo(none.twin(streams, 1).outcome());
        assertThat(none.draw(streams).truth().nullHolds()).isTrue();
    }

    /** Effects of markets have mean tau: 5 standard errors of 400 draws of 40 markets. */
    @Test
    void overDrawsTheTruthIsThePopulationEffect() {
        Switchback world = Switchback.standard(4, 40);
        double mean = IntStream.range(0, 400)
                .mapToDouble(r -> world.draw(new Streams(13, r)).truth().value(Estimand.LAG_EFFECT))
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(20, within(5 * 10 / Math.sqrt(40 * 400)));
    }

    /** Variance of the market level, of the season over a day, of the history; 20 % is 5 errors and more of these draws. */
    @Test
    void sharesAreWhatTheySay() {
        Switchback world = Switchback.standard(24, 4000).withUsers(12, 0, 0).withEffect(0);
        Sample sample = world.draw(new Streams(14, 0)).observed();
        double[] y = sample.outcome();
        double[] x = sample.numeric(Role.COVARIATE);
        double my = mean(sample);
        double mx = Arrays.stream(x).average().orElseThrow();
        double vy = 0;
        double vx = 0;
        double xy = 0;
        for (int i = 0; i < y.length; i++) {
            vy += (y[i] - my) * (y[i] - my) / y.length;
            vx += (x[i] - mx) * (x[i] - mx) / y.length;
            xy += (x[i] - mx) * (y[i] - my) / y.length;
        }
        assertThat(my).isCloseTo(2000, within(5 * 224 / Math.sqrt(4000)));
        assertThat(vy / 1e6).isCloseTo(0.05 + 0.03 + 0.02 + 0.9 / 12, within(0.2 * 0.175));
        assertThat(vx / 1e6).isCloseTo(0.16, within(0.2 * 0.16));
        assertThat(xy / 1e6).isCloseTo(0.08, within(0.2 * 0.08));
    }

    /** Gamma sizes of mean 15 and coefficient 1.5 or .5: 5 standard errors of a mean of 200,000, and 3 % of the spread. */
    @Test
    void usersAreGammaDistributed() {
        for (double cv : new double[] {0.5, 1.5}) {
            int[] sizes = CellSizes.draw(new Philox(15, 0, 0), 200_000, 1000, cv, 0);
            double mean = Arrays.stream(sizes).average().orElseThrow();
            double square = Arrays.stream(sizes)
                    .mapToDouble(n -> (n - mean) * (n - mean))
                    .average()
                    .orElseThrow();
            assertThat(mean).isCloseTo(1000, within(5 * 1000 * cv / Math.sqrt(200_000)));
            assertThat(Math.sqrt(square) / mean).isCloseTo(cv, within(0.03 * cv));
        }
    }

    @Test
    void emptyPeriodsHaveNoMeanButATotal() {
        Switchback sparse = Switchback.standard(18, 40).withUsers(1, 1, 0);
        Sample means = sparse.draw(new Streams(16, 0)).observed();
        Sample totals =
                sparse.withRows(SwitchbackRows.TOTALS).draw(new Streams(16, 0)).observed();
        assertThat(means.size()).isLessThan(18 * 40);
        assertThat(totals.size()).isEqualTo(18 * 40);
        assertThat(totals.numeric(Role.DENOMINATOR)).contains(0);
        assertThat(means.numeric(Role.DENOMINATOR)).doesNotContain(0);
        for (int i = 0; i < totals.size(); i++) {
            assertThat(totals.numeric(Role.DENOMINATOR)[i] > 0 || totals.outcome()[i] == 0)
                    .isTrue();
        }
        assertThat(SwitchbackHorvitzThompson.standard(0)
                        .estimate(totals, new Philox(1, 0, 3))
                        .glance()
                        .n())
                .isEqualTo(720);
    }

    /**
     * Lyra's switchback of 55 markets, 22 periods and some 20 users. A count of users takes them for tosses and alarms at .001 in half
     * of all healthy experiments, where blocks alarm in one of a thousand: of 1000, more than 8 with a probability below .0001;
     * and 29 to 74 at .05 but with probability .001.
     */
    @Test
    void theSampleRatioIsThatOfBlocks() {
        Switchback world = new Switchback(
                22,
                55,
                TossPlan.REGULAR,
                1,
                70,
                0.2,
                Carryover.DISPLACING,
                0,
                0,
                20,
                0.6,
                1,
                0.05,
                0.03,
                0.02,
                0.3,
                2000,
                320,
                SwitchbackRows.MEANS);
        int byUsers = 0;
        int byBlocks = 0;
        int often = 0;
        for (int r = 0; r < 1000; r++) {
            Sample sample = world.draw(new Streams(17, r)).observed();
            long[] users = new long[2];
            double[] n = sample.numeric(Role.DENOMINATOR);
            for (int i = 0; i < n.length; i++) {
                users[(int) sample.numeric(Role.ASSIGNMENT)[i]] += (long) n[i];
            }
            byUsers += SampleRatioTest.of(users, new double[] {0.5, 0.5}).pValue() <= 0.001 ? 1 : 0;
            double p = BlockRatioTest.of(sample, 0.5).test().pValue();
            byBlocks += p <= 0.001 ? 1 : 0;
            often += p <= 0.05 ? 1 : 0;
        }
        assertThat(byUsers).isGreaterThan(450);
        assertThat(byBlocks).isLessThanOrEqualTo(8);
        assertThat(often).isBetween(29, 74);
    }

    /** lyra.md, 7.D: a prediction learned inside the experiment takes a part of an effect of 300 away, of 20 users' nothing. */
    @Test
    void cupacLearnedInTheExperimentLeaks() {
        SwitchbackBlockRegression cuped =
                new SwitchbackBlockRegression(0, SwitchbackBlockRegression.Clustering.MARKETS);
        double difference = 0;
        for (int r = 0; r < 8; r++) {
            Streams streams = new Streams(18, r);
            Sample sample = lyra(300, SwitchbackRows.USERS).draw(streams).observed();
            Fit own = new InExperimentCupac(cuped).estimate(sample, streams.estimator());
            difference += (own.estimate().value()
                            - cuped.estimate(sample, streams.estimator())
                                    .estimate()
                                    .value())
                    / 8;
        }
        // The paired difference is -52 with a standard deviation of 11 over draws: 5 errors of 8 are 20.
        assertThat(difference).isBetween(-75.0, -25.0);
    }

    @Test
    void whatIsNoWorldIsRefused() {
        Switchback world = Switchback.standard(18, 40);
        assertThatThrownBy(() -> world.withPlan(TossPlan.MINIMAX, 5)).hasMessageContaining("horizon");
        assertThatThrownBy(() -> world.withShocks(0.95, 0)).hasMessageContaining("less than 1");
        assertThatThrownBy(() -> world.withShocks(0.1, 1)).hasMessageContaining("persistence");
        assertThatThrownBy(() -> world.withUsers(0, 1, 0)).hasMessageContaining("users");
        assertThatThrownBy(() -> world.withCarryover(Carryover.ADDITIVE, -1, 1)).hasMessageContaining("order");
    }

    @Test
    void oneMarketHasNoMarketColumn() {
        assertThat(Switchback.oneMarket(40).draw(new Streams(1, 0)).observed().columns(Role.CLUSTER))
                .isEmpty();
        assertThat(Switchback.standard(18, 2).draw(new Streams(1, 0)).observed().columns(Role.CLUSTER))
                .extracting(Column::name)
                .containsExactly("market");
    }
}
