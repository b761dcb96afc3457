package assay.scenario;

import assay.condition.Condition;
import assay.data.experiment.ExperimentWriter;
import assay.data.experiment.TableContracts;
import assay.decision.AnalysisMode;
import assay.decision.ExperimentPlan;
import assay.decision.MetricDefinition;
import assay.decision.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The row of a plan in the table of experiments. */
final class ExperimentRow {

    private static final long DAY = 86_400;

    private ExperimentRow() {}

    static void write(ExperimentWriter writer, ExperimentPlan plan) {
        writer.table(TableContracts.named("dim_experiments").orElseThrow());
        writer.text(plan.id());
        writer.text(plan.title());
        writer.text("product");
        writer.date(day(plan.assignmentStart()));
        writer.date(day(plan.observationEnd()));
        writer.text(plan.primary().id());
        writer.text(plan.mode() == AnalysisMode.FIXED_HORIZON ? "fixed_horizon" : "sequential_safe");
        writer.text(
                switch (plan.primaryView()) {
                    case ASSIGNED -> "itt_assigned";
                    case TRIGGERED -> "itt_opportunity";
                    case EXPOSED -> "tot_exposed";
                });
        writer.text(rule(plan));
        writer.text(plan.cluster().orElse("user"));
        writer.number(1 - plan.control().share());
        writer.text(plan.policy().id());
        writer.text(plan.segments().isEmpty() ? "global_only" : "pre_registered_segments_only");
        writer.texts(plan.segments());
        writer.texts(List.of());
        writer.texts(ids(plan, Purpose.SECONDARY));
        writer.texts(ids(plan, Purpose.GUARDRAIL));
        writer.none();
        writer.end();
    }

    private static int day(Instant instant) {
        return (int) Math.floorDiv(instant.getEpochSecond(), DAY);
    }

    private static List<String> ids(ExperimentPlan plan, Purpose purpose) {
        return plan.of(purpose).stream().map(MetricDefinition::id).toList();
    }

    /** Whom the experiment is about, as one condition. */
    private static String rule(ExperimentPlan plan) {
        String rule = Stream.concat(
                        plan.audience().stream().map(Condition::text),
                        plan.exclusions().stream().map(exclusion -> "not (" + exclusion.text() + ")"))
                .map(part -> "(" + part + ")")
                .collect(Collectors.joining(" and "));
        return rule.isEmpty() ? "true" : rule;
    }
}
