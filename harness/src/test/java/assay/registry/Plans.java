package assay.registry;

import assay.Estimand;
import assay.Estimate;
import assay.StudentT;
import assay.decision.Action;
import assay.decision.AnalysisMode;
import assay.decision.DecisionPolicy;
import assay.decision.DecisionRecord;
import assay.decision.ExperimentPlan;
import assay.decision.ExperimentReading;
import assay.decision.MetricDefinition;
import assay.decision.MetricReading;
import assay.decision.PlannedMetric;
import assay.decision.Purpose;
import assay.decision.Threshold;
import assay.decision.Variant;
import assay.decision.View;
import assay.experiment.Better;
import assay.experiment.MetricType;
import assay.trust.TrustFinding;
import assay.trust.TrustReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Plans, readings and records for tests, without files. */
final class Plans {

    static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

    private Plans() {}

    static Instant day(double days) {
        return START.plusMillis((long) (days * 86_400_000));
    }

    static MetricDefinition metric(String id, int version, Optional<Threshold> margin) {
        return new MetricDefinition(
                id,
                id,
                version,
                "growth",
                MetricType.PROPORTION,
                MetricDefinition.Source.USER_OUTCOMES,
                id,
                Optional.empty(),
                Optional.empty(),
                7,
                OptionalInt.of(7),
                margin.isPresent() || id.equals("complaints") ? Better.SMALLER : Better.LARGER,
                Threshold.absolute(0.02),
                margin,
                MetricDefinition.Fill.ZERO,
                MetricDefinition.Outliers.NONE);
    }

    static DecisionPolicy policy() {
        return new DecisionPolicy(
                "default",
                "1",
                "growth",
                0.05,
                0.8,
                new DecisionPolicy.Trust(0.001, 100, 50, 0.02),
                DecisionPolicy.Success.ESTIMATE_MATTERS,
                Optional.empty(),
                Optional.empty());
    }

    static ExperimentPlan plan(String id) {
        return plan(id, AnalysisMode.FIXED_HORIZON, "If help is faster, more orders are placed.", 20_000, 1, true);
    }

    static ExperimentPlan plan(
            String id, AnalysisMode mode, String hypothesis, int units, int version, boolean margin) {
        return new ExperimentPlan(
                id,
                "Faster help",
                "ada",
                hypothesis,
                START,
                day(14),
                day(28),
                mode,
                View.ASSIGNED,
                Optional.empty(),
                List.of(
                        new Variant("old", 0.5, Variant.Kind.CONTROL, "as it is"),
                        new Variant("new", 0.5, Variant.Kind.TREATMENT, "faster")),
                Optional.empty(),
                List.of(),
                List.of(
                        new PlannedMetric(metric("orders", version, Optional.empty()), Purpose.PRIMARY),
                        new PlannedMetric(
                                metric(
                                        "complaints",
                                        1,
                                        margin ? Optional.of(Threshold.absolute(0.01)) : Optional.empty()),
                                Purpose.GUARDRAIL)),
                List.of(),
                units == 0 ? OptionalInt.empty() : OptionalInt.of(units),
                7,
                policy());
    }

    static Contract contract(ExperimentPlan plan) {
        return new Contract(
                plan,
                List.of(
                        new ContractFile(
                                ContractFile.Role.EXPERIMENT,
                                "experiment.yaml",
                                plan.id() + plan.mode() + plan.hypothesis() + plan.plannedUnits()),
                        new ContractFile(ContractFile.Role.POLICY, "policies/default.yaml", "default"),
                        new ContractFile(
                                ContractFile.Role.METRIC,
                                "metrics/all.yaml",
                                plan.metrics().toString())));
    }

    static Contract contract(String id) {
        return contract(plan(id));
    }

    static TrustReport trust(TrustFinding.State state) {
        return new TrustReport(List.of(new TrustFinding(
                "sample-ratio-assignment",
                "all",
                state,
                TrustFinding.Consequence.INVALIDATES,
                0.5,
                state == TrustFinding.State.FAIL ? 1e-9 : 0.4,
                "10,000 and 10,000 units",
                "find out why")));
    }

    static MetricReading reading(ExperimentPlan plan, MetricDefinition metric, Purpose purpose, double effect) {
        Estimate estimate = new Estimate(Estimand.ATE, metric.id(), effect, 0.004, new StudentT(effect, 0.004, 19_998));
        return new MetricReading(
                metric,
                purpose,
                View.ASSIGNED,
                "new",
                MetricReading.ALL,
                new MetricReading.Units(10_000, 10_000, 0, 0),
                0.1,
                0.1 + effect,
                estimate,
                Optional.empty(),
                Optional.empty(),
                "difference-in-means",
                0.02,
                metric.margin().isPresent() ? OptionalDouble.of(0.01) : OptionalDouble.empty(),
                0.012,
                List.of());
    }

    static ExperimentReading reading(ExperimentPlan plan, double effect) {
        return new ExperimentReading(
                List.of(
                        reading(plan, plan.primary(), Purpose.PRIMARY, effect),
                        reading(plan, plan.of(Purpose.GUARDRAIL).get(0), Purpose.GUARDRAIL, 0.001)),
                List.of(),
                Map.of(),
                Map.of("new", 0.001),
                List.of());
    }

    static AnalysisResult analysis(ExperimentPlan plan, double effect) {
        return new AnalysisResult("data", 20_000, trust(TrustFinding.State.PASS), reading(plan, effect));
    }

    static DecisionRecord record(ExperimentPlan plan, Action action, double effect) {
        return new DecisionRecord(
                plan,
                action,
                action.ships() ? "new" : "",
                List.of(),
                List.of(new DecisionRecord.Reason("computed", "orders", "Orders rose by " + effect + ".")),
                trust(TrustFinding.State.PASS),
                reading(plan, effect));
    }
}
