package assay.adaptive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Column;
import assay.Estimate;
import assay.EstimationException;
import assay.Fit;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.Trajectory;
import assay.random.Philox;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AdaptiveTest {

    private static final Philox RANDOM = new Philox(1, 0, 3);

    /** Eight rows of two batches, small enough for a calculation by hand. */
    private static final double[] Y = {1, 3, 2, 6, 4, 5, 9, 7};

    private static final double[] ARM = {0, 1, 0, 1, 0, 1, 1, 1};
    private static final double[] P1 = {.5, .5, .5, .5, .8, .8, .8, .8};
    private static final double[] BATCH = {1, 1, 1, 1, 2, 2, 2, 2};

    private static Sample hand() {
        return Sample.builder()
                .outcome("y", Y)
                .assignment("arm", ARM)
                .add(Role.PROPENSITY, "p", P1)
                .add(Role.TIME, "batch", BATCH)
                .build();
    }

    private static Sample three(int n, long key) {
        double[] y = new double[n];
        new Philox(key, 0, 2).normals(y);
        Philox tosses = new Philox(key, 0, 1);
        double[] arm = new double[n];
        double[] batch = new double[n];
        double[][] p = new double[3][n];
        for (int i = 0; i < n; i++) {
            batch[i] = 1 + Math.floorDiv(5 * i, n);
            double[] now = batch[i] < 3 ? new double[] {1.0 / 3, 1.0 / 3, 1.0 / 3} : new double[] {.2, .1, .7};
            double u = tosses.nextDouble();
            arm[i] = u < now[0] ? 0 : u < now[0] + now[1] ? 1 : 2;
            for (int a = 0; a < 3; a++) {
                p[a][i] = now[a];
            }
            y[i] += 0.2 * arm[i];
        }
        return Sample.builder()
                .outcome("y", y)
                .assignment("arm", arm)
                .add(Role.PROPENSITY, "p0", p[0])
                .add(Role.PROPENSITY, "p1", p[1])
                .add(Role.PROPENSITY, "p2", p[2])
                .add(Role.TIME, "batch", batch)
                .build();
    }

    @Test
    void aipwAgreesWithACalculationByHand() {
        // First batch: means of the others of the arm. Arm 0: others of row 1 have 2, of row 3 have 1; else 1.5.
        double[] scores0 = {2 + (1 - 2) / .5, 1.5, 1 + (2 - 1) / .5, 1.5, 1.5 + (4 - 1.5) / .2, 1.5, 1.5, 1.5};
        double[] scores1 = {
            4.5, 6 + (3 - 6) / .5, 4.5, 3 + (6 - 3) / .5, 4.5, 4.5 + .5 / .8, 4.5 + 4.5 / .8, 4.5 + 2.5 / .8
        };
        double[] w0 = new double[8];
        double[] w1 = new double[8];
        for (int i = 0; i < 8; i++) {
            w0[i] = Math.sqrt(1 - P1[i]);
            w1[i] = Math.sqrt(P1[i]);
        }
        double q0 = mean(w0, scores0);
        double q1 = mean(w1, scores1);
        double s0 = Arrays.stream(w0).sum();
        double s1 = Arrays.stream(w1).sum();
        double variance = 0;
        double own = 0;
        for (int i = 0; i < 8; i++) {
            double u1 = w1[i] * (scores1[i] - q1) / s1;
            double u0 = w0[i] * (scores0[i] - q0) / s0;
            variance += (u1 - u0) * (u1 - u0);
            own += u1 * u1;
        }
        Fit fit = AdaptiveAipw.standard().estimate(hand(), RANDOM);
        assertThat(fit.terms()).extracting(Estimate::term).containsExactly("1 - 0", "always 0", "always 1");
        assertThat(fit.estimate().value()).isCloseTo(q1 - q0, within(1e-12));
        assertThat(fit.estimate().stdError()).isCloseTo(Math.sqrt(variance), within(1e-12));
        assertThat(fit.terms().get(1).value()).isCloseTo(q0, within(1e-12));
        assertThat(fit.terms().get(2).stdError()).isCloseTo(Math.sqrt(own), within(1e-12));
        double[] influence = fit.influence().orElseThrow().values(0);
        assertThat(Arrays.stream(influence).sum()).isCloseTo(0, within(1e-10));
        assertThat(Math.sqrt(Arrays.stream(influence).map(v -> v * v).sum()) / 8)
                .isCloseTo(fit.estimate().stdError(), within(1e-12));
    }

    private static double mean(double[] weights, double[] values) {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < values.length; i++) {
            sum += weights[i] * values[i];
            total += weights[i];
        }
        return sum / total;
    }

    @Test
    void batchedOlsAgreesWithACalculationByHand() {
        // Batch 1: control 1, 2, treated 3, 6; batch 2: control 4, treated 5, 9, 7.
        double v0 = .5;
        double v1 = (4.5 + 8) / 3;
        double e1 = Math.sqrt(v1 / 2 + v0 / 2);
        double e2 = Math.sqrt(v1 / 3 + v0);
        double value = (3 / e1 + 3 / e2) / (1 / e1 + 1 / e2);
        Fit fit = BatchedOls.standard().estimate(hand(), RANDOM);
        assertThat(fit.estimate().value()).isCloseTo(value, within(1e-12));
        assertThat(fit.estimate().stdError()).isCloseTo(Math.sqrt(2) / (1 / e1 + 1 / e2), within(1e-12));
        double share = (v1 / 2 / (e1 * e1) + v1 / 3 / (e2 * e2)) / 2;
        assertThat(fit.estimate().inference().degreesOfFreedom())
                .isCloseTo(1 / (share * share / 3 + (1 - share) * (1 - share)), within(1e-9));
    }

    @Test
    void aShiftOfABatchDoesNotMoveContrastsOfBatchedOls() {
        Sample sample = three(600, 4);
        double[] moved = sample.outcome().clone();
        double[] batch = sample.numeric(Role.TIME);
        for (int i = 0; i < moved.length; i++) {
            moved[i] += 10 * batch[i];
        }
        Fit straight = BatchedOls.standard().estimate(sample, RANDOM);
        Fit shifted = BatchedOls.standard().estimate(sample.with(Role.OUTCOME, new Column.Numeric("y", moved)), RANDOM);
        for (int t = 0; t < 2; t++) {
            assertThat(shifted.terms().get(t).value())
                    .isCloseTo(straight.terms().get(t).value(), within(1e-10));
            assertThat(shifted.terms().get(t).stdError())
                    .isCloseTo(straight.terms().get(t).stdError(), within(1e-10));
        }
    }

    /** With the same propensities throughout all schemes are the plain mean of scores. */
    @Test
    void schemesAgreeWherePropensitiesStay() {
        Sample sample =
                hand().with(Role.PROPENSITY, new Column.Numeric("p", new double[] {.5, .5, .5, .5, .5, .5, .5, .5}));
        Fit plain = new AdaptiveAipw(WeightScheme.UNIFORM, 0).estimate(sample, RANDOM);
        assertThat(AdaptiveAipw.standard().estimate(sample, RANDOM).estimate().value())
                .isCloseTo(plain.estimate().value(), within(1e-12));
        assertThat(AdaptiveAipw.twoPoint(0).estimate(sample, RANDOM).estimate().stdError())
                .isCloseTo(plain.estimate().stdError(), within(1e-12));
    }

    /** The variance that is planned is spent: the sum of h^2 / e over rows is one, whatever the scheme. */
    @Test
    void weightsSpendThePlannedVariance() {
        double[] propensity = {.5, .2, .1, .6};
        int[] starts = {0, 10, 30, 35, 50};
        for (WeightScheme scheme : List.of(WeightScheme.CONSTANT_ALLOCATION, WeightScheme.TWO_POINT)) {
            double[] h = scheme.weights(propensity, starts, 0.7);
            double spent = 0;
            for (int b = 0; b < 4; b++) {
                spent += (starts[b + 1] - starts[b]) * h[b] * h[b] / propensity[b];
            }
            assertThat(spent).isCloseTo(1, within(1e-12));
        }
        double[] constant = WeightScheme.CONSTANT_ALLOCATION.weights(propensity, starts, 0);
        assertThat(WeightScheme.TWO_POINT.weights(propensity, starts, 0)).containsExactly(constant, within(1e-12));
        for (int b = 0; b < 4; b++) {
            assertThat(constant[b]).isCloseTo(Math.sqrt(propensity[b] / 50), within(1e-12));
        }
        // An arm whose propensity may fade spends more at once.
        assertThat(WeightScheme.TWO_POINT.weights(propensity, starts, 0.7)[0]).isGreaterThan(constant[0]);
    }

    @Test
    void neitherOrderOfRowsNorUnitsMatter() {
        Sample sample = three(300, 2);
        int[] reversed = IntStream.range(0, 300).map(i -> 299 - i).toArray();
        double[] other = Arrays.stream(sample.outcome()).map(y -> 1000 + 40 * y).toArray();
        for (var estimator : List.of(AdaptiveAipw.standard(), AdaptiveAipw.twoPoint(0.5), BatchedOls.standard())) {
            Fit straight = estimator.estimate(sample, RANDOM);
            Fit turned = estimator.estimate(sample.rows(reversed), RANDOM);
            Fit scaled = estimator.estimate(sample.with(Role.OUTCOME, new Column.Numeric("y", other)), RANDOM);
            assertThat(straight.terms()).hasSize(5);
            for (int t = 0; t < 5; t++) {
                Estimate one = straight.terms().get(t);
                assertThat(turned.terms().get(t).value()).isCloseTo(one.value(), within(1e-10));
                assertThat(turned.terms().get(t).stdError()).isCloseTo(one.stdError(), within(1e-10));
                double origin = t < 2 ? 0 : 1000;
                assertThat(scaled.terms().get(t).value()).isCloseTo(origin + 40 * one.value(), within(1e-8));
                assertThat(scaled.terms().get(t).stdError()).isCloseTo(40 * one.stdError(), within(1e-8));
            }
        }
    }

    @Test
    void oneColumnOfTwoArmsIsThatOfTheSecond() {
        double[] p0 = Arrays.stream(P1).map(p -> 1 - p).toArray();
        Sample both = hand().with(Role.PROPENSITY, new Column.Numeric("p0", p0), new Column.Numeric("p1", P1));
        assertThat(AdaptiveAipw.standard().estimate(both, RANDOM).terms())
                .isEqualTo(AdaptiveAipw.standard().estimate(hand(), RANDOM).terms());
    }

    @Test
    void betsCoverAndNarrow() {
        int n = 4000;
        double[] y = new double[n];
        double[] arm = new double[n];
        double[] p = new double[n];
        double[] batch = new double[n];
        Philox random = new Philox(5, 0, 1);
        for (int i = 0; i < n; i++) {
            batch[i] = Math.floorDiv(4 * i, n);
            p[i] = batch[i] == 0 ? 0.5 : 0.8;
            arm[i] = random.nextDouble() < p[i] ? 1 : 0;
            y[i] = random.nextDouble() < 0.3 + 0.2 * arm[i] ? 1 : 0;
        }
        Sample sample = Sample.builder()
                .outcome("y", y)
                .assignment("arm", arm)
                .add(Role.PROPENSITY, "p", p)
                .add(Role.TIME, "batch", batch)
                .build();
        Trajectory path = new AdaptiveBetting(0, 1, 0.2, 8, 0.95).estimate(sample, RANDOM);
        assertThat(path.looks()).hasSize(8);
        Trajectory.Look last = path.looks().get(7);
        assertThat(last.n()).isEqualTo(n);
        // It misses anywhere in at most one run of twenty; this is one of the others.
        assertThat(last.estimate().inference().interval(0.95).contains(0.2)).isTrue();
        assertThat(last.estimate().inference().interval(0.95).width())
                .isLessThan(path.looks()
                        .get(2)
                        .estimate()
                        .inference()
                        .interval(0.95)
                        .width());
        assertThat(path.rejects()).isTrue();
        assertThatThrownBy(() -> new AdaptiveBetting(0, 1, 0.3, 8, 0.95).estimate(sample, RANDOM))
                .hasMessageContaining("below the floor of 0.3");
        assertThatThrownBy(() -> new AdaptiveBetting(0, 0.5, 0.1, 8, 0.95).estimate(sample, RANDOM))
                .hasMessageContaining("outside of the range");
        assertThatThrownBy(() -> AdaptiveBetting.conversions().estimate(three(60, 1), RANDOM))
                .hasMessageContaining("two arms");
    }

    @Test
    void brokenLogsHaveTheirMessages() {
        broken(hand().with(Role.TIME), Problem.MISSING_ROLE, "time");
        broken(hand().with(Role.PROPENSITY), Problem.MISSING_ROLE, "propensity");
        Sample three = three(60, 1);
        broken(
                three.with(Role.PROPENSITY, three.columns(Role.PROPENSITY).get(0)),
                Problem.MISSING_ROLE,
                "1 propensity");
        Column first = three.columns(Role.PROPENSITY).get(0);
        Column second = three.columns(Role.PROPENSITY).get(1);
        broken(
                three.with(Role.PROPENSITY, first, second, new Column.Numeric("p3", new double[60])),
                Problem.PROPENSITY_RANGE,
                "row 1");
        broken(
                three.with(
                        Role.PROPENSITY, first, second, new Column.Numeric("twin", ((Column.Numeric) first).values())),
                Problem.PROPENSITY_RANGE,
                "sum to");
        broken(
                hand().with(Role.PROPENSITY, first.rows(new int[8]), second.rows(new int[8]), named(first)),
                Problem.NO_OVERLAP,
                "never assigned");
        broken(hand().with(Role.ASSIGNMENT, numbers(0, 0, 0, 0, 0, 0, 0, 0)), Problem.ONE_LEVEL, "every row");
        broken(hand().with(Role.ASSIGNMENT, numbers(0, 1, 0, 0, 0, 0, 0, 0)), Problem.TOO_FEW_ROWS, "Arm '1'");
        broken(
                hand().with(
                                Role.ASSIGNMENT,
                                new Column.Categorical(
                                        "arm", new int[] {0, 1, 0, 1, 0, 1, 1, 1}, List.of("a", "b", "c"))),
                Problem.TOO_FEW_ROWS,
                "Arm 'c'");
        broken(hand().with(Role.OUTCOME, numbers(2, 2, 2, 2, 2, 2, 2, 2)), Problem.CONSTANT_OUTCOME, "every row");
        assertThatThrownBy(() -> Sample.builder()
                        .add(Role.PROPENSITY, "p", new double[] {0, 1})
                        .build())
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(Problem.PROPENSITY_RANGE));
    }

    private static Column named(Column first) {
        return new Column.Numeric("third", ((Column.Numeric) first.rows(new int[8])).values());
    }

    private static Column numbers(double... values) {
        return new Column.Numeric("x", values);
    }

    private static void broken(Sample sample, Problem problem, String mention) {
        assertThatThrownBy(() -> AdaptiveAipw.standard().estimate(sample, RANDOM))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(problem))
                .hasMessageContaining(mention);
    }

    @Test
    void batchesOfOneArmAreSkippedAndToldOf() {
        Sample sample = hand().with(Role.ASSIGNMENT, numbers(0, 1, 0, 1, 1, 1, 1, 1));
        Fit fit = BatchedOls.standard().estimate(sample, RANDOM);
        assertThat(fit.cautions()).extracting(c -> c.code()).containsExactly("batches-skipped");
        assertThat(fit.estimate().value()).isCloseTo(3, within(1e-12));
        assertThatThrownBy(() ->
                        BatchedOls.standard().estimate(hand().with(Role.TIME, numbers(1, 2, 1, 2, 1, 2, 2, 2)), RANDOM))
                .hasMessageContaining("within a batch");
        assertThatThrownBy(() ->
                        BatchedOls.standard().estimate(hand().with(Role.TIME, numbers(1, 2, 3, 4, 5, 6, 7, 8)), RANDOM))
                .hasMessageContaining("adaptive-aipw");
    }

    @Test
    void tinyAndContextualPropensitiesAreToldOf() {
        Sample sample = hand().with(Role.PROPENSITY, numbers(.5, .5, .4, .5, .005, .8, .8, .8));
        assertThat(AdaptiveAipw.standard().estimate(sample, RANDOM).cautions())
                .extracting(c -> c.code())
                .containsExactly("tiny-propensity", "contextual-propensity");
    }

    /** Each row a batch of its own: the first has nothing before it and does not count. */
    @Test
    void rowsMayBeBatches() {
        Sample sample = hand().with(Role.TIME, numbers(1, 2, 3, 4, 5, 6, 7, 8));
        Fit fit = AdaptiveAipw.standard().estimate(sample, RANDOM);
        assertThat(fit.estimate().stdError()).isPositive();
        double[] first = Y.clone();
        first[0] += 100;
        double[] influence = fit.influence().orElseThrow().values(1);
        assertThat(influence[0]).isZero();
    }
}
