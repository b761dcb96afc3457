package assay.trust;

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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Plans for tests. */
record Plans(
        AnalysisMode mode,
        View view,
        Optional<String> cluster,
        List<Variant> variants,
        List<PlannedMetric> metrics,
        List<String> segments,
        DecisionPolicy.Trust trust,
        int minimumDays) {

    static Plans standard() {
        return new Plans(
                AnalysisMode.FIXED_HORIZON,
                View.ASSIGNED,
                Optional.empty(),
                List.of(arm("control", 0.5, Variant.Kind.CONTROL), arm("treatment", 0.5, Variant.Kind.TREATMENT)),
                List.of(new PlannedMetric(metric("conversions_7d"), Purpose.PRIMARY)),
                List.of(),
                new DecisionPolicy.Trust(0.001, 0, 0, 0.02),
                0);
    }

    static Variant arm(String name, double share, Variant.Kind kind) {
        return new Variant(name, share, kind, "");
    }

    static MetricDefinition metric(String column) {
        return new MetricDefinition(
                column,
                column,
                1,
                "growth",
                MetricType.PROPORTION,
                MetricDefinition.Source.USER_OUTCOMES,
                column,
                Optional.empty(),
                Optional.empty(),
                7,
                OptionalInt.of(7),
                Better.LARGER,
                Threshold.absolute(0.003),
                Optional.empty(),
                MetricDefinition.Fill.ZERO,
                MetricDefinition.Outliers.NONE);
    }

    Plans mode(AnalysisMode other) {
        return new Plans(other, view, cluster, variants, metrics, segments, trust, minimumDays);
    }

    Plans view(View other) {
        return new Plans(mode, other, cluster, variants, metrics, segments, trust, minimumDays);
    }

    Plans cluster(String column) {
        return new Plans(mode, view, Optional.of(column), variants, metrics, segments, trust, minimumDays);
    }

    Plans variants(Variant... others) {
        return new Plans(mode, view, cluster, List.of(others), metrics, segments, trust, minimumDays);
    }

    Plans metrics(PlannedMetric... others) {
        return new Plans(mode, view, cluster, variants, List.of(others), segments, trust, minimumDays);
    }

    Plans segments(String... columns) {
        return new Plans(mode, view, cluster, variants, metrics, List.of(columns), trust, minimumDays);
    }

    Plans trust(DecisionPolicy.Trust other) {
        return new Plans(mode, view, cluster, variants, metrics, segments, other, minimumDays);
    }

    Plans minimumDays(int days) {
        return new Plans(mode, view, cluster, variants, metrics, segments, trust, days);
    }

    ExperimentPlan plan() {
        return new ExperimentPlan(
                "exp",
                "An experiment",
                "growth",
                "",
                Instant.parse("2026-02-01T00:00:00Z"),
                Instant.parse("2026-02-15T00:00:00Z"),
                Instant.parse("2026-03-17T00:00:00Z"),
                mode,
                view,
                cluster,
                variants,
                Optional.empty(),
                List.of(),
                metrics,
                segments,
                OptionalInt.empty(),
                minimumDays,
                new DecisionPolicy(
                        "policy",
                        "1",
                        "growth",
                        0.05,
                        0.8,
                        trust,
                        DecisionPolicy.Success.ESTIMATE_MATTERS,
                        Optional.empty(),
                        Optional.empty()));
    }
}
