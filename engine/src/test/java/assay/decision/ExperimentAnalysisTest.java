package assay.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Caution;
import assay.Column;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Missing;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.condition.Condition;
import assay.decision.MetricDefinition.Fill;
import assay.decision.MetricDefinition.Outliers;
import assay.distribution.StudentDistribution;
import assay.experiment.Cuped;
import assay.experiment.CupedRatio;
import assay.experiment.DifferenceInMeans;
import assay.experiment.MetricType;
import assay.experiment.QuantileEffect;
import assay.experiment.RatioMetric;
import assay.experiment.RelativeLift;
import assay.random.Philox;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExperimentAnalysisTest {

    private static final String ARM = "treatment";

    private final SampleExperiment.Columns columns = SampleExperiment.columns(4000, 2);
    private final ExperimentPlan plan = SampleExperiment.plan().build();

    private ExperimentReading read() {
        return ExperimentAnalysis.of(plan).read(columns.build());
    }

    private static Fit fit(Estimator<Fit> estimator, Sample sample) {
        return estimator.estimate(sample, new Philox(0, 0, 0));
    }

    /** Units by hand: who is in the view and was watched for seven days since the start of it. */
    private int[] mature(double[] start, IntPredicate also) {
        return IntStream.range(0, columns.n)
                .filter(i -> !Double.isNaN(start[i]) && columns.observed[i] - start[i] >= 7 && also.test(i))
                .toArray();
    }

    private double[] pick(double[] values, int[] rows) {
        return Arrays.stream(rows).mapToDouble(i -> values[i]).toArray();
    }

    private Sample.Builder sample(int[] rows) {
        double[] arms = Arrays.stream(rows).mapToDouble(i -> columns.arms[i]).toArray();
        return Sample.builder().assignment("arm", arms).missing(Missing.IMPUTE);
    }

    private static void same(Estimate actual, Estimate expected) {
        double scale = Math.max(Math.abs(expected.value()), expected.stdError());
        assertThat(actual.value()).isCloseTo(expected.value(), within(1e-12 * scale));
        assertThat(actual.stdError()).isCloseTo(expected.stdError(), within(1e-12 * expected.stdError()));
        assertThat(actual.inference().pValue(0)).isCloseTo(expected.inference().pValue(0), within(1e-11));
        assertThat(actual.inference().interval(0.9).upper())
                .isCloseTo(expected.inference().interval(0.9).upper(), within(1e-11 * scale));
    }

    @Test
    void theAssignedViewIsTheEnginesDifferenceBesideCuped() {
        int[] rows = mature(columns.assigned, i -> true);
        MetricReading reading = read().find("conversion", View.ASSIGNED, ARM).orElseThrow();
        Sample sample = sample(rows)
                .outcome("y", pick(columns.converted, rows))
                .covariate("x", pick(columns.sessions, rows))
                .build();

        same(reading.unadjusted(), fit(new DifferenceInMeans(), sample).estimate());
        same(reading.adjusted().orElseThrow(), fit(Cuped.standard(), sample).estimate());
        same(
                reading.relative().orElseThrow(),
                fit(RelativeLift.standard(), sample).estimate());
        assertThat(reading.method()).isEqualTo("cuped");
        assertThat(reading.units().analysed()).isEqualTo(rows.length);
        assertThat(reading.units().immature()).isEqualTo(columns.n - rows.length);
        assertThat(reading.units().missing()).isZero();
        double[] control = Arrays.stream(rows)
                .filter(i -> columns.arms[i] == 0)
                .mapToDouble(i -> columns.converted[i])
                .toArray();
        assertThat(reading.controlMean())
                .isCloseTo(Arrays.stream(control).average().orElseThrow(), within(1e-14));
        assertThat(reading.practical()).isCloseTo(0.005, within(1e-15));
        assertThat(reading.margin()).isEmpty();
    }

    @Test
    void theTriggeredAndExposedViewsCountFromTheTrigger() {
        ExperimentReading all = read();
        int[] triggered = mature(columns.triggered, i -> true);
        int[] exposed = mature(columns.triggered, i -> !Double.isNaN(columns.exposed[i]));
        for (View view : List.of(View.TRIGGERED, View.EXPOSED)) {
            int[] rows = view == View.TRIGGERED ? triggered : exposed;
            Sample sample = sample(rows)
                    .outcome("y", pick(columns.converted, rows))
                    .covariate("x", pick(columns.sessions, rows))
                    .build();
            MetricReading reading = all.find("conversion", view, ARM).orElseThrow();
            same(reading.unadjusted(), fit(new DifferenceInMeans(), sample).estimate());
            same(reading.adjusted().orElseThrow(), fit(Cuped.standard(), sample).estimate());
        }
        assertThat(exposed.length).isLessThan(triggered.length);
        assertThat(codes(all.find("conversion", View.EXPOSED, ARM).orElseThrow().cautions()))
                .contains("exposed-units");
    }

    @Test
    void amountsAreCappedAtThePercentileOfBothArmsAndTheCovariateAtItsOwn() {
        int[] rows = mature(columns.assigned, i -> !Double.isNaN(columns.revenue[i]));
        double[] y = capped(pick(columns.revenue, rows));
        double[] x = capped(pick(columns.spent, rows));
        Sample plain = sample(rows).outcome("y", y).build();
        Sample adjusted = sample(rows).outcome("y", y).covariate("x", x).build();
        MetricReading reading = read().find("revenue", View.ASSIGNED, ARM).orElseThrow();

        same(reading.unadjusted(), fit(new DifferenceInMeans(), plain).estimate());
        same(reading.adjusted().orElseThrow(), fit(Cuped.standard(), adjusted).estimate());
        assertThat(adjusted.columns(Role.COVARIATE)).hasSize(2);
        assertThat(reading.units().missing()).isPositive();
        assertThat(codes(reading.cautions())).contains("capped-metric", "interim");
    }

    /** By the definition of NumPy's quantile: linear between order statistics. */
    private static double[] capped(double[] values) {
        double[] known =
                Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
        double place = 0.99 * (known.length - 1);
        int low = (int) Math.floor(place);
        double cap = known[low] + (place - low) * (known[low + 1] - known[low]);
        return Arrays.stream(values)
                .map(v -> Double.isNaN(v) ? v : Math.min(v, cap))
                .toArray();
    }

    @Test
    void ratiosAndQuantilesGoToTheirOwnEstimators() {
        ExperimentReading all = read();
        int[] rows = mature(columns.assigned, i -> true);
        Sample ratio = sample(rows)
                .add(Role.NUMERATOR, "n", pick(columns.clicks, rows))
                .add(Role.DENOMINATOR, "d", pick(columns.views, rows))
                .covariate("x", pick(columns.sessions, rows))
                .build();
        MetricReading clicks = all.find("ctr", View.ASSIGNED, ARM).orElseThrow();
        same(clicks.unadjusted(), fit(RatioMetric.standard(), ratio).estimate());
        same(clicks.adjusted().orElseThrow(), fit(CupedRatio.standard(), ratio).estimate());
        same(clicks.relative().orElseThrow(), fit(RelativeLift.ofRatio(), ratio).estimate());
        assertThat(clicks.practical()).isCloseTo(0.05 * clicks.controlMean(), within(1e-15));
        assertThat(clicks.method()).isEqualTo("cuped-ratio");

        Sample time = sample(rows).outcome("y", pick(columns.time, rows)).build();
        MetricReading load = all.find("load_time", View.ASSIGNED, ARM).orElseThrow();
        same(
                load.unadjusted(),
                fit(new QuantileEffect(0.5, assay.experiment.RandomisationUnit.ROW), time)
                        .estimate());
        assertThat(load.relative()).isEmpty();
        assertThat(load.treatedMean() - load.controlMean())
                .isCloseTo(load.unadjusted().value(), within(1e-12));
    }

    @Test
    void aGuardrailHasItsMarginInItsOwnUnitAndCountsEveryUnit() {
        MetricReading reading = read().find("uninstall", View.ASSIGNED, ARM).orElseThrow();
        assertThat(reading.units().analysed()).isEqualTo(columns.n);
        assertThat(reading.margin().orElseThrow()).isCloseTo(0.1 * reading.controlMean(), within(1e-15));
        assertThat(reading.adjusted()).isEmpty();
        assertThat(reading.method()).isEqualTo("difference-in-means");
    }

    @Test
    void whatCanBeDetectedIsTwoQuantilesTimesTheError() {
        MetricReading reading = read().find("conversion", View.ASSIGNED, ARM).orElseThrow();
        Estimate decisive = reading.decisive();
        double df = decisive.inference().degreesOfFreedom();
        double expected =
                decisive.stdError() * (StudentDistribution.quantile(0.975, df) + StudentDistribution.quantile(0.8, df));
        assertThat(reading.detectable()).isCloseTo(expected, within(1e-12 * expected));
        assertThat(reading.powered()).isEqualTo(0.005 >= expected);
    }

    @Test
    void aUnitThatWasWatchedForExactlyTheWindowCounts() {
        // Neither difference is 7 in binary.
        columns.assigned[0] = 3.7;
        columns.observed[0] = 10.7;
        columns.assigned[1] = 9.9;
        columns.observed[1] = 16.9;
        columns.assigned[2] = 0.1;
        columns.observed[2] = 7.1 - 1.0 / 86_400;
        columns.observed[3] = Double.NaN;
        int before = count(i -> columns.observed[i] - columns.assigned[i] >= 7 - 1e-9);
        MetricReading reading = read().find("conversion", View.ASSIGNED, ARM).orElseThrow();
        assertThat(reading.units().analysed()).isEqualTo(before);
        assertThat(columns.observed[0] - columns.assigned[0]).isLessThan(7);
        assertThat(columns.observed[1] - columns.assigned[1]).isLessThan(7);
        assertThat(reading.units().immature()).isEqualTo(columns.n - before);
    }

    private int count(IntPredicate test) {
        return (int) IntStream.range(0, columns.n).filter(test).count();
    }

    @Test
    void aUserWhoIsLoggedTwiceCountsOnce() {
        ExperimentReading once = ExperimentAnalysis.of(plan).read(first(3900));
        int[] twice = IntStream.range(0, 4000).map(i -> i < 3900 ? i : i - 100).toArray();
        ExperimentReading again =
                ExperimentAnalysis.of(plan).read(columns.build().rows(twice));
        same(
                again.find("conversion", View.ASSIGNED, ARM).orElseThrow().decisive(),
                once.find("conversion", View.ASSIGNED, ARM).orElseThrow().decisive());
        assertThat(messages(again)).anyMatch(m -> m.startsWith("100 rows repeat a user"));
        assertThat(codes(once.cautions())).doesNotContain("repeated-users");
    }

    private ExperimentLog first(int rows) {
        return columns.build().rows(IntStream.range(0, rows).toArray());
    }

    @Test
    void aUserInTwoArmsCountsInTheFirstAndNotAtAllWhereNeitherWasFirst() {
        columns.users[1] = 0;
        columns.arms[0] = 0;
        columns.arms[1] = 1;
        columns.assigned[0] = 3;
        columns.assigned[1] = 2;
        columns.users[3] = 2;
        columns.arms[2] = 0;
        columns.arms[3] = 1;
        columns.assigned[2] = 4;
        columns.assigned[3] = 4;
        ExperimentReading reading = read();
        int[] kept = IntStream.range(0, columns.n).filter(i -> i == 1 || i > 3).toArray();
        MetricReading guardrail = reading.find("uninstall", View.ASSIGNED, ARM).orElseThrow();
        Sample sample =
                sample(kept).outcome("y", pick(columns.uninstalled, kept)).build();
        same(guardrail.unadjusted(), fit(new DifferenceInMeans(), sample).estimate());
        assertThat(messages(reading))
                .anyMatch(m -> m.startsWith("2 users were assigned to more than one arm") && m.contains("1 of them"));
    }

    @Test
    void rowsOfNoArmOfThePlanAreLeftOutAndCounted() {
        columns.arms[5] = -1;
        assertThat(messages(read())).anyMatch(m -> m.startsWith("1 rows name no user or no variant"));
    }

    @Test
    void theOrderOfRowsAndTheNamesOfArmsChangeNothing() {
        ExperimentReading before = read();
        int[] order = IntStream.range(0, columns.n)
                .map(i -> (int) ((i * 2741L + 17) % columns.n))
                .toArray();
        ExperimentReading after =
                ExperimentAnalysis.of(plan).read(columns.build().rows(order));
        SampleExperiment.PlanBuilder renamed = SampleExperiment.plan();
        renamed.arms = List.of("zebra", "apple");
        ExperimentLog log = columns.build();
        ExperimentLog other = rename(log);
        ExperimentReading named = ExperimentAnalysis.of(renamed.build()).read(other);
        assertThat(after.readings()).hasSameSizeAs(before.readings());
        for (int i = 0; i < before.readings().size(); i++) {
            same(after.readings().get(i).decisive(), before.readings().get(i).decisive());
            assertThat(named.readings().get(i).decisive().value())
                    .isEqualTo(before.readings().get(i).decisive().value());
            assertThat(named.readings().get(i).decisive().stdError())
                    .isEqualTo(before.readings().get(i).decisive().stdError());
        }
        for (int i = 0; i < before.segments().size(); i++) {
            same(after.segments().get(i).interaction(), before.segments().get(i).interaction());
            assertThat(named.segments().get(i).adjustedP())
                    .isEqualTo(before.segments().get(i).adjustedP());
        }
        same(SampleExperiment.of(after.compliers(), ARM), SampleExperiment.of(before.compliers(), ARM));
        assertThat(SampleExperiment.of(named.compliers(), "apple").value())
                .isEqualTo(SampleExperiment.of(before.compliers(), ARM).value());
    }

    private ExperimentLog rename(ExperimentLog log) {
        ExperimentLog.Builder builder = ExperimentLog.builder()
                .users(log.users().codes(), log.users().levels())
                .arms(columns.arms, List.of("zebra", "apple"))
                .served(columns.served)
                .assigned(log.assigned())
                .triggered(log.triggered())
                .exposed(log.exposed())
                .observedUntil(log.observedUntil());
        log.outcomes().forEach(builder::outcome);
        log.histories().forEach(builder::history);
        log.groups().forEach((name, group) -> builder.group(name, group.codes(), group.levels()));
        return builder.build();
    }

    @Test
    void theLogSurvivesTheTripThroughASample() {
        ExperimentReading direct = read();
        ExperimentReading travelled = ExperimentAnalysis.of(plan)
                .read(ExperimentLog.of(columns.build().sample()));
        for (int i = 0; i < direct.readings().size(); i++) {
            assertThat(travelled.readings().get(i).decisive().value())
                    .isEqualTo(direct.readings().get(i).decisive().value());
        }
    }

    @Test
    void anEmptyArmIsAnErrorThatSaysWhich() {
        Arrays.fill(columns.arms, 0);
        assertThatThrownBy(this::read)
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("Arm 'treatment' has no units with metric 'conversion' in the assigned view");
        Arrays.fill(columns.observed, 0);
        assertThatThrownBy(this::read).hasMessageContaining("not watched for long enough");
    }

    @Test
    void aConstantPrimaryMetricIsAnErrorAndAnotherIsLeftOut() {
        Arrays.fill(columns.uninstalled, 0);
        ExperimentReading reading = read();
        assertThat(reading.find("uninstall", View.ASSIGNED, ARM)).isEmpty();
        assertThat(messages(reading)).anyMatch(m -> m.contains("'uninstall'") && m.contains("does not vary"));
        assertThat(reading.segments())
                .isNotEmpty()
                .allSatisfy(s -> assertThat(s.guardrails()).isEmpty());
        Arrays.fill(columns.converted, 1);
        assertThatThrownBy(this::read)
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(Problem.CONSTANT_OUTCOME));
    }

    @Test
    void aMetricThatIsMissingEverywhereIsLeftOut() {
        Arrays.fill(columns.revenue, Double.NaN);
        ExperimentReading reading = read();
        assertThat(reading.find("revenue", View.ASSIGNED, ARM)).isEmpty();
        assertThat(messages(reading)).anyMatch(m -> m.contains("of 4000 it is missing") || m.contains("it is missing"));
        assertThat(reading.secondary()).extracting(SecondaryReading::metric).containsExactly("ctr");
    }

    @Test
    void aMetricWhoseColumnIsNotLoggedIsAnErrorOnlyWhereItDecides() {
        MetricDefinition absent = SampleExperiment.metric(
                "absent", MetricType.MEAN, "absent", Optional.empty(), Fill.ZERO, Outliers.NONE);
        ExperimentPlan secondary = SampleExperiment.plan()
                .metrics(
                        new PlannedMetric(SampleExperiment.CONVERSION, Purpose.PRIMARY),
                        new PlannedMetric(absent, Purpose.SECONDARY))
                .build();
        ExperimentReading reading = ExperimentAnalysis.of(secondary).read(columns.build());
        assertThat(messages(reading)).anyMatch(m -> m.contains("no column 'absent'"));
        ExperimentPlan primary = SampleExperiment.plan()
                .metrics(new PlannedMetric(absent, Purpose.PRIMARY))
                .build();
        assertThatThrownBy(() -> ExperimentAnalysis.of(primary).read(columns.build()))
                .hasMessageContaining("no column 'absent'");
    }

    @Test
    void aCovariateThatCannotBeUsedLeavesTheUnadjustedEstimate() {
        Arrays.fill(columns.sessions, 3);
        MetricReading reading = read().find("conversion", View.ASSIGNED, ARM).orElseThrow();
        assertThat(reading.adjusted()).isEmpty();
        assertThat(reading.decisive()).isEqualTo(reading.unadjusted());
        assertThat(reading.cautions())
                .anySatisfy(c ->
                        assertThat(c.message()).contains("'sessions_before'").contains("is 3.0 for every unit"));
    }

    @Test
    void missingValuesCountAsZeroWhereTheMetricSaysSo() {
        Arrays.fill(columns.converted, 0, 50, Double.NaN);
        MetricReading reading = read().find("conversion", View.ASSIGNED, ARM).orElseThrow();
        int[] rows = mature(columns.assigned, i -> true);
        double[] filled = Arrays.stream(pick(columns.converted, rows))
                .map(v -> Double.isNaN(v) ? 0 : v)
                .toArray();
        same(
                reading.unadjusted(),
                fit(new DifferenceInMeans(), sample(rows).outcome("y", filled).build())
                        .estimate());
        assertThat(codes(reading.cautions())).contains("filled-values");
    }

    @Test
    void theAudienceIsReadFromTheLogAndConditionsOfOtherColumnsAreForTheReaderOfTables() {
        SampleExperiment.PlanBuilder builder = SampleExperiment.plan();
        builder.audience = Optional.of(Condition.where("platform in ('ios', 'web')"));
        builder.exclusions = List.of(
                Condition.where("platform = 'bot'"),
                Condition.where("sessions_before > 10"),
                Condition.where("is_bot = 1"));
        ExperimentReading reading = ExperimentAnalysis.of(builder.build()).read(columns.build());
        int expected = count(i -> columns.platform[i] < 2 && !(columns.sessions[i] > 10));
        assertThat(reading.find("uninstall", View.ASSIGNED, ARM)
                        .orElseThrow()
                        .units()
                        .analysed())
                .isEqualTo(expected);
        assertThat(Eligibility.unchecked(builder.build(), columns.build()))
                .extracting(Condition::text)
                .containsExactly("is_bot = 1");
        assertThat(codes(reading.cautions())).contains("not-eligible");
    }

    @Test
    void aViewWithoutUnitsIsLeftOutUnlessItDecides() {
        Arrays.fill(columns.triggered, Double.NaN);
        Arrays.fill(columns.exposed, Double.NaN);
        ExperimentReading reading = read();
        assertThat(reading.readings()).allMatch(r -> r.view() == View.ASSIGNED);
        assertThat(reading.compliers()).isEmpty();
        assertThat(reading.diluted()).isEmpty();
        assertThat(codes(reading.cautions())).contains("empty-view");
        SampleExperiment.PlanBuilder builder = SampleExperiment.plan();
        builder.view = View.TRIGGERED;
        assertThatThrownBy(() -> ExperimentAnalysis.of(builder.build()).read(columns.build()))
                .hasMessageContaining("in the triggered view");
    }

    @Test
    void secondaryMetricsAreOneFamilyByHolm() {
        ExperimentReading reading = read();
        double revenue = p(reading, "revenue");
        double clicks = p(reading, "ctr");
        double smaller = Math.min(revenue, clicks);
        double larger = Math.max(revenue, clicks);
        assertThat(reading.secondary().get(0).adjustedP())
                .isEqualTo(revenue == smaller ? Math.min(1, 2 * smaller) : Math.max(larger, Math.min(1, 2 * smaller)));
        assertThat(reading.secondary()).extracting(SecondaryReading::metric).containsExactly("revenue", "ctr");
        assertThat(reading.primaryP().get(ARM)).isEqualTo(p(reading, "conversion"));
    }

    private static double p(ExperimentReading reading, String metric) {
        return reading.find(metric, View.ASSIGNED, ARM)
                .orElseThrow()
                .decisive()
                .inference()
                .pValue(0);
    }

    @Test
    void everyFitIsToldWithItsData() {
        List<String> told = new java.util.ArrayList<>();
        ExperimentAnalysis.of(plan).read(columns.build(), event -> {
            told.add(event.metric() + " " + event.view().code() + " " + event.segment());
            assertThat(event.fit().glance().n()).isEqualTo(event.sample().size());
        });
        assertThat(told)
                .contains(
                        "conversion assigned all",
                        "ctr exposed all",
                        "conversion assigned platform=ios",
                        "conversion assigned not platform=ios");
    }

    @Test
    void columnsOfASampleAreNamedAsInTheLog() {
        ExperimentAnalysis.of(plan)
                .read(
                        columns.build(),
                        event -> assertThat(event.sample().column(Role.ASSIGNMENT))
                                .isInstanceOf(Column.Categorical.class));
    }

    private static List<String> codes(List<Caution> cautions) {
        return cautions.stream().map(Caution::code).toList();
    }

    private static List<String> messages(ExperimentReading reading) {
        return reading.cautions().stream().map(Caution::message).toList();
    }
}
