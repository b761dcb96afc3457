package assay.dgp.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Column;
import assay.Estimand;
import assay.Role;
import assay.Sample;
import assay.dgp.Draw;
import assay.dgp.WorldCard;
import assay.random.Philox;
import assay.random.Streams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MarketplaceTest {

    private static final double PLENTY = 1e4;

    private static Marketplace market(
            BudgetScope scope, double budget, Lever lever, double effect, Randomisation randomisation, Metric metric) {
        return new Marketplace(120, 5, 9, 3, 6, scope, budget, lever, effect, 2, randomisation, 0.5, 0, metric);
    }

    static Stream<Marketplace> markets() {
        List<Marketplace> all = new ArrayList<>();
        for (BudgetScope scope : BudgetScope.values()) {
            for (Lever lever : Lever.values()) {
                for (Randomisation randomisation : Randomisation.values()) {
                    for (Metric metric : Metric.values()) {
                        all.add(market(scope, 0.8, lever, 0.3, randomisation, metric));
                    }
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("markets")
    void aReplicateCanBeRecomputedAloneAndDiffersFromTheNext(Marketplace world) {
        double[] once = world.observed(new Streams(7, 3)).outcome();
        assertThat(world.observed(new Streams(7, 3)).outcome()).isEqualTo(once);
        assertThat(world.observed(new Streams(7, 4)).outcome()).isNotEqualTo(once);
    }

    /** Without an effect the arm that users are forced into changes no bit, and where budgets are not split no draw differs. */
    @ParameterizedTest
    @MethodSource("markets")
    void withoutAnEffectTwinsAreTheSame(Marketplace world) {
        Marketplace none = world.withEffect(0);
        Streams streams = new Streams(11, 0);
        double[] control = none.twin(streams, 0).outcome();
        assertThat(none.twin(streams, 1).outcome()).isEqualTo(control);
        if (world.randomisation() != Randomisation.BUDGET_SPLIT) {
            assertThat(none.observed(streams).outcome()).isEqualTo(control);
        }
        assertThat(none.draw(streams).truth().nullHolds()).isTrue();
        assertThat(none.globalEffect()).isEqualTo(new SimulatedEffect(0, 0, 0));
    }

    @ParameterizedTest
    @MethodSource("markets")
    void theLeverActs(Marketplace world) {
        double[] control = world.twin(new Streams(11, 0), 0).outcome();
        assertThat(world.twin(new Streams(11, 0), 1).outcome()).isNotEqualTo(control);
        // Users who never see a treated offer do the same.
        assertThat(world.twin(new Streams(11, 0), 0).outcome())
                .isEqualTo(world.withEffect(0).twin(new Streams(11, 0), 0).outcome());
    }

    /** A straightforward implementation of the card finds the same choices. */
    @ParameterizedTest
    @MethodSource("markets")
    void aStraightforwardImplementationAgrees(Marketplace world) {
        for (int r = 0; r < 3; r++) {
            Streams streams = new Streams(5, r);
            Assigned assigned = Assigned.draw(world, streams.assignment());
            double[] expected = new ReferenceMarket(
                            world, new Users(world.size(), world.clusters(), world.days(), streams), assigned)
                    .run();
            assertThat(byUser(world, world.observed(streams).outcome())).containsExactly(expected, within(1e-9));
        }
    }

    private static double[] byUser(Marketplace world, double[] outcome) {
        int cells = outcome.length / world.size();
        double[] sums = new double[world.size()];
        for (int k = 0; k < outcome.length; k++) {
            sums[k / cells] += outcome[k];
        }
        return sums;
    }

    /** Where budgets never run out nobody reaches anybody: users do what they would do in the twin of their own arm. */
    @ParameterizedTest
    @MethodSource("markets")
    void interferenceComesFromBudgetsAlone(Marketplace scarce) {
        Marketplace plenty =
                market(scarce.scope(), PLENTY, scarce.lever(), 0.3, scarce.randomisation(), scarce.metric());
        if (scarce.randomisation() == Randomisation.TWO_SIDED) {
            return;
        }
        assertThat(departures(plenty)).isZero();
        boolean alone = scarce.randomisation() == Randomisation.CLUSTER && scarce.scope() == BudgetScope.LOCAL;
        if (alone) {
            // Clusters with budgets of their own do not reach each other, however scarce these are.
            assertThat(departures(scarce)).isZero();
        } else {
            assertThat(departures(scarce)).isPositive();
        }
    }

    /** Users whose outcome is not that of the twin of their arm. */
    private static int departures(Marketplace world) {
        Streams streams = new Streams(3, 1);
        Sample draw = world.observed(streams);
        double[] arm = draw.numeric(Role.ASSIGNMENT);
        double[][] twins = {
            world.twin(streams, 0).outcome(), world.twin(streams, 1).outcome()
        };
        int departures = 0;
        for (int i = 0; i < arm.length; i++) {
            departures += draw.outcome()[i] == twins[(int) arm[i]][i] ? 0 : 1;
        }
        return departures;
    }

    /** A pool of its own: what the treated do changes nothing for the control. */
    @Test
    void splitBudgetsSealTheArms() {
        for (BudgetScope scope : BudgetScope.values()) {
            Marketplace split = market(scope, 0.8, Lever.REWARD, 0.3, Randomisation.BUDGET_SPLIT, Metric.MARGIN);
            assertThat(controlsMovedBy(split)).isZero();
            assertThat(controlsMovedBy(split.withRandomisation(Randomisation.USER)))
                    .isPositive();
        }
    }

    private static int controlsMovedBy(Marketplace world) {
        Streams streams = new Streams(3, 1);
        Sample with = world.observed(streams);
        double[] arm = with.numeric(Role.ASSIGNMENT);
        double[] without = world.withEffect(0).observed(streams).outcome();
        int moved = 0;
        for (int i = 0; i < arm.length; i++) {
            moved += arm[i] == 0 && with.outcome()[i] != without[i] ? 1 : 0;
        }
        return moved;
    }

    /** What users draw depends on themselves: the first users of a larger market are the users of a smaller one. */
    @Test
    void usersDrawFromStreamsOfTheirOwn() {
        Streams streams = new Streams(9, 2);
        Users few = new Users(50, 1, 6, streams);
        Users many = new Users(500, 1, 6, streams);
        assertThat(Arrays.copyOf(many.arrival, 50)).isEqualTo(few.arrival);
        assertThat(Arrays.copyOf(many.leaving, 50)).isEqualTo(few.leaving);
        Marketplace plenty = new Marketplace(
                50,
                6,
                9,
                3,
                1,
                BudgetScope.GLOBAL,
                PLENTY,
                Lever.REWARD,
                0.1,
                3,
                Randomisation.USER,
                0.5,
                0,
                Metric.MARGIN);
        double[] small = plenty.twin(streams, 0).outcome();
        assertThat(Arrays.copyOf(plenty.withSize(500).twin(streams, 0).outcome(), 50))
                .isEqualTo(small);
    }

    @Test
    void samplesShowTheDesignAndNothingElse() {
        Marketplace users = Marketplace.cities(10, 20, Randomisation.USER);
        Sample user = users.observed(new Streams(1, 0));
        assertThat(user.columns(Role.STRATUM)).isEmpty();
        assertThat(Arrays.stream(user.numeric(Role.CLUSTER)).distinct().count()).isEqualTo(200);
        assertThat(Arrays.stream(user.numeric(Role.ASSIGNMENT)).sum()).isEqualTo(100);
        Sample cluster = users.withRandomisation(Randomisation.CLUSTER).observed(new Streams(1, 0));
        assertThat(Arrays.stream(cluster.numeric(Role.CLUSTER)).distinct().count())
                .isEqualTo(10);
        assertThat(Arrays.stream(cluster.numeric(Role.ASSIGNMENT)).sum()).isEqualTo(100);
        Sample split = users.withRandomisation(Randomisation.BUDGET_SPLIT).observed(new Streams(1, 0));
        assertThat(Arrays.stream(split.numeric(Role.CLUSTER)).distinct().count())
                .isEqualTo(20);
        for (int i = 0; i < 200; i++) {
            assertThat(split.numeric(Role.CLUSTER)[i])
                    .isEqualTo(2 * split.numeric(Role.STRATUM)[i] + split.numeric(Role.ASSIGNMENT)[i]);
        }
        Sample cells = Marketplace.large()
                .withSize(240)
                .withRandomisation(Randomisation.TWO_SIDED)
                .observed(new Streams(1, 0));
        assertThat(cells.size()).isEqualTo(240 * 12);
        assertThat(cells.columns(Role.CLUSTER)).extracting(Column::name).containsExactly("user", "advertiser");
        assertThat(Arrays.stream(cells.numeric(Role.ASSIGNMENT)).sum()).isEqualTo(120 * 6);
    }

    /** Cells of the two-sided design add up to what users do. */
    @Test
    void cellsAddUpToUsers() {
        Marketplace world = Marketplace.cities(6, 30, Randomisation.USER);
        double[] user = world.twin(new Streams(4, 0), 1).outcome();
        double[] cells = world.withRandomisation(Randomisation.TWO_SIDED)
                .twin(new Streams(4, 0), 1)
                .outcome();
        assertThat(byUser(world, cells)).isEqualTo(user);
        Marketplace two = world.withRandomisation(Randomisation.TWO_SIDED);
        assertThat(SimulatedEffect.simulate(two, 20).value())
                .isCloseTo(SimulatedEffect.simulate(world, 20).value() / 2, within(1e-12));
    }

    /**
     * One city tells of all: the mean difference of whole worlds agrees within five standard errors (5.7e-7), and the
     * declared standard error is below a tenth of that of the experiment.
     */
    @Test
    void theTruthOfOneCityIsThatOfAll() {
        Marketplace world = Marketplace.cities(24, 40, Randomisation.CLUSTER);
        SimulatedEffect declared = world.globalEffect();
        assertThat(declared.replicates()).isEqualTo(2_000_000 / (40 * 4));
        SimulatedEffect whole = SimulatedEffect.simulate(world, 100);
        assertThat(whole.value())
                .isCloseTo(declared.value(), within(5 * Math.hypot(whole.stdError(), declared.stdError())));
        assertThat(declared.value()).isGreaterThan(5 * declared.stdError());
        Draw draw = world.draw(new Streams(1, 0));
        assertThat(draw.truth().value(Estimand.GLOBAL_ATE)).isEqualTo(declared.value());
        assertThat(10 * declared.stdError()).isLessThan(clusterError(draw.observed(), 24));
    }

    private static double clusterError(Sample sample, int clusters) {
        double[] y = sample.outcome();
        double[] arm = sample.numeric(Role.ASSIGNMENT);
        int size = y.length / clusters;
        double[] sum = new double[2];
        double[] squares = new double[2];
        int[] count = new int[2];
        for (int g = 0; g < clusters; g++) {
            double mean = Arrays.stream(y, g * size, (g + 1) * size).average().orElseThrow();
            int a = (int) arm[g * size];
            sum[a] += mean;
            squares[a] += mean * mean;
            count[a]++;
        }
        double variance = 0;
        for (int a = 0; a < 2; a++) {
            double mean = sum[a] / count[a];
            variance += (squares[a] / count[a] - mean * mean) / (count[a] - 1);
        }
        return Math.sqrt(variance);
    }

    /**
     * Over 200 draws the comparison of users is far above the truth, that of clusters and that of split budgets are not: five
     * standard errors, 5.7e-7 each.
     */
    @Test
    void usersMisleadAndClustersAndSplitBudgetsDoNot() {
        Marketplace users = Marketplace.cities(12, 100, Randomisation.USER);
        double truth = users.globalEffect().value();
        assertThat(bias(users, truth)).isGreaterThan(5);
        assertThat(Math.abs(bias(users.withRandomisation(Randomisation.CLUSTER), truth)))
                .isLessThan(5);
        assertThat(Math.abs(bias(users.withRandomisation(Randomisation.BUDGET_SPLIT), truth)))
                .isLessThan(5);
    }

    /** Bias of the difference in means, in Monte-Carlo standard errors. */
    private static double bias(Marketplace world, double truth) {
        int draws = 200;
        double sum = 0;
        double squares = 0;
        for (int r = 0; r < draws; r++) {
            Sample sample = world.observed(new Streams(21, r));
            double[] arm = sample.numeric(Role.ASSIGNMENT);
            double difference = 0;
            for (int i = 0; i < arm.length; i++) {
                // Arms are of one size.
                difference += (2 * arm[i] - 1) * sample.outcome()[i] * 2 / arm.length;
            }
            sum += difference - truth;
            squares += (difference - truth) * (difference - truth);
        }
        double mean = sum / draws;
        return mean / Math.sqrt((squares / draws - mean * mean) / draws);
    }

    /** Counts of one draw, so that a change of the world is noticed: whole numbers, the same on every machine. */
    @Test
    void countsOfTheFirstDraw() {
        double[] y = Marketplace.cities(10, 100, Randomisation.USER)
                .observed(new Streams(1, 0))
                .outcome();
        assertThat(Arrays.stream(y).sum()).isEqualTo(1539);
        assertThat(Arrays.stream(y).filter(v -> v == 0).count()).isEqualTo(343);
        assertThat(Arrays.stream(y).max().orElseThrow()).isEqualTo(9);
    }

    /** Moments of what users are, each within five standard errors: 5.7e-7 each. */
    @Test
    void traitsHaveTheirDistributions() {
        int n = 40_000;
        Users users = new Users(n, 1, 10, new Streams(8, 0));
        // Gamma(1.5, 1/30): mean 0.05, variance 1.5 / 900.
        double leaving = Arrays.stream(users.leaving).average().orElseThrow();
        assertThat(leaving).isCloseTo(0.05, within(5 * Math.sqrt(1.5 / 900 / n)));
        // Uniform on 0..9: variance 8.25.
        assertThat(Arrays.stream(users.arrival).average().orElseThrow())
                .isCloseTo(4.5, within(5 * Math.sqrt(8.25 / n)));
        Offers offers = new Offers(5, 1);
        double sensitivity = 0;
        double effort = 0;
        double taste = 0;
        for (int i = 0; i < n; i++) {
            double base = Math.log(users.weight(i, offers, 0, 0));
            sensitivity += Math.log(users.weight(i, offers, 0, 1)) - base;
            double sum = 0;
            for (int j = 0; j < 5; j++) {
                sum += Math.log(users.weight(i, offers, j, 0)) / 5;
            }
            taste += base - sum;
            effort += sum;
        }
        // Gamma(2, 0.5): mean 1, variance 0.5.
        assertThat(sensitivity / n).isCloseTo(1, within(5 * Math.sqrt(0.5 / n)));
        double meanEffort = Arrays.stream(offers.effort).average().orElseThrow();
        double cost = Math.exp(0.18);
        double spread = Math.sqrt(Math.exp(0.72) - Math.exp(0.36));
        // Five categories: tastes of a user sum to 5, each with mean 1 and variance 4 / 6 of Dirichlet(1, ..., 1) times
        // 5.
        double shock = 0.5 * new Philoxes(new Streams(8, 0)).first();
        assertThat(effort / n)
                .isCloseTo(0.6 - 0.8 * cost * meanEffort + shock, within(5 * 0.8 * spread * meanEffort / Math.sqrt(n)));
        assertThat(taste / n)
                .isCloseTo(
                        -0.8 * cost * (offers.effort[0] - meanEffort),
                        within(5
                                * Math.sqrt(
                                        (0.36 * 2.0 / 3 + Math.pow(0.8 * spread * (offers.effort[0] - meanEffort), 2))
                                                / n)));
    }

    /** The shock of the only cluster. */
    private record Philoxes(Streams streams) {
        double first() {
            Philox random = streams.covariates();
            return random.nextGaussian();
        }
    }

    @Test
    void offersFillTheirDistributionsEvenly() {
        Offers offers = new Offers(400, 12);
        double logs = Arrays.stream(offers.payout)
                .mapToDouble(p -> Math.log(p / 100.0))
                .average()
                .orElseThrow();
        // The discrepancy of 400 Kronecker points is of the order of log(400) / 400.
        assertThat(logs).isCloseTo(0.8, within(0.02));
        assertThat(Arrays.stream(offers.effort).average().orElseThrow()).isCloseTo(2, within(0.05));
        assertThat(Arrays.stream(offers.budgetShare).sum()).isCloseTo(1, within(1e-12));
    }

    @Test
    void theOddsOfSightAreMultiplied() {
        double lifted = Offers.lifted(0.2, 0.5);
        assertThat(lifted / (1 - lifted)).isCloseTo(0.25 * Math.exp(0.5), within(1e-12));
    }

    @Test
    void theCardNamesEveryKnobAndTheTruth() {
        Marketplace world = Marketplace.cities(10, 40, Randomisation.USER);
        List<String> components = Stream.of(Marketplace.class.getRecordComponents())
                .map(c -> c.getName())
                .toList();
        assertThat(world.card().knobs()).extracting(WorldCard.Knob::name).containsExactlyElementsOf(components);
        assertThat(world.card().truth())
                .contains(String.format("%.5f", world.globalEffect().value()));
        assertThat(world.withSize(60).size()).isEqualTo(60);
        assertThat(Marketplace.large().card().truth()).doesNotContain("Here");
    }

    @Test
    void knobsOutOfRangeAreNamed() {
        Marketplace world = Marketplace.cities(10, 20, Randomisation.USER);
        assertThatThrownBy(() -> world.withSize(3)).hasMessageContaining("size");
        assertThatThrownBy(() -> world.withEffect(-0.7)).hasMessageContaining("reward");
        assertThatThrownBy(() -> world.withEffect(Double.NaN)).hasMessageContaining("effect");
        assertThatThrownBy(() -> Marketplace.cities(1, 20, Randomisation.CLUSTER))
                .hasMessageContaining("clusters");
        assertThatThrownBy(() -> world.twin(new Streams(1, 0), 2)).hasMessageContaining("arm");
        assertThatThrownBy(() -> new Marketplace(
                        40,
                        5,
                        2,
                        3,
                        6,
                        BudgetScope.LOCAL,
                        1,
                        Lever.REWARD,
                        0,
                        1,
                        Randomisation.USER,
                        0.5,
                        0,
                        Metric.MARGIN))
                .hasMessageContaining("offers");
    }
}
