package assay.offpolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Column;
import assay.EstimationException;
import assay.Fit;
import assay.Interval;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.Trajectory;
import assay.random.Philox;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OffPolicyValueTest {

    private static final int ROWS = 3000;
    private static final double[] X = new double[ROWS];
    private static final int[] ACTION = new int[ROWS];
    private static final double[] REWARD = new double[ROWS];
    private static final double[][] P = new double[3][ROWS];

    static {
        Philox random = new Philox(11, 0, 0);
        for (int i = 0; i < ROWS; i++) {
            X[i] = 2 * random.nextDouble() - 1;
            P[0][i] = .2 + .1 * X[i];
            P[1][i] = .4 - .2 * X[i];
            P[2][i] = 1 - P[0][i] - P[1][i];
            double u = random.nextDouble();
            ACTION[i] = u < P[0][i] ? 0 : u < P[0][i] + P[1][i] ? 1 : 2;
            REWARD[i] = 1 + ACTION[i] + X[i] * (ACTION[i] - 1) + random.nextGaussian();
        }
    }

    private static Sample.Builder builder() {
        return Sample.builder()
                .outcome("y", REWARD)
                .add(Role.ASSIGNMENT, new Column.Categorical("action", ACTION, List.of("a", "b", "c")))
                .covariate("x", X);
    }

    private static Sample sample() {
        Sample.Builder builder = builder();
        for (int a = 0; a < 3; a++) {
            builder.add(Role.PROPENSITY, "p" + a, P[a]);
        }
        return builder.build();
    }

    private static double[] taken() {
        return IntStream.range(0, ROWS).mapToDouble(i -> P[ACTION[i]][i]).toArray();
    }

    private static Fit fit(TargetPolicy policy, OffPolicyScore score, Sample sample) {
        return new OffPolicyValue(policy, score).estimate(sample, new Philox(5, 0, 3));
    }

    /** Expected rewards are 1 + a + x (a - 1): 2 under the uniform policy, 3 + E x = 3 under always c. Five errors: 6e-7 each. */
    @Test
    void valuesAreFoundByEveryCentredScore() {
        for (OffPolicyScore score : OffPolicyScore.usual()) {
            if (score.centred()) {
                Fit even = fit(new TargetPolicy.Uniform(), score, sample());
                assertThat(even.estimate().value())
                        .as(score.code())
                        .isCloseTo(2, within(5 * even.estimate().stdError()));
                Fit always = fit(new TargetPolicy.Always("c"), score, sample());
                assertThat(always.estimate().value())
                        .as(score.code())
                        .isCloseTo(3, within(5 * always.estimate().stdError()));
            }
        }
        // A rule: c where x is above 0, else a: 1/2 (3 + 1/2) + 1/2 (1 + 1/2).
        Fit greedy = fit(new TargetPolicy.Greedy(x -> x[0] > 0 ? 2 : 0, "rule"), new DoublyRobust(), sample());
        assertThat(greedy.estimate().value())
                .isCloseTo(2.5, within(5 * greedy.estimate().stdError()));
        assertThat(greedy.estimate().term()).isEqualTo("rule");
    }

    @Test
    void oneColumnOfPropensitiesIsAsGoodAsAll() {
        Sample one = builder().add(Role.PROPENSITY, "p", taken()).build();
        for (OffPolicyScore score : OffPolicyScore.usual()) {
            assertThat(fit(new TargetPolicy.Uniform(), score, one).terms())
                    .as(score.code())
                    .isEqualTo(fit(new TargetPolicy.Uniform(), score, sample()).terms());
        }
    }

    @Test
    void orderOfRowsDoesNotMatterAndInfluenceIsTheError() {
        int[] reversed = IntStream.range(0, ROWS).map(i -> ROWS - 1 - i).toArray();
        Fit straight = fit(new TargetPolicy.Uniform(), new DoublyRobust(), sample());
        Fit turned = fit(new TargetPolicy.Uniform(), new DoublyRobust(), sample().rows(reversed));
        assertThat(turned.estimate().value()).isCloseTo(straight.estimate().value(), within(1e-9));
        double[] influence = straight.influence().orElseThrow().values(0);
        double squares = Arrays.stream(influence).map(v -> v * v).sum();
        assertThat(Arrays.stream(influence).sum()).isCloseTo(0, within(1e-7));
        assertThat(straight.estimate().stdError()).isCloseTo(Math.sqrt(squares / ROWS / (ROWS - 1)), within(1e-12));
    }

    /** In other units the answer is in those units: every centred score but inverse propensity scoring follows a shift, too. */
    @Test
    void rewardsInOtherUnits() {
        double[] other = Arrays.stream(REWARD).map(y -> 1000 + 40 * y).toArray();
        Sample moved = sample().with(Role.OUTCOME, new Column.Numeric("y", other));
        for (OffPolicyScore score : List.of(new Snips(), new SelfNormalisedDr(), new DoublyRobust())) {
            double straight =
                    fit(new TargetPolicy.Uniform(), score, sample()).estimate().value();
            double changed =
                    fit(new TargetPolicy.Uniform(), score, moved).estimate().value();
            assertThat(changed).as(score.code()).isCloseTo(1000 + 40 * straight, within(1e-6));
        }
    }

    @Test
    void strataEnterSupportAndModel() {
        double[] slot = IntStream.range(0, ROWS).mapToDouble(i -> i % 3).toArray();
        Sample.Builder builder = builder().add(Role.PROPENSITY, "p", taken());
        Sample slots = builder.add(Role.STRATUM, "slot", slot).build();
        LoggedSample log = LoggedSample.of(slots);
        assertThat(log.strata()).containsExactly("0", "1", "2");
        assertThat(log.features()).hasDimensions(3, ROWS);
        assertThat(log.contexts()).hasDimensions(1, ROWS);
        assertThat(log.overlap(log.under(new TargetPolicy.Uniform())).cells()).isEqualTo(3);
    }

    /** Rows of a person that repeat are no news: the error is that of the persons, sqrt(2) larger with each row twice. */
    @Test
    void clustersCountOnce() {
        int[] twice = IntStream.range(0, 2 * ROWS).map(i -> i % ROWS).toArray();
        double[] person = Arrays.stream(twice).asDoubleStream().toArray();
        Sample doubled = sample().rows(twice).with(Role.CLUSTER, new Column.Numeric("person", person));
        Fit once = fit(new TargetPolicy.Uniform(), new Snips(), sample());
        Fit again = fit(new TargetPolicy.Uniform(), new Snips(), doubled);
        assertThat(again.estimate().value()).isCloseTo(once.estimate().value(), within(1e-9));
        assertThat(again.estimate().stdError()).isCloseTo(once.estimate().stdError(), within(1e-9));
        assertThat(again.glance().clusters()).isEqualTo(ROWS);
        assertThat(fit(new TargetPolicy.Uniform(), new DoublyRobust(), doubled)
                        .estimate()
                        .stdError())
                .isCloseTo(
                        fit(new TargetPolicy.Uniform(), new DoublyRobust(), sample())
                                .estimate()
                                .stdError(),
                        within(2e-3));
    }

    @Test
    void policiesAreProbabilities() {
        List<String> actions = List.of("a", "b", "c");
        double[][] contexts = {{0, 1}, {2, 3}};
        assertThat(new TargetPolicy.Uniform().probabilities(actions, contexts, 2))
                .containsOnly(1 / 3.0);
        assertThat(new TargetPolicy.EpsilonMixture(new TargetPolicy.Always("b"), .3)
                        .probabilities(actions, contexts, 1))
                .containsExactly(new double[] {.1, .8, .1}, within(1e-12));
        double[] soft = new TargetPolicy.SoftmaxLinear(
                        List.of(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 0.0), List.of(800.0, 0.0, 0.0)))
                .probabilities(actions, contexts, 2);
        assertThat(soft).containsExactly(new double[] {0, 0, 1, 0, 0, 1}, within(1e-12));
        double[] two = new TargetPolicy.SoftmaxLinear(List.of(List.of(0.0, 0.0), List.of(0.0, 1.0)))
                .probabilities(List.of("a", "b"), new double[][] {{Math.log(3)}}, 1);
        assertThat(two).containsExactly(new double[] {.25, .75}, within(1e-12));
    }

    private static void refused(Problem problem, String said, Callable<?> call) {
        assertThatThrownBy(call::call)
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(problem))
                .hasMessageContaining(said);
    }

    @Test
    void brokenInputHasItsMessage() {
        TargetPolicy even = new TargetPolicy.Uniform();
        OffPolicyScore dr = new DoublyRobust();
        refused(
                Problem.MISSING_ROLE,
                "propensity",
                () -> fit(even, dr, builder().build()));
        refused(Problem.UNKNOWN_LEVEL, "'d'", () -> fit(new TargetPolicy.Always("d"), dr, sample()));
        Column single = new Column.Categorical("action", new int[ROWS], List.of("a"));
        refused(Problem.ONE_LEVEL, "'action'", () -> fit(even, dr, sample().with(Role.ASSIGNMENT, single)));
        Sample two = sample().with(Role.PROPENSITY, new Column.Numeric("p0", P[0]), new Column.Numeric("p1", P[1]));
        refused(Problem.PROPENSITY_RANGE, "2 propensity columns", () -> fit(even, dr, two));
        Sample unsummed = sample().with(
                        Role.PROPENSITY,
                        new Column.Numeric("p0", P[0]),
                        new Column.Numeric("p1", P[1]),
                        new Column.Numeric("p2", P[1]));
        refused(Problem.PROPENSITY_RANGE, "row 1", () -> fit(even, dr, unsummed));
        // A level that stands in the column's list and in no row.
        Column unlogged = new Column.Categorical("action", ACTION, List.of("a", "b", "c", "d"));
        Sample never = builder().add(Role.PROPENSITY, "p", taken()).build().with(Role.ASSIGNMENT, unlogged);
        refused(Problem.NO_OVERLAP, "'d'", () -> fit(even, dr, never));
        assertThat(fit(even, new DirectMethod(), never).cautions())
                .extracting(assay.Caution::code)
                .contains("unlogged-actions");
        Sample constant = sample().with(Role.OUTCOME, new Column.Numeric("y", new double[ROWS]));
        refused(Problem.CONSTANT_OUTCOME, "'y'", () -> fit(even, dr, constant));
        refused(
                Problem.UNSUITABLE_METHOD,
                "2 actions",
                () -> fit(new TargetPolicy.SoftmaxLinear(List.of(List.of(0.0), List.of(0.0))), dr, sample()));
        refused(Problem.UNKNOWN_LEVEL, "row 1", () -> fit(new TargetPolicy.Greedy(x -> 7, "seven"), dr, sample()));
        refused(
                Problem.UNSUITABLE_METHOD,
                "3000 rows",
                () -> fit(new TargetPolicy.Given(new double[6], "table"), dr, sample()));
    }

    /** Its lower end bets as {@link assay.sequential.BettingSequence} does on the same observations scaled to [0, 1]. */
    @Test
    void betsNeedNoBoundOnWeights() {
        PositiveBets bets = new PositiveBets(.05);
        assay.sequential.BettingSequence bounded = new assay.sequential.BettingSequence(.05);
        Philox random = new Philox(3, 0, 0);
        for (int i = 0; i < 500; i++) {
            double x = random.nextDouble() < .3 ? 1 : 0;
            bets.add(x);
            bounded.add(x);
        }
        assertThat(bets.lower(500, .025)).isCloseTo(bounded.interval(.05).lower(), within(1e-8));
        assertThat(bets.logEvidence(bets.lower(500, .01), 500)).isCloseTo(Math.log(100), within(1e-5));
        bets.add(1e6);
        assertThat(bets.lower(501, .025)).isGreaterThan(bets.lower(500, .025)).isLessThanOrEqualTo(1);
        assertThatThrownBy(() -> bets.add(-1e-9)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bets.add(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bettingFollowsTheLogAndAgreesWithItsTest() {
        double[] clicks = Arrays.stream(REWARD).map(y -> y > 2 ? 1 : 0).toArray();
        Sample log = sample().with(Role.OUTCOME, new Column.Numeric("click", clicks));
        BettingPolicyValue method = new BettingPolicyValue(new TargetPolicy.Uniform(), 0, 1, .1, 10, .95);
        Trajectory path = method.estimate(log, new Philox(1, 0, 3));
        assertThat(path.looks()).hasSize(10);
        for (Trajectory.Look look : path.looks()) {
            Interval interval = look.estimate().inference().interval(.95);
            assertThat(interval.contains(look.estimate().value())).isTrue();
            for (double v : new double[] {.1, .3, interval.lower() - 1e-6, interval.lower() + 1e-6}) {
                assertThat(look.estimate().inference().pValue(v) < .05).isEqualTo(!interval.contains(v));
            }
        }
        assertThat(path.rejects()).isTrue();
        double[] time = IntStream.range(0, ROWS).mapToDouble(i -> ROWS - i).toArray();
        int[] reversed = IntStream.range(0, ROWS).map(i -> ROWS - 1 - i).toArray();
        Trajectory timed = method.estimate(
                log.rows(reversed).with(Role.TIME, new Column.Numeric("time", reversed(time))), new Philox(1, 0, 3));
        assertThat(timed.looks().get(3).estimate().value())
                .isEqualTo(path.looks().get(3).estimate().value());
        refused(
                Problem.UNSUITABLE_METHOD,
                "row 1",
                () -> new BettingPolicyValue(new TargetPolicy.Uniform(), 0, 1, .1, 10, .95)
                        .estimate(sample().with(Role.OUTCOME, new Column.Numeric("y", beyond())), new Philox(1, 0, 3)));
    }

    private static double[] beyond() {
        double[] y = new double[ROWS];
        y[0] = 1.5;
        return y;
    }

    private static double[] reversed(double[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }
}
