package assay.dgp.scenario;

import assay.condition.Condition;
import assay.decision.AnalysisMode;
import assay.decision.DecisionPolicy;
import assay.decision.ExperimentPlan;
import assay.decision.MetricDefinition;
import assay.decision.PlannedMetric;
import assay.decision.Purpose;
import assay.decision.Threshold;
import assay.decision.Variant;
import assay.decision.View;
import assay.experiment.Better;
import assay.experiment.MetricType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The plan that the scenarios of the pack share, and where they depart from it. */
final class PackPlan {

    static final int ASSIGNMENT_DAYS = 14;
    static final int OBSERVATION_DAYS = 44;

    private static final String OWNER = "growth";
    private static final Instant START = Instant.parse("2026-02-02T00:00:00Z");

    private PackPlan() {}

    static ExperimentPlan of(String id, String title, int users, List<Variant> variants, MetricDefinition primary) {
        List<PlannedMetric> metrics = new ArrayList<>();
        metrics.add(new PlannedMetric(primary, Purpose.PRIMARY));
        metrics.add(new PlannedMetric(retention(), Purpose.SECONDARY));
        metrics.add(new PlannedMetric(revenue(), Purpose.SECONDARY));
        metrics.add(new PlannedMetric(uninstalls(0.012), Purpose.GUARDRAIL));
        metrics.add(new PlannedMetric(tickets(0.015), Purpose.GUARDRAIL));
        metrics.add(new PlannedMetric(exposure(), Purpose.DIAGNOSTIC));
        return of(id, title, users, variants, metrics);
    }

    static ExperimentPlan of(String id, String title, int users, List<Variant> variants, List<PlannedMetric> metrics) {
        return new ExperimentPlan(
                id,
                title,
                OWNER,
                "If the first screen says what to do next, then more users convert within a week, because fewer are lost there.",
                START,
                START.plus(Duration.ofDays(ASSIGNMENT_DAYS)),
                START.plus(Duration.ofDays(OBSERVATION_DAYS)),
                AnalysisMode.FIXED_HORIZON,
                View.TRIGGERED,
                Optional.empty(),
                variants,
                Optional.empty(),
                List.of(Condition.where("is_bot = 1"), Condition.where("is_internal = 1")),
                metrics,
                List.of("platform"),
                OptionalInt.of(users),
                ASSIGNMENT_DAYS,
                policy());
    }

    static List<Variant> two() {
        return List.of(
                new Variant("control", 0.5, Variant.Kind.CONTROL, "the first screen as it is"),
                new Variant("treatment", 0.5, Variant.Kind.TREATMENT, "a first screen that says what to do next"));
    }

    static List<Variant> four() {
        return List.of(
                new Variant("control", 0.25, Variant.Kind.CONTROL, "the first screen as it is"),
                new Variant("checklist", 0.25, Variant.Kind.TREATMENT, "a list of things to do"),
                new Variant("video", 0.25, Variant.Kind.TREATMENT, "a short film"),
                new Variant("tour", 0.25, Variant.Kind.TREATMENT, "a guided tour"));
    }

    private static DecisionPolicy policy() {
        return new DecisionPolicy(
                "standard",
                "1",
                OWNER,
                0.05,
                0.8,
                new DecisionPolicy.Trust(0.001, 3000, 1000, 0.02),
                DecisionPolicy.Success.ESTIMATE_MATTERS,
                Optional.empty(),
                Optional.of(new DecisionPolicy.Segments(
                        0.05, 500, OptionalInt.empty(), DecisionPolicy.Segments.Correction.HOLM)));
    }

    static MetricDefinition conversion() {
        return metric(
                Response.CONVERSION,
                "Conversion in 7 days",
                MetricType.PROPORTION,
                Optional.of("historical_sessions_28d"),
                Better.LARGER,
                Threshold.absolute(0.022),
                Optional.empty());
    }

    /** Minutes of use as the sum of the days of the first week. */
    static MetricDefinition minutes() {
        return new MetricDefinition(
                "minutes_7d",
                "Minutes of use in 7 days",
                1,
                OWNER,
                MetricType.MEAN,
                MetricDefinition.Source.USER_DAYS,
                Response.ENGAGEMENT.daily(),
                Optional.empty(),
                Optional.of("historical_sessions_28d"),
                Response.ENGAGEMENT.days(),
                OptionalInt.of(Response.ENGAGEMENT.days()),
                Better.LARGER,
                new Threshold(0.05, Threshold.Unit.RELATIVE),
                Optional.empty(),
                MetricDefinition.Fill.DROP,
                MetricDefinition.Outliers.NONE);
    }

    private static MetricDefinition retention() {
        return metric(
                Response.RETENTION_7D,
                "Back on day 7",
                MetricType.PROPORTION,
                Optional.of("historical_retention_score"),
                Better.LARGER,
                Threshold.absolute(0.02),
                Optional.empty());
    }

    private static MetricDefinition revenue() {
        return metric(
                Response.REVENUE,
                "Revenue in 30 days",
                MetricType.REVENUE,
                Optional.of("historical_revenue_28d"),
                Better.LARGER,
                new Threshold(0.05, Threshold.Unit.RELATIVE),
                Optional.empty());
    }

    static MetricDefinition uninstalls(double margin) {
        return metric(
                Response.UNINSTALL,
                "Uninstalls in 7 days",
                MetricType.PROPORTION,
                Optional.empty(),
                Better.SMALLER,
                Threshold.absolute(0.001),
                Optional.of(Threshold.absolute(margin)));
    }

    static MetricDefinition tickets(double margin) {
        return metric(
                Response.SUPPORT_TICKET,
                "Support tickets in 7 days",
                MetricType.PROPORTION,
                Optional.empty(),
                Better.SMALLER,
                Threshold.absolute(0.001),
                Optional.of(Threshold.absolute(margin)));
    }

    private static MetricDefinition exposure() {
        return new MetricDefinition(
                "exposure_rate",
                "Saw the variant",
                1,
                OWNER,
                MetricType.PROPORTION,
                MetricDefinition.Source.USER_OUTCOMES,
                "is_exposed",
                Optional.empty(),
                Optional.empty(),
                7,
                OptionalInt.empty(),
                Better.LARGER,
                Threshold.absolute(0.01),
                Optional.empty(),
                MetricDefinition.Fill.ZERO,
                MetricDefinition.Outliers.NONE);
    }

    private static MetricDefinition metric(
            Response response,
            String label,
            MetricType type,
            Optional<String> covariate,
            Better better,
            Threshold practical,
            Optional<Threshold> margin) {
        return new MetricDefinition(
                response.metric(),
                label,
                1,
                OWNER,
                type,
                MetricDefinition.Source.USER_OUTCOMES,
                response.column(),
                Optional.empty(),
                covariate,
                response.days(),
                OptionalInt.of(response.days()),
                better,
                practical,
                margin,
                MetricDefinition.Fill.DROP,
                response == Response.REVENUE
                        ? MetricDefinition.Outliers.WINSORIZE_P99
                        : MetricDefinition.Outliers.NONE);
    }
}
