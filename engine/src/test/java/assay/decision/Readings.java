package assay.decision;

import assay.Estimand;
import assay.Estimate;
import assay.decision.DecisionPolicy.Segments;
import assay.decision.DecisionPolicy.Success;
import assay.decision.DecisionPolicy.Value;
import assay.experiment.Better;
import assay.experiment.MetricType;
import assay.trust.TrustFinding;
import assay.trust.TrustFinding.Consequence;
import assay.trust.TrustFinding.State;
import assay.trust.TrustReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** An experiment made by hand, piece by piece; a win of a safe treatment unless told otherwise. */
final class Readings {

    static final String NEW = "new";
    static final String OTHER = "other";

    static final MetricDefinition PRIMARY = metric("conversion", Better.LARGER, Optional.empty());
    static final MetricDefinition GUARDRAIL =
            metric("uninstalls", Better.SMALLER, Optional.of(Threshold.absolute(0.01)));

    private final List<MetricReading> readings = new ArrayList<>();
    private final List<SegmentReading> segments = new ArrayList<>();
    private final Map<String, Double> primaryP = new HashMap<>();
    private final List<TrustFinding> findings = new ArrayList<>();
    private List<Variant> variants = List.of(
            new Variant("control", 0.5, Variant.Kind.CONTROL, ""), new Variant(NEW, 0.5, Variant.Kind.TREATMENT, ""));
    private MetricDefinition primary = PRIMARY;
    private MetricDefinition guardrail = GUARDRAIL;
    private Success success = Success.ESTIMATE_MATTERS;
    private Optional<Value> value = Optional.empty();
    private Optional<Segments> segmentRules =
            Optional.of(new Segments(0.05, 1000, OptionalInt.empty(), Segments.Correction.HOLM));
    private View view = View.ASSIGNED;

    private Readings() {}

    static Readings none() {
        return new Readings();
    }

    /** Passed checks, no reading. */
    static Readings trusted() {
        return none().finding("sample-ratio-assignment", State.PASS, Consequence.INVALIDATES);
    }

    /** Effect 0.02 with standard error 0.005, of which 0.01 matters; uninstalls no worse, surely below their margin. */
    static Readings win() {
        return trusted().primary(NEW, 0.02, 0.005).guardrail(NEW, 0, 0.002);
    }

    static MetricDefinition metric(String id, Better better, Optional<Threshold> margin) {
        return new MetricDefinition(
                id,
                id,
                1,
                "growth",
                MetricType.PROPORTION,
                MetricDefinition.Source.USER_OUTCOMES,
                id + "_7d",
                Optional.empty(),
                Optional.empty(),
                7,
                OptionalInt.of(7),
                better,
                Threshold.absolute(0.01),
                margin,
                MetricDefinition.Fill.ZERO,
                MetricDefinition.Outliers.NONE);
    }

    Readings arms(String... treatments) {
        List<Variant> all = new ArrayList<>();
        double share = 1.0 / (treatments.length + 1);
        all.add(new Variant("control", share, Variant.Kind.CONTROL, ""));
        for (String name : treatments) {
            all.add(new Variant(name, share, Variant.Kind.TREATMENT, ""));
        }
        variants = List.copyOf(all);
        return this;
    }

    Readings primaryIs(MetricDefinition metric) {
        primary = metric;
        return this;
    }

    Readings guardrailIs(MetricDefinition metric) {
        guardrail = metric;
        return this;
    }

    Readings success(Success asked) {
        success = asked;
        return this;
    }

    Readings value(Value asked) {
        value = Optional.of(asked);
        return this;
    }

    Readings noSegmentRules() {
        segmentRules = Optional.empty();
        return this;
    }

    Readings view(View asked) {
        view = asked;
        return this;
    }

    Readings finding(String check, State state, Consequence consequence) {
        findings.add(new TrustFinding(check, "all", state, consequence, 1, 0.5, "Figures of " + check + ".", ""));
        return this;
    }

    Readings primary(String arm, double effect, double stdError) {
        Estimate estimate = Estimate.normal(Estimand.ATE, arm, effect, stdError);
        return primary(arm, effect, stdError, estimate.inference().pValue(0));
    }

    Readings primary(String arm, double effect, double stdError, double p) {
        return primary(arm, effect, stdError, p, 5000, 2.8 * stdError);
    }

    Readings primary(String arm, double effect, double stdError, double p, int units, double detectable) {
        readings.add(reading(primary, Purpose.PRIMARY, arm, MetricReading.ALL, effect, stdError, units, detectable));
        primaryP.put(arm, p);
        return this;
    }

    Readings withoutP(String arm) {
        primaryP.remove(arm);
        return this;
    }

    Readings guardrail(String arm, double effect, double stdError) {
        readings.add(
                reading(guardrail, Purpose.GUARDRAIL, arm, MetricReading.ALL, effect, stdError, 5000, 2.8 * stdError));
        return this;
    }

    Readings segment(String name, double effect, double p, double interaction, double guardrailEffect) {
        MetricReading inside = reading(primary, Purpose.PRIMARY, NEW, name, effect, 0.005, 2000, 0.014);
        MetricReading outside = reading(primary, Purpose.PRIMARY, NEW, "not " + name, 0, 0.005, 3000, 0.014);
        segments.add(new SegmentReading(
                name,
                NEW,
                inside,
                outside,
                Estimate.normal(Estimand.CATE, name, interaction, 0.005),
                p,
                inside.decisive().inference().interval(0.99),
                List.of(reading(guardrail, Purpose.GUARDRAIL, NEW, name, guardrailEffect, 0.002, 2000, 0.006))));
        return this;
    }

    private MetricReading reading(
            MetricDefinition metric,
            Purpose purpose,
            String arm,
            String segment,
            double effect,
            double stdError,
            int units,
            double detectable) {
        return new MetricReading(
                metric,
                purpose,
                view,
                arm,
                segment,
                new MetricReading.Units(units, units, 0, 0),
                0.12,
                0.12 + effect,
                Estimate.normal(Estimand.ATE, arm, effect, stdError),
                Optional.empty(),
                Optional.empty(),
                "difference-in-means",
                metric.practical().value(),
                metric.margin().isPresent()
                        ? OptionalDouble.of(metric.margin().get().value())
                        : OptionalDouble.empty(),
                detectable,
                List.of());
    }

    ExperimentPlan plan() {
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        return new ExperimentPlan(
                "exp_search",
                "Search",
                "growth",
                "If search is faster, then more users buy, because they find more.",
                start,
                start.plusSeconds(14 * 86_400),
                start.plusSeconds(30 * 86_400),
                AnalysisMode.FIXED_HORIZON,
                view,
                Optional.empty(),
                variants,
                Optional.empty(),
                List.of(),
                List.of(new PlannedMetric(primary, Purpose.PRIMARY), new PlannedMetric(guardrail, Purpose.GUARDRAIL)),
                List.of("platform"),
                OptionalInt.empty(),
                7,
                new DecisionPolicy(
                        "growth",
                        "1",
                        "growth",
                        0.05,
                        0.8,
                        new DecisionPolicy.Trust(0.001, 4000, 1000, 0.02),
                        success,
                        value,
                        segmentRules));
    }

    TrustReport trust() {
        return new TrustReport(findings);
    }

    ExperimentReading reading() {
        return new ExperimentReading(readings, segments, Map.of(), primaryP, List.of());
    }

    DecisionRecord decide() {
        return DecisionRule.decide(plan(), trust(), reading());
    }
}
