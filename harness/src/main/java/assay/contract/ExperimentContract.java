package assay.contract;

import assay.condition.Condition;
import assay.condition.Kind;
import assay.decision.DecisionPolicy;
import assay.decision.ExperimentPlan;
import assay.decision.MetricDefinition;
import assay.decision.PlannedMetric;
import assay.decision.Purpose;
import assay.decision.Variant;
import assay.decision.View;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads an experiment whose form is right, with the metrics and the policy that it names. */
final class ExperimentContract {

    private static final double TOLERANCE = 1e-6;
    private static final double DAY = 86_400_000;

    private final YamlNode node;
    private final Library<MetricContract> metrics;
    private final Library<DecisionPolicy> policies;
    private final Problems problems;
    private final List<String> notes = new ArrayList<>();
    private final Set<YamlNode> used = new LinkedHashSet<>();
    private final Map<String, Kind> columns;
    private final Instant start;
    private final Instant end;
    private final Instant observed;

    ExperimentContract(
            YamlNode node, Library<MetricContract> metrics, Library<DecisionPolicy> policies, Problems problems) {
        this.node = node;
        this.metrics = metrics;
        this.policies = policies;
        this.problems = problems;
        columns = columns();
        start = node.instant("assignment_start_ts_utc");
        end = node.instant("assignment_end_ts_utc");
        observed = node.instant("observation_end_ts_utc");
    }

    /** The plan, unless there are mistakes. */
    Optional<ExperimentPlan> plan() {
        times();
        List<Variant> variants = variants();
        List<Condition> audience = conditions("target_population_filters");
        List<Condition> exclusions = conditions("exclusions");
        Optional<String> cluster = cluster();
        List<PlannedMetric> planned = planned();
        List<String> segments = segments(planned);
        Optional<DecisionPolicy> policy = policy();
        OptionalInt units = node.optionalInteger("planned_units");
        policy.ifPresent(p -> sizes(p, units, segments));
        View view = node.get("primary_estimand").choice(ExperimentFields.VIEWS);
        if (view == View.EXPOSED) {
            notes.add(
                    "The primary effect is among exposed users, who are no randomised groups where arms deliver differently: "
                            + "itt_opportunity is.");
        }
        if (!node.has("hypothesis")) {
            notes.add("There is no hypothesis: write what changes, for whom, which metric moves and why.");
        }
        if (!problems.none() || policy.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ExperimentPlan(
                node.text("experiment_id"),
                node.text("experiment_name"),
                node.text("owner"),
                node.optionalText("hypothesis").orElse(""),
                start,
                end,
                observed,
                node.get("analysis_mode").choice(ExperimentFields.MODES),
                view,
                cluster,
                variants,
                audience.isEmpty() ? Optional.empty() : Optional.of(Filter.all(audience)),
                exclusions,
                planned,
                segments,
                units,
                node.optionalInteger("minimum_runtime_days").orElse(0),
                policy.get()));
    }

    /** What is allowed and may be forgotten. */
    List<String> notes() {
        return notes;
    }

    /** The nodes of the metrics and the policy that it names. */
    Set<YamlNode> used() {
        return used;
    }

    private Map<String, Kind> columns() {
        Map<String, Kind> all = new LinkedHashMap<>(Layout.userColumns());
        node.find("user_columns")
                .ifPresent(further -> further.map().forEach((name, kind) -> {
                    if (name.isBlank() || Layout.userColumns().containsKey(name)) {
                        problems.add(further, name, "dim_users has this column anyway", "Remove it here.");
                    }
                    all.put(name, kind.text().equals("number") ? Kind.NUMBER : Kind.TEXT);
                }));
        return all;
    }

    private void times() {
        if (!start.isBefore(end)) {
            problems.add(
                    node.get("assignment_end_ts_utc"),
                    "assignment ends before it begins, or at the same moment",
                    "Write a time after assignment_start_ts_utc.");
        }
        if (observed.isBefore(end)) {
            problems.add(
                    node.get("observation_end_ts_utc"),
                    "measurement ends before assignment does",
                    "Write a time not before assignment_end_ts_utc.");
        }
        node.find("minimum_runtime_days").ifPresent(minimum -> {
            if (minimum.integer() > days(start, observed)) {
                problems.add(
                        minimum,
                        "the shortest run is longer than the " + Filter.number(days(start, observed))
                                + " days from the start of assignment to the end of observation",
                        "Shorten it, or observe longer.");
            }
        });
    }

    private static double days(Instant from, Instant to) {
        return Duration.between(from, to).toSeconds() * 1000 / DAY;
    }

    private List<Variant> variants() {
        List<Variant> variants = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        double sum = 0;
        int controls = 0;
        for (YamlNode arm : node.list("variants")) {
            String name = arm.text("name");
            if (!names.add(name)) {
                problems.add(
                        arm.get("name"), "another arm has the name '" + YamlFile.oneLine(name) + "'", "Rename one.");
            }
            boolean control = arm.optionalBool("is_control").orElse(false);
            controls += control ? 1 : 0;
            sum += arm.number("weight");
            variants.add(new Variant(
                    name,
                    arm.number("weight"),
                    control ? Variant.Kind.CONTROL : Variant.Kind.TREATMENT,
                    arm.optionalText("description").orElse("")));
        }
        YamlNode list = node.get("variants");
        if (controls != 1) {
            problems.add(
                    list,
                    controls == 0 ? "no arm is the control" : controls + " arms are the control",
                    "Write is_control: true for one arm.");
        }
        if (Math.abs(sum - 1) > TOLERANCE) {
            problems.add(
                    list,
                    "the weights sum to " + Filter.number(Math.rint(sum * 1e9) / 1e9),
                    "Write weights that sum to 1.");
        }
        return variants;
    }

    private List<Condition> conditions(String field) {
        List<Condition> conditions = new ArrayList<>();
        node.list(field).forEach(filter -> Filter.read(filter, columns, problems, conditions::add));
        return conditions;
    }

    private Optional<String> cluster() {
        YamlNode unit = node.get("randomization_unit");
        if (unit.text().equals("user") || unit.text().equals("user_id")) {
            return Optional.empty();
        }
        problems.attempt(() -> {
            Filter.requireColumn(unit, unit.text(), columns);
            if (columns.get(unit.text()) == Kind.NUMBER) {
                throw unit.problem("column '" + unit.text() + "' holds numbers", "Randomise by a column of names.");
            }
            return unit;
        });
        return Optional.of(unit.text());
    }

    private List<PlannedMetric> planned() {
        List<PlannedMetric> planned = new ArrayList<>();
        Map<String, YamlNode> roles = new LinkedHashMap<>();
        role(node.get("primary_metric"), Purpose.PRIMARY, roles, planned);
        node.list("secondary_metrics").forEach(m -> role(m, Purpose.SECONDARY, roles, planned));
        node.list("guardrail_metrics").forEach(m -> role(m, Purpose.GUARDRAIL, roles, planned));
        node.list("diagnostic_metrics").forEach(m -> role(m, Purpose.DIAGNOSTIC, roles, planned));
        if (node.list("guardrail_metrics").isEmpty()) {
            notes.add("There are no guardrails: nothing but the primary metric itself can show that it harms.");
        }
        return planned;
    }

    private void role(YamlNode reference, Purpose purpose, Map<String, YamlNode> roles, List<PlannedMetric> planned) {
        metrics.find(reference, problems).ifPresent(entry -> {
            MetricContract metric = entry.value();
            String name = metric.definition().id();
            YamlNode before = roles.putIfAbsent(name, reference);
            if (before != null) {
                problems.add(
                        reference,
                        "metric '" + name + "' stands already in " + before.path() + " on line " + before.line(),
                        "Give it one role.");
                return;
            }
            used.add(metric.node());
            suits(reference, metric, purpose);
            windows(reference, metric.definition());
            planned.add(new PlannedMetric(metric.definition(), purpose));
        });
    }

    private void suits(YamlNode reference, MetricContract metric, Purpose purpose) {
        String name = metric.definition().id();
        if (!metric.purposes().contains(purpose)) {
            problems.add(
                    reference,
                    "metric '" + name + "' is of the class " + metric.node().text("metric_class"),
                    "Choose another metric for this role, or change its class in a new version.");
        }
        if (purpose == Purpose.GUARDRAIL && metric.definition().margin().isEmpty()) {
            problems.add(
                    reference,
                    "a guardrail without a margin can never pass, and '" + name + "' ("
                            + metric.node().file() + ") has none",
                    "Write allowed_degradation_threshold and its type in the metric, or make it a secondary one.");
        }
        metric.node()
                .find("covariate_column")
                .ifPresent(covariate -> problems.attempt(() -> {
                    Filter.requireColumn(covariate, covariate.text(), columns);
                    return covariate;
                }));
        MetricDefinition definition = metric.definition();
        List<String> usual = Layout.metricColumns(definition.source());
        String column = definition.column();
        if (!usual.contains(column)) {
            notes.add("Column '" + column + "' of metric '" + name
                    + "' is none of the usual columns of its table: the data must have it.");
        }
    }

    private void windows(YamlNode reference, MetricDefinition metric) {
        double watched = days(start, observed);
        int needed = Math.max(metric.windowDays(), metric.maturityDays().orElse(0));
        if (needed > watched) {
            problems.add(
                    reference,
                    "metric '" + metric.id() + "' needs " + needed + " days of each user, and the first is watched for "
                            + Filter.number(watched),
                    "Observe longer, or choose a metric with a shorter window.");
        } else if (needed > days(end, observed)) {
            notes.add(
                    "Metric '" + metric.id() + "' needs " + needed + " days of each user, and the last is watched for "
                            + Filter.number(days(end, observed)) + ": "
                            + (metric.maturityDays().isPresent()
                                    ? "those who come late are left out of it."
                                    : "those who come late are counted before their window is over; maturity_window_days leaves them out."));
        }
    }

    private List<String> segments(List<PlannedMetric> planned) {
        List<YamlNode> named = node.list("pre_registered_groupby_columns");
        for (YamlNode segment : named) {
            problems.attempt(() -> {
                Filter.requireColumn(segment, segment.text(), columns);
                if (Layout.IDENTIFIERS.contains(segment.text())) {
                    throw segment.problem("every user is a segment of " + segment.text(), "Name a column of groups.");
                }
                if (columns.get(segment.text()) == Kind.NUMBER) {
                    throw segment.problem(
                            "column '" + segment.text() + "' holds numbers, not groups", "Name a column of groups.");
                }
                return segment;
            });
        }
        if (!named.isEmpty()) {
            for (PlannedMetric metric : planned) {
                boolean decides = metric.purpose() == Purpose.PRIMARY || metric.purpose() == Purpose.GUARDRAIL;
                used.stream()
                        .filter(n -> decides
                                && n.text("metric_name").equals(metric.metric().id()))
                        .flatMap(n -> n.find("segment_eligible").stream())
                        .filter(eligible -> !eligible.bool())
                        .forEach(eligible -> problems.add(
                                node.get("pre_registered_groupby_columns"),
                                "segments are judged by metric '"
                                        + metric.metric().id() + "', which " + eligible.file()
                                        + " says is not for segments (segment_eligible: false)",
                                "Remove the segments, or choose another metric."));
            }
        }
        return named.stream().map(YamlNode::text).toList();
    }

    private Optional<DecisionPolicy> policy() {
        Optional<YamlNode> reference = node.find("decision_policy_id");
        if (reference.isEmpty() && !node.has("decision_policy")) {
            problems.add(
                    node, "no policy decides", "Write decision_policy_id, or the policy itself as decision_policy.");
            return Optional.empty();
        }
        YamlNode name = reference.orElseGet(() -> node.get("decision_policy").get("policy_id"));
        Optional<Library.Entry<DecisionPolicy>> found = policies.find(name, problems);
        found.ifPresent(entry -> used.add(entry.node()));
        return found.map(Library.Entry::value);
    }

    private void sizes(DecisionPolicy policy, OptionalInt units, List<String> segments) {
        if (units.isPresent() && units.getAsInt() < policy.trust().minimumUnits()) {
            notes.add("Policy '" + policy.id() + "' asks for " + policy.trust().minimumUnits()
                    + " users at least, more than " + units.getAsInt()
                    + " are planned: this can hardly end in anything but RERUN_UNDERPOWERED.");
        }
        if (!segments.isEmpty() && policy.segments().isEmpty()) {
            notes.add("Policy '" + policy.id()
                    + "' has no segment_policy: segments are read and never shipped to alone.");
        }
    }
}
