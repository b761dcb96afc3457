package assay.decision;

import assay.decision.MetricDefinition.Fill;
import assay.decision.MetricDefinition.Outliers;
import assay.decision.MetricDefinition.Source;
import assay.experiment.Better;
import assay.experiment.MetricType;
import assay.random.Philox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** A plan and a log that tests change in one place at a time. */
final class SampleExperiment {

    static final MetricDefinition CONVERSION = metric(
            "conversion", MetricType.PROPORTION, "converted", Optional.of("sessions_before"), Fill.ZERO, Outliers.NONE);
    static final MetricDefinition REVENUE = metric(
            "revenue", MetricType.REVENUE, "revenue", Optional.of("revenue_before"), Fill.DROP, Outliers.WINSORIZE_P99);
    static final MetricDefinition CLICKS = ratio("ctr", "clicks", "views");
    static final MetricDefinition TIME =
            metric("load_time", MetricType.QUANTILE, "load_time", Optional.empty(), Fill.DROP, Outliers.NONE);
    static final MetricDefinition UNINSTALL = guardrail("uninstall", "uninstalled");

    private SampleExperiment() {}

    static MetricDefinition metric(
            String id, MetricType type, String column, Optional<String> covariate, Fill fill, Outliers outliers) {
        return new MetricDefinition(
                id,
                id,
                1,
                "growth",
                type,
                Source.USER_OUTCOMES,
                column,
                Optional.empty(),
                covariate,
                7,
                OptionalInt.of(7),
                Better.LARGER,
                new Threshold(0.5, Threshold.Unit.PERCENTAGE_POINTS),
                Optional.empty(),
                fill,
                outliers);
    }

    static MetricDefinition ratio(String id, String numerator, String denominator) {
        return new MetricDefinition(
                id,
                id,
                1,
                "growth",
                MetricType.RATIO,
                Source.USER_OUTCOMES,
                numerator,
                Optional.of(denominator),
                Optional.of("sessions_before"),
                7,
                OptionalInt.of(7),
                Better.LARGER,
                new Threshold(0.05, Threshold.Unit.RELATIVE),
                Optional.empty(),
                Fill.DROP,
                Outliers.NONE);
    }

    static MetricDefinition guardrail(String id, String column) {
        return new MetricDefinition(
                id,
                id,
                1,
                "growth",
                MetricType.PROPORTION,
                Source.USER_OUTCOMES,
                column,
                Optional.empty(),
                Optional.empty(),
                7,
                OptionalInt.empty(),
                Better.SMALLER,
                Threshold.absolute(0.001),
                Optional.of(new Threshold(0.1, Threshold.Unit.RELATIVE)),
                Fill.ZERO,
                Outliers.NONE);
    }

    /** What a plan is made from, with the usual values. */
    static final class PlanBuilder {
        AnalysisMode mode = AnalysisMode.FIXED_HORIZON;
        View view = View.ASSIGNED;
        Optional<String> cluster = Optional.empty();
        List<String> arms = List.of("control", "treatment");
        List<PlannedMetric> metrics = new ArrayList<>(List.of(
                new PlannedMetric(CONVERSION, Purpose.PRIMARY),
                new PlannedMetric(REVENUE, Purpose.SECONDARY),
                new PlannedMetric(CLICKS, Purpose.SECONDARY),
                new PlannedMetric(UNINSTALL, Purpose.GUARDRAIL),
                new PlannedMetric(TIME, Purpose.DIAGNOSTIC)));
        List<String> segments = List.of("platform");
        OptionalInt planned = OptionalInt.of(4000);
        Optional<DecisionPolicy.Segments> segmentPolicy = Optional.of(new DecisionPolicy.Segments(
                0.05, 100, OptionalInt.empty(), DecisionPolicy.Segments.Correction.BONFERRONI));
        Optional<assay.condition.Condition> audience = Optional.empty();
        List<assay.condition.Condition> exclusions = List.of();

        PlanBuilder metrics(PlannedMetric... changed) {
            metrics = List.of(changed);
            return this;
        }

        ExperimentPlan build() {
            List<Variant> variants = IntStream.range(0, arms.size())
                    .mapToObj(i -> new Variant(
                            arms.get(i), 1.0 / arms.size(), i == 0 ? Variant.Kind.CONTROL : Variant.Kind.TREATMENT, ""))
                    .toList();
            return new ExperimentPlan(
                    "exp",
                    "Experiment",
                    "growth",
                    "if, then, because",
                    Instant.parse("2026-02-01T00:00:00Z"),
                    Instant.parse("2026-02-15T00:00:00Z"),
                    Instant.parse("2026-03-17T00:00:00Z"),
                    mode,
                    view,
                    cluster,
                    variants,
                    audience,
                    exclusions,
                    metrics,
                    segments,
                    planned,
                    0,
                    new DecisionPolicy(
                            "policy",
                            "1",
                            "growth",
                            0.05,
                            0.8,
                            new DecisionPolicy.Trust(0.001, 0, 0, 0.02),
                            DecisionPolicy.Success.ESTIMATE_MATTERS,
                            Optional.empty(),
                            segmentPolicy));
        }
    }

    /** What a reading has for an arm, which it must have. */
    static <T> T of(Map<String, T> byArm, String arm) {
        return Optional.ofNullable(byArm.get(arm)).orElseThrow();
    }

    static PlanBuilder plan() {
        return new PlanBuilder();
    }

    /** Columns of a log that a test may change before it is built. */
    static final class Columns {
        final int n;
        final List<String> armNames;
        int[] users;
        final int[] arms;
        final int[] served;
        final double[] assigned;
        final double[] triggered;
        final double[] exposed;
        final double[] observed;
        final double[] converted;
        final double[] revenue;
        final double[] clicks;
        final double[] views;
        final double[] uninstalled;
        final double[] time;
        final double[] sessions;
        final double[] spent;
        final int[] platform;
        final int[] household;

        Columns(int n, int arms, long key) {
            this.n = n;
            armNames = List.of("control", "treatment", "second").subList(0, arms);
            users = IntStream.range(0, n).toArray();
            this.arms = new int[n];
            served = new int[n];
            assigned = new double[n];
            triggered = new double[n];
            exposed = new double[n];
            observed = new double[n];
            converted = new double[n];
            revenue = new double[n];
            clicks = new double[n];
            views = new double[n];
            uninstalled = new double[n];
            time = new double[n];
            sessions = new double[n];
            spent = new double[n];
            platform = new int[n];
            household = new int[n];
            Philox random = new Philox(key, 0, 0);
            for (int i = 0; i < n; i++) {
                int arm = (int) (arms * random.nextDouble());
                this.arms[i] = arm;
                platform[i] = (int) (3 * random.nextDouble());
                household[i] = i / 4;
                assigned[i] = 14 * random.nextDouble();
                boolean met = random.nextDouble() < 0.6;
                triggered[i] = met ? assigned[i] + random.nextDouble() : Double.NaN;
                boolean saw = met && random.nextDouble() < 0.8;
                exposed[i] = saw ? triggered[i] + 0.01 : Double.NaN;
                served[i] = saw ? arm : -1;
                observed[i] = assigned[i] + (random.nextDouble() < 0.95 ? 10 : 3);
                sessions[i] = -5 * Math.log(random.nextDouble());
                spent[i] = random.nextDouble() < 0.1 ? Double.NaN : -3 * Math.log(random.nextDouble());
                double effect = saw && arm > 0 ? 0.05 * arm : 0;
                converted[i] = random.nextDouble() < Math.min(0.9, 0.1 + 0.02 * sessions[i] + effect) ? 1 : 0;
                revenue[i] = random.nextDouble() < 0.02
                        ? Double.NaN
                        : 2 * -Math.log(random.nextDouble()) + (Double.isNaN(spent[i]) ? 3 : spent[i]) + effect;
                views[i] = 1 + (int) (8 * random.nextDouble());
                clicks[i] = (int) ((views[i] + 1) * random.nextDouble() * 0.6);
                uninstalled[i] = random.nextDouble() < 0.05 ? 1 : 0;
                time[i] = 100 * Math.exp(0.5 * random.nextGaussian());
            }
        }

        ExperimentLog build() {
            List<String> names = IntStream.range(0, n).mapToObj(i -> "u" + i).toList();
            List<String> homes = IntStream.range(0, n).mapToObj(i -> "h" + i).toList();
            return ExperimentLog.builder()
                    .users(users, names)
                    .arms(arms, armNames)
                    .served(served)
                    .assigned(assigned)
                    .triggered(triggered)
                    .exposed(exposed)
                    .observedUntil(observed)
                    .outcome("converted", converted)
                    .outcome("revenue", revenue)
                    .outcome("clicks", clicks)
                    .outcome("views", views)
                    .outcome("uninstalled", uninstalled)
                    .outcome("load_time", time)
                    .history("sessions_before", sessions)
                    .history("revenue_before", spent)
                    .group("platform", platform, List.of("web", "ios", "android"))
                    .group("household", household, homes)
                    .build();
        }
    }

    static Columns columns(int n, int arms) {
        return new Columns(n, arms, 11);
    }
}
