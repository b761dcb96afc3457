package assay.data.experiment;

import assay.condition.Condition;
import assay.decision.AnalysisMode;
import assay.decision.DecisionPolicy;
import assay.decision.ExperimentPlan;
import assay.decision.MetricDefinition;
import assay.decision.MetricDefinition.Source;
import assay.decision.PlannedMetric;
import assay.decision.Purpose;
import assay.decision.Threshold;
import assay.decision.Variant;
import assay.decision.View;
import assay.experiment.Better;
import assay.experiment.MetricType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A plan that fits {@link SmallTables}. */
final class TestPlan {

    private TestPlan() {}

    static ExperimentPlan plan() {
        return plan(Optional.empty(), List.of());
    }

    static ExperimentPlan plan(Optional<Condition> audience, List<Condition> exclusions) {
        return new ExperimentPlan(
                "exp",
                "An experiment",
                "growth",
                "",
                Instant.parse("2026-02-01T00:00:00Z"),
                Instant.parse("2026-02-15T00:00:00Z"),
                Instant.parse("2026-03-17T00:00:00Z"),
                AnalysisMode.FIXED_HORIZON,
                View.TRIGGERED,
                Optional.empty(),
                List.of(
                        new Variant("control", 0.5, Variant.Kind.CONTROL, ""),
                        new Variant("treatment", 0.5, Variant.Kind.TREATMENT, "")),
                audience,
                exclusions,
                List.of(
                        new PlannedMetric(
                                metric("conversions_7d", MetricType.PROPORTION, Source.USER_OUTCOMES, 7),
                                Purpose.PRIMARY),
                        new PlannedMetric(
                                metric("revenue", MetricType.REVENUE, Source.USER_DAYS, 30), Purpose.SECONDARY),
                        new PlannedMetric(
                                metric("uninstalls_7d", MetricType.PROPORTION, Source.USER_OUTCOMES, 7),
                                Purpose.GUARDRAIL)),
                List.of("platform"),
                OptionalInt.empty(),
                0,
                new DecisionPolicy(
                        "policy",
                        "1",
                        "growth",
                        0.05,
                        0.8,
                        new DecisionPolicy.Trust(0.0005, 0, 0, 0.02),
                        DecisionPolicy.Success.ESTIMATE_MATTERS,
                        Optional.empty(),
                        Optional.empty()));
    }

    private static MetricDefinition metric(String column, MetricType type, Source source, int days) {
        return new MetricDefinition(
                column,
                column,
                1,
                "growth",
                type,
                source,
                column,
                Optional.empty(),
                Optional.of("historical_sessions_28d"),
                days,
                OptionalInt.of(days),
                Better.LARGER,
                Threshold.absolute(0.003),
                Optional.empty(),
                MetricDefinition.Fill.ZERO,
                MetricDefinition.Outliers.NONE);
    }
}
