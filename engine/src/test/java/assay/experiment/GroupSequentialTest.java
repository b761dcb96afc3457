package assay.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import assay.Caution;
import assay.Column;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Fit;
import assay.Glance;
import assay.Role;
import assay.Sample;
import assay.Trajectory;
import assay.baseline.NaiveAfterStopping;
import assay.random.Philox;
import assay.sequential.Boundaries;
import assay.sequential.GroupSequentialDesign;
import assay.sequential.GroupSequentialMonitor;
import assay.sequential.LastLook;
import assay.sequential.ObservedLook;
import assay.sequential.PlannedInformation;
import assay.sequential.RepeatedInterval;
import assay.sequential.Sides;
import assay.sequential.SpendingFunction;
import assay.sequential.StageWise;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupSequentialTest {

    private static final Glance GLANCE = new Glance("m", "v", 4, 2, 2, 0, 0, Map.of());
    private static final GroupSequentialDesign FLEMING =
            GroupSequentialDesign.spending(SpendingFunction.obrienFleming(), Sides.TWO_SIDED, 0.05);

    /** Outcomes that only look random: alternating arms and a fixed cycle of noise. */
    private static Sample sample(int n, double effect) {
        double[] y = new double[n];
        double[] t = new double[n];
        for (int i = 0; i < n; i++) {
            t[i] = i % 2;
            y[i] = effect * t[i] + (i / 2 * 7 % 11 - 5) + 0.01 * (i / 2 * 5 % 13);
        }
        return Sample.builder().outcome("y", y).assignment("t", t).build();
    }

    private static RandomGenerator random() {
        return new java.util.Random(1);
    }

    private static ObservedLook look(int units, double value, double stdError) {
        return new ObservedLook(units, Estimate.normal(Estimand.ATE, "1 - 0", value, stdError));
    }

    private static List<String> codes(Trajectory path) {
        return path.cautions().stream().map(Caution::code).toList();
    }

    @Test
    void everyLookIsTheAnalysisOfItsRows() {
        Sample sample = sample(200, 0);
        Trajectory path = GroupSequential.standard().estimate(sample, random());
        assertThat(path.looks()).extracting(Trajectory.Look::n).containsExactly(40, 80, 120, 160, 200);
        assertThat(path.rejects()).isFalse();
        for (Trajectory.Look look : path.looks()) {
            Fit fit = new DifferenceInMeans()
                    .estimate(sample.rows(IntStream.range(0, look.n()).toArray()), random());
            Estimate e = look.estimate();
            assertThat(e.stdError()).isEqualTo(fit.estimate().stdError());
            assertThat(e.inference().statistic(0))
                    .isCloseTo(fit.estimate().inference().statistic(0), within(1e-12));
            assertThat(look.information()).isCloseTo(1 / (e.stdError() * e.stdError()), within(1e-9));
            assertThat(e.inference()).isInstanceOf(look.n() < 200 ? RepeatedInterval.class : StageWise.class);
        }
        StageWise end = (StageWise) path.end().estimate().inference();
        assertThat(path.end().estimate().value()).isEqualTo(end.medianUnbiased());
        assertThat(end.boundaries())
                .isEqualTo(FLEMING.boundariesSoFar(new double[] {0.2, 0.4, 0.6, 0.8, 1}, LastLook.FINAL));
        assertThat(path.glance().diagnostics()).containsEntry("information_fraction", 1.0);
        assertThat(path.glance().method()).isEqualTo("group-sequential");
    }

    @Test
    void itStopsAtTheFirstCrossing() {
        Sample sample = sample(400, 2.2);
        Trajectory path = GroupSequential.standard().estimate(sample, random());
        assertThat(path.rejects()).isTrue();
        assertThat(path.end()).isSameAs(path.looks().get(path.looks().size() - 1));
        assertThat(path.end().n()).isLessThan(400);
        assertThat(codes(path)).containsExactly("stopped-early");
        assertThat(path.glance().n()).isEqualTo(path.end().n());
        assertThat(path.end().estimate().inference().pValue(0)).isLessThan(0.05);
        assertThat(path.end().estimate().value())
                .isLessThan(path.glance().diagnostics().get("naive_estimate"));
        // Data that came after the stop do not matter.
        double[] y = sample.outcome().clone();
        for (int i = path.end().n(); i < y.length; i++) {
            y[i] = -100;
        }
        Trajectory other =
                GroupSequential.standard().estimate(sample.with(Role.OUTCOME, new Column.Numeric("y", y)), random());
        assertThat(other.looks()).isEqualTo(path.looks());
        Trajectory naive = new NaiveAfterStopping(GroupSequential.standard()).estimate(sample, random());
        assertThat(naive.end().rejects()).isTrue();
        assertThat(naive.end().estimate().value())
                .isEqualTo(path.glance().diagnostics().get("naive_estimate"));
    }

    @Test
    void timeOrdersRowsAndKeepsPeriodsTogether() {
        Sample plain = sample(100, 0.5);
        double[] day =
                IntStream.range(0, 100).mapToDouble(i -> Math.floor(i / 30.0)).toArray();
        int[] shuffled = IntStream.range(0, 100).map(i -> i * 37 % 100).toArray();
        Sample timed = plain.with(Role.TIME, new Column.Numeric("day", day)).rows(shuffled);
        Trajectory path = GroupSequential.standard().estimate(timed, random());
        assertThat(path.looks()).extracting(Trajectory.Look::n).containsExactly(30, 60, 90, 100);
        Trajectory direct = new GroupSequential(
                        FLEMING, List.of(0.3, 0.6, 0.9, 1.0), new DifferenceInMeans(), OptionalDouble.empty())
                .estimate(plain, random());
        for (int k = 0; k < 4; k++) {
            assertThat(path.looks().get(k).estimate().value())
                    .isCloseTo(direct.looks().get(k).estimate().value(), within(1e-9));
        }
    }

    /** A cluster is seen once its last row is in. */
    @Test
    void clustersCountWhenComplete() {
        int clusters = 40;
        Philox noise = new Philox(7, 7, 7);
        double[] shared = new double[clusters];
        noise.normals(shared);
        double[] y = new double[clusters * 3];
        double[] t = new double[y.length];
        double[] g = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            int cluster = i % clusters;
            g[i] = cluster;
            t[i] = cluster % 2;
            y[i] = shared[cluster] + 0.1 * (i * 7 % 5);
        }
        Sample sample = Sample.builder()
                .outcome("y", y)
                .assignment("t", t)
                .add(Role.CLUSTER, "g", g)
                .build();
        GroupSequential test =
                GroupSequential.evenly(4, SpendingFunction.pocock(), new ClusterMeans(), OptionalDouble.empty());
        assertThat(test.needs()).contains(Role.CLUSTER);
        Trajectory path = test.estimate(sample, random());
        assertThat(path.looks()).extracting(Trajectory.Look::n).containsExactly(10, 20, 30, 40);
        int[] first =
                IntStream.range(0, y.length).filter(i -> i % clusters < 10).toArray();
        Estimate expected =
                new ClusterMeans().estimate(sample.rows(first), random()).estimate();
        assertThat(path.looks().get(0).estimate().value()).isCloseTo(expected.value(), within(1e-12));
    }

    @Test
    void informationPlacesTheLooks() {
        Sample sample = sample(200, 0);
        double all =
                new DifferenceInMeans().estimate(sample, random()).estimate().stdError();
        // Planned for what there is: shares follow 1 / SE^2, and the end spends what is left whatever it is.
        for (double planned : new double[] {1, 1.6, 0.5}) {
            Trajectory path = GroupSequential.evenly(
                            5,
                            SpendingFunction.obrienFleming(),
                            new DifferenceInMeans(),
                            OptionalDouble.of(planned / (all * all)))
                    .estimate(sample, random());
            StageWise end = (StageWise) path.end().estimate().inference();
            assertThat(end.boundaries().crossing(0).upperTotal()).isCloseTo(0.025, within(1e-9));
            double share = end.boundaries().looks().get(path.looks().size() - 1).fraction();
            if (planned == 0.5) {
                assertThat(codes(path)).containsExactly("information-reached");
                assertThat(share).isGreaterThanOrEqualTo(1);
                assertThat(path.end().n()).isEqualTo(120);
            } else {
                assertThat(codes(path)).isEqualTo(planned == 1 ? List.of() : List.of("under-running"));
                assertThat(share).isCloseTo(1 / planned, within(1e-9));
            }
        }
    }

    @Test
    void looksThatCannotBeTakenAreLeftOut() {
        Sample sample = sample(200, 0);
        double[] y = sample.outcome().clone();
        java.util.Arrays.fill(y, 0, 40, 1);
        Trajectory path =
                GroupSequential.standard().estimate(sample.with(Role.OUTCOME, new Column.Numeric("y", y)), random());
        assertThat(path.looks()).extracting(Trajectory.Look::n).containsExactly(80, 120, 160, 200);
        assertThat(codes(path)).containsExactly("look-left-out");
        // A burst of noise at the end: its share of information is projected.
        double[] burst = sample.outcome().clone();
        for (int i = 160; i < 200; i++) {
            burst[i] *= 20;
        }
        Trajectory grown = GroupSequential.evenly(
                        5, SpendingFunction.obrienFleming(), new DifferenceInMeans(), OptionalDouble.of(100))
                .estimate(sample.with(Role.OUTCOME, new Column.Numeric("y", burst)), random());
        assertThat(codes(grown)).contains("information-projected");
        assertThat(grown.end().n()).isEqualTo(200);
        double[] constant = new double[200];
        assertThatExceptionOfType(EstimationException.class)
                .isThrownBy(() -> GroupSequential.standard()
                        .estimate(sample.with(Role.OUTCOME, new Column.Numeric("y", constant)), random()));
    }

    @Test
    void monitorReadsLooksAsTheyCome() {
        GroupSequentialMonitor monitor = new GroupSequentialMonitor(
                FLEMING, new PlannedInformation(PlannedInformation.Scale.INVERSE_VARIANCE, 100));
        List<ObservedLook> looks = List.of(look(30, 0.3, 0.2), look(70, 0.25, 0.14), look(90, 0.28, 0.11));
        Trajectory first = monitor.read(looks.subList(0, 1), LastLook.INTERIM, GLANCE);
        Trajectory path = monitor.read(looks, LastLook.INTERIM, GLANCE);
        assertThat(path.looks().get(0)).isEqualTo(first.looks().get(0));
        double[] t = {0.25, 1 / (0.14 * 0.14 * 100), 1 / (0.11 * 0.11 * 100)};
        Boundaries boundaries = FLEMING.boundariesSoFar(t, LastLook.INTERIM);
        assertThat(0.28 / 0.11).isGreaterThan(boundaries.looks().get(2).upper());
        assertThat(path.end().rejects()).isTrue();
        // A negative effect is found as well, by a two-sided test only.
        List<ObservedLook> down = List.of(look(30, -0.3, 0.2), look(90, -0.5, 0.11));
        assertThat(monitor.read(down, LastLook.FINAL, GLANCE).end().rejects()).isTrue();
        GroupSequentialMonitor upper = new GroupSequentialMonitor(
                GroupSequentialDesign.spending(SpendingFunction.obrienFleming(), Sides.ONE_SIDED, 0.025),
                monitor.plan());
        Trajectory missed = upper.read(down, LastLook.FINAL, GLANCE);
        assertThat(missed.rejects()).isFalse();
        assertThat(missed.end().estimate().value()).isNegative();
        // Units as information.
        GroupSequentialMonitor units = new GroupSequentialMonitor(FLEMING, PlannedInformation.units(120));
        assertThat(((RepeatedInterval) units.read(looks.subList(0, 2), LastLook.INTERIM, GLANCE)
                                .looks()
                                .get(1)
                                .estimate()
                                .inference())
                        .fractions())
                .containsExactly(0.25, 70 / 120.0);
    }

    @Test
    void planHoldsWhatThePowerNeeds() {
        Boundaries boundaries = FLEMING.boundaries(5);
        PlannedInformation plan = PlannedInformation.of(boundaries, 0.9, -0.5);
        assertThat(boundaries.power(0.5 * Math.sqrt(plan.maximum()))).isCloseTo(0.9, within(1e-9));
    }

    @Test
    void overrunningTakesThePlaceOfTheLookThatStopped() {
        GroupSequentialMonitor monitor = new GroupSequentialMonitor(
                FLEMING, new PlannedInformation(PlannedInformation.Scale.INVERSE_VARIANCE, 100));
        List<ObservedLook> looks = List.of(look(30, 0.3, 0.2), look(90, 0.3, 0.11));
        Estimate after = monitor.overrun(looks, look(110, 0.24, 0.1));
        StageWise expected = new StageWise(
                0.24,
                0.1,
                Double.POSITIVE_INFINITY,
                FLEMING.boundariesSoFar(new double[] {0.25, 100 / 100.0}, LastLook.FINAL));
        assertThat(after.inference().pValue(0)).isCloseTo(expected.pValue(0), within(1e-9));
        assertThat(after.value()).isCloseTo(expected.medianUnbiased(), within(1e-9));
        assertThatIllegalArgumentException().isThrownBy(() -> monitor.overrun(looks, look(80, 0.24, 0.1)));
    }

    @Test
    void whatCannotBeRead() {
        GroupSequentialMonitor monitor = new GroupSequentialMonitor(FLEMING, PlannedInformation.units(100));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> monitor.read(List.of(), LastLook.FINAL, GLANCE))
                .withMessageContaining("at least one look");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> monitor.read(List.of(look(50, 1, 1), look(50, 1, 0.9)), LastLook.FINAL, GLANCE))
                .withMessageContaining("cumulative");
        GroupSequentialMonitor byVariance = new GroupSequentialMonitor(
                FLEMING, new PlannedInformation(PlannedInformation.Scale.INVERSE_VARIANCE, 10));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> byVariance.read(List.of(look(50, 1, 1), look(60, 1, 1.1)), LastLook.FINAL, GLANCE))
                .withMessageContaining("information grows");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> monitor.read(List.of(look(1, 1, 1)), LastLook.INTERIM, GLANCE)
                        .end()
                        .estimate()
                        .inference()
                        .interval(0.9999999))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GroupSequentialMonitor(
                        GroupSequentialDesign.pocock(Sides.TWO_SIDED, 0.05), PlannedInformation.units(1)))
                .withMessageContaining("spending function");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GroupSequential(
                        FLEMING, List.of(0.5, 0.9), new DifferenceInMeans(), OptionalDouble.empty()))
                .withMessageContaining("all units");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GroupSequential(
                        FLEMING, List.of(0.5, 0.5, 1.0), new DifferenceInMeans(), OptionalDouble.empty()))
                .withMessageContaining("increase to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new GroupSequential(FLEMING, List.of(1.0), new DifferenceInMeans(), OptionalDouble.of(0)));
        assertThatIllegalArgumentException().isThrownBy(() -> PlannedInformation.units(0));
    }
}
