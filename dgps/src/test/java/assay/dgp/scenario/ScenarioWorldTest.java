package assay.dgp.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Estimand;
import assay.condition.Condition;
import assay.decision.Action;
import assay.decision.ExperimentLog;
import assay.decision.ExperimentPlan;
import assay.decision.MetricDefinition;
import assay.decision.Purpose;
import assay.decision.View;
import assay.dgp.Draw;
import assay.dgp.GroundTruth;
import assay.dgp.WorldCard;
import assay.random.Streams;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Scenarios against what they say of themselves. Comparisons with standard errors allow five of them: a false alarm has probability
 * 6e-7 each, below 1e-4 for all together.
 */
class ScenarioWorldTest {

    private static final Streams STREAMS = new Streams(20_261_122, 3);
    private static final double ERRORS = 5;

    private static ScenarioWorld clean(int users) {
        return ScenarioPack.AA_NULL.world().withSize(users);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double sd(double[] values) {
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1));
    }

    private static double[] where(ExperimentLog log, double[] values, int arm) {
        return IntStream.range(0, log.size())
                .filter(row -> log.arms().codes()[row] == arm)
                .mapToDouble(row -> values[row])
                .toArray();
    }

    private static double[] triggered(ExperimentLog log, double[] values, int arm) {
        return IntStream.range(0, log.size())
                .filter(row -> log.arms().codes()[row] == arm && !Double.isNaN(log.triggered()[row]))
                .mapToDouble(row -> values[row])
                .toArray();
    }

    private static double error(double[] a, double[] b) {
        return Math.sqrt(sd(a) * sd(a) / a.length + sd(b) * sd(b) / b.length);
    }

    @ParameterizedTest
    @EnumSource(ScenarioPack.class)
    void equalStreamsGiveEqualLogsThatTravelAsSamples(ScenarioPack scenario) {
        PackWorld world = scenario.dgp();
        Draw draw = world.draw(STREAMS);
        ExperimentLog read = ExperimentLog.of(draw.observed());
        ExperimentLog log = scenario.world().log(STREAMS);
        assertThat(read.outcomes().keySet()).isEqualTo(log.outcomes().keySet());
        read.outcomes().forEach((name, values) -> assertThat(values).isEqualTo(log.outcome(name)));
        assertThat(read.arms().codes()).isEqualTo(log.arms().codes());
        assertThat(read.exposed()).isEqualTo(log.exposed());
        assertThat(world.draw(new Streams(20_261_122, 4)).observed().size()).isPositive();
        assertThat(scenario.world().log(new Streams(20_261_122, 4)).arms().codes())
                .isNotEqualTo(log.arms().codes());
    }

    @ParameterizedTest
    @EnumSource(ScenarioPack.class)
    void truthNamesTheDocumentedActionAndWhatDoesHarm(ScenarioPack scenario) {
        GroundTruth truth = scenario.dgp().draw(STREAMS).truth();
        assertThat(truth.actions().right()).containsExactly(scenario.action().name());
        assertThat(truth.nullHolds()).isEqualTo(scenario.world().flaws().isEmpty());
        if (scenario.action() == Action.INVESTIGATE_INVALID || scenario == ScenarioPack.AA_NULL) {
            assertThat(truth.actions().harmful())
                    .containsExactlyInAnyOrder(Action.SHIP_GLOBAL.name(), Action.SHIP_TARGETED.name());
        }
        GroundTruth none = scenario.dgp().withEffect(0).draw(STREAMS).truth();
        assertThat(none.actions().harmful()).contains(Action.SHIP_GLOBAL.name());
        assertThat(none.value(Estimand.ITT)).isZero();
        assertThat(none.targets().values()).allMatch(value -> value == 0);
    }

    @Test
    void aDifferenceOfMeansFindsTheTruthOfEveryMetricInEveryView() {
        ScenarioWorld world = ScenarioPack.GLOBAL_WIN.world().withSize(200_000);
        Responses moved = world.responses()
                .with(Response.CONVERSION, 0.03)
                .with(Response.RETENTION_7D, 0.04)
                .with(Response.REVENUE, 0.4)
                .with(Response.UNINSTALL, 0.01);
        ExperimentLog log = world.with(moved).log(STREAMS);
        ScenarioTruth truth = world.with(moved).truth();
        for (MetricDefinition metric : moved(world.plan())) {
            double[] values = log.outcome(metric.column());
            double[] control = where(log, values, 0);
            double[] treated = where(log, values, 1);
            assertThat(mean(treated) - mean(control))
                    .as(metric.id())
                    .isCloseTo(
                            truth.effect(metric, View.ASSIGNED, "treatment"), within(ERRORS * error(control, treated)));
            control = triggered(log, values, 0);
            treated = triggered(log, values, 1);
            assertThat(mean(treated) - mean(control))
                    .as(metric.id())
                    .isCloseTo(
                            truth.effect(metric, View.TRIGGERED, "treatment"),
                            within(ERRORS * error(control, treated)));
            double base = ScenarioTruth.response(metric).map(truth::baseline).orElseThrow();
            assertThat(mean(control)).isCloseTo(base, within(ERRORS * sd(control) / Math.sqrt(control.length)));
        }
    }

    private static List<MetricDefinition> moved(ExperimentPlan plan) {
        return Stream.of(Purpose.PRIMARY, Purpose.SECONDARY, Purpose.GUARDRAIL)
                .flatMap(purpose -> plan.of(purpose).stream())
                .toList();
    }

    @Test
    void theTruthOfADrawIsTheMeanOfBothPotentialOutcomes() {
        ScenarioWorld world = ScenarioPack.SEGMENT_ONLY_WIN.world().withSize(300_000);
        GroundTruth truth = world.draw(STREAMS).truth();
        // Of 210,000 triggered users each differs between arms with probability at most 0.09: a standard error below
        // 0.0007.
        assertThat(truth.value(Estimand.SATE)).isCloseTo(truth.value(Estimand.ITT), within(ERRORS * 0.0007));
        assertThat(truth.value(Estimand.ITT)).isCloseTo(0.97 * (0.35 * 0.09 - 0.65 * 0.042), within(1e-12));
        assertThat(truth.targets().get("conversion_7d triggered treatment platform=ios"))
                .isCloseTo(0.97 * 0.09, within(1e-12));
        assertThat(truth.targets()).containsEntry("uninstall_rate triggered treatment", 0.0);
    }

    @Test
    void guardrailHarmIsInTheData() {
        ScenarioWorld world = ScenarioPack.GUARDRAIL_HARM.world().withSize(60_000);
        ExperimentLog log = world.log(STREAMS);
        double[] control = triggered(log, log.outcome("uninstalls_7d"), 0);
        double[] treated = triggered(log, log.outcome("uninstalls_7d"), 1);
        assertThat(mean(treated) - mean(control))
                .isCloseTo(0.97 * 0.035, within(ERRORS * error(control, treated)))
                .isGreaterThan(0.02);
    }

    @Test
    void historyPredictsOutcomes() {
        ExperimentLog log = clean(40_000).log(STREAMS);
        assertThat(correlation(log.history("historical_sessions_28d"), log.outcome("engagement_7d")))
                .isGreaterThan(0.5);
        assertThat(correlation(log.history("historical_retention_score"), log.outcome("retention_7d")))
                .isGreaterThan(0.05);
        assertThat(correlation(log.history("historical_sessions_28d"), log.outcome("conversions_7d")))
                .isGreaterThan(0.05);
    }

    private static double correlation(double[] x, double[] y) {
        double mx = mean(x);
        double my = mean(y);
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (x[i] - mx) * (y[i] - my);
        }
        return sum / (x.length - 1) / sd(x) / sd(y);
    }

    @Test
    void usersOutsideTheAudienceAreNeverAssignedAndTheTruthIsThatOfTheAudience() {
        ScenarioWorld base = ScenarioPack.SEGMENT_ONLY_WIN.world().withSize(20_000);
        ExperimentPlan p = base.plan();
        ExperimentPlan ios = new ExperimentPlan(
                p.id(),
                p.title(),
                p.owner(),
                p.hypothesis(),
                p.assignmentStart(),
                p.assignmentEnd(),
                p.observationEnd(),
                p.mode(),
                p.primaryView(),
                p.cluster(),
                p.variants(),
                Optional.of(Condition.where("platform = 'ios' and tenure_days_at_experiment_start < 10")),
                p.exclusions(),
                p.metrics(),
                p.segments(),
                p.plannedUnits(),
                p.minimumDays(),
                p.policy());
        ScenarioWorld world = new ScenarioWorld(
                ios,
                base.size(),
                base.population(),
                base.delivery(),
                base.responses(),
                base.ramp(),
                base.readDay(),
                base.faults(),
                base.right());
        ExperimentLog log = world.log(STREAMS);
        assertThat(log.size()).isLessThan(7000).isGreaterThan(2000);
        assertThat(Arrays.stream(log.history("tenure_days_at_experiment_start"))
                        .max()
                        .orElseThrow())
                .isLessThan(10);
        assertThat(world.truth().effect(ios.primary(), View.EXPOSED, "treatment"))
                .isCloseTo(0.09, within(1e-12));
    }

    @Test
    void effectsScale() {
        PackWorld world = ScenarioPack.GLOBAL_WIN.dgp();
        assertThat(world.withEffect(0.02)
                        .world()
                        .truth()
                        .effect(world.world().plan().primary(), View.TRIGGERED, "treatment"))
                .isCloseTo(0.02, within(1e-12));
        assertThat(ScenarioPack.AA_NULL
                        .dgp()
                        .withEffect(0.03)
                        .draw(STREAMS)
                        .truth()
                        .value(Estimand.ITT))
                .isCloseTo(0.03, within(1e-12));
        assertThat(world.withSize(500).draw(STREAMS).observed().size()).isEqualTo(500);
    }

    @Test
    void cardsNameEveryKnob() {
        for (Object world : List.of(ScenarioPack.AA_NULL.world(), ScenarioPack.AA_NULL.dgp())) {
            List<String> components = Stream.of(world.getClass().getRecordComponents())
                    .map(component -> component.getName())
                    .toList();
            WorldCard card = ((assay.dgp.Dgp) world).card();
            assertThat(card.knobs()).extracting(WorldCard.Knob::name).containsExactlyElementsOf(components);
        }
    }

    @Test
    void partsThatDoNotFitAreRefused() {
        ScenarioWorld world = clean(100);
        assertThatThrownBy(() -> world.with(world.responses().with(Response.CONVERSION, 0.9)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("leave its range");
        assertThatThrownBy(() -> world.with(world.responses().with(Response.CONVERSION, 0.01, 0.02)))
                .hasMessageContaining("each of 1 treatments");
        assertThatThrownBy(() -> world.with(Faults.NONE.withLost(List.of(0.1)))).hasMessageContaining("each of 2 arms");
        assertThatThrownBy(() -> world.with(world.responses()
                        .withOverrides(List.of(new Responses.SegmentEffect(
                                "platform", "symbian", Response.CONVERSION, List.of(0.01))))))
                .hasMessageContaining("symbian");
        assertThatThrownBy(() -> world.with(
                        Response.CONVERSION.days() > 0
                                ? world.responses()
                                        .with(
                                                Response.CONVERSION,
                                                world.responses()
                                                        .of(Response.CONVERSION)
                                                        .delayed(7))
                                : world.responses()))
                .hasMessageContaining("never seen");
        assertThatThrownBy(() -> ScenarioPack.plan("nothing")).hasMessageContaining("there is no scenario");
    }
}
