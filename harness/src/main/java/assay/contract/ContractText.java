package assay.contract;

import assay.condition.Condition;
import assay.decision.AnalysisMode;
import assay.decision.DecisionPolicy;
import assay.decision.ExperimentPlan;
import assay.decision.MetricDefinition;
import assay.decision.PlannedMetric;
import assay.decision.Purpose;
import assay.decision.Threshold;
import assay.decision.Variant;
import assay.experiment.Better;
import assay.experiment.MetricType;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes plans as the files that {@link Contracts} reads: what is read from them is the plan again. */
public final class ContractText {

    private static final Gson QUOTES = new GsonBuilder().disableHtmlEscaping().create();

    private final StringBuilder text = new StringBuilder();

    private ContractText() {}

    /**
     * The files of a plan.
     *
     * @param plan the plan
     * @return texts by name: {@code experiment.yaml}, and files in {@code metrics} and {@code policies}
     * @throws IllegalArgumentException if the plan has a metric that no file can say: a quantile
     */
    public static Map<String, String> files(ExperimentPlan plan) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("experiment.yaml", experiment(plan));
        for (PlannedMetric planned : plan.metrics()) {
            put(files, "metrics/" + name(planned.metric().id()), metric(planned.metric()));
        }
        put(files, "policies/" + name(plan.policy().id()), policy(plan.policy()));
        return files;
    }

    private static void put(Map<String, String> files, String name, String text) {
        String free = name;
        for (int k = 2; files.containsKey(free + ".yaml"); k++) {
            free = name + "-" + k;
        }
        files.put(free + ".yaml", text);
    }

    private static String name(String id) {
        return id.replaceAll("[^A-Za-z0-9_-]", "-");
    }

    /**
     * The experiment of a plan, which names its metrics and its policy.
     *
     * @param plan the plan
     * @return YAML
     */
    public static String experiment(ExperimentPlan plan) {
        ContractText out = new ContractText();
        out.text("experiment_id", plan.id());
        out.text("experiment_name", plan.title());
        out.text("owner", plan.owner());
        if (!plan.hypothesis().isBlank()) {
            out.text("hypothesis", plan.hypothesis());
        }
        out.text("assignment_start_ts_utc", plan.assignmentStart().toString());
        out.text("assignment_end_ts_utc", plan.assignmentEnd().toString());
        out.text("observation_end_ts_utc", plan.observationEnd().toString());
        out.line("minimum_runtime_days", plan.minimumDays());
        plan.plannedUnits().ifPresent(units -> out.line("planned_units", units));
        out.line("analysis_mode", plan.mode() == AnalysisMode.FIXED_HORIZON ? "fixed_horizon" : "always_valid");
        out.line("primary_estimand", key(ExperimentFields.VIEWS, plan.primaryView()));
        out.text("randomization_unit", plan.cluster().orElse("user"));
        out.text.append("variants:\n");
        for (Variant arm : plan.variants()) {
            out.text.append("  - name: ").append(quoted(arm.name())).append('\n');
            out.line("    weight", arm.share());
            out.line("    is_control", arm.kind() == Variant.Kind.CONTROL);
            if (!arm.description().isBlank()) {
                out.text("    description", arm.description());
            }
        }
        out.list(
                "target_population_filters",
                plan.audience().map(Condition::text).stream().toList());
        out.list("exclusions", plan.exclusions().stream().map(Condition::text).toList());
        out.further(plan);
        out.text("primary_metric", pinned(plan.primary()));
        for (Purpose purpose : List.of(Purpose.SECONDARY, Purpose.GUARDRAIL, Purpose.DIAGNOSTIC)) {
            out.list(
                    purpose.name().toLowerCase(Locale.ROOT) + "_metrics",
                    plan.of(purpose).stream().map(ContractText::pinned).toList());
        }
        out.list("pre_registered_groupby_columns", plan.segments());
        out.text("decision_policy_id", plan.policy().id() + "@" + plan.policy().version());
        return out.text.toString();
    }

    private static String pinned(MetricDefinition metric) {
        return metric.id() + "@" + metric.version();
    }

    /** Declares the columns of users that are not in the usual layout. */
    private void further(ExperimentPlan plan) {
        Set<String> names = new LinkedHashSet<>(plan.segments());
        plan.cluster().ifPresent(names::add);
        Map<String, String> columns = new LinkedHashMap<>();
        names.forEach(name -> columns.put(name, "text"));
        List<Condition> conditions = new ArrayList<>(plan.exclusions());
        plan.audience().ifPresent(conditions::add);
        conditions.forEach(c -> c.columns().forEach(name -> columns.putIfAbsent(name, "number")));
        plan.metrics().forEach(m -> m.metric().covariate().ifPresent(name -> columns.putIfAbsent(name, "number")));
        columns.keySet().removeAll(Layout.userColumns().keySet());
        if (!columns.isEmpty()) {
            text.append("user_columns:\n");
            columns.forEach((name, kind) -> line("  " + quoted(name), kind));
        }
    }

    /**
     * A metric.
     *
     * @param metric the metric
     * @return YAML
     * @throws IllegalArgumentException if it is a quantile
     */
    public static String metric(MetricDefinition metric) {
        ContractText out = new ContractText();
        boolean ratio = metric.type() == MetricType.RATIO;
        out.text("metric_name", metric.id());
        out.text("metric_label", metric.label());
        out.line("version", metric.version());
        if (!metric.owner().isBlank()) {
            out.text("owner", metric.owner());
        }
        out.line("metric_type", key(MetricContract.TYPES, metric.type()));
        out.line("source_table", key(MetricContract.SOURCES, metric.source()));
        out.text(ratio ? "numerator_column" : "metric_column", metric.column());
        metric.denominator().ifPresent(column -> out.text("denominator_column", column));
        metric.covariate().ifPresent(column -> out.text("covariate_column", column));
        out.line("window_days", metric.windowDays());
        metric.maturityDays().ifPresent(days -> out.line("maturity_window_days", days));
        out.line("direction", metric.better() == Better.LARGER ? "higher_is_better" : "lower_is_better");
        out.threshold("practical_significance_threshold", metric.practical());
        metric.margin().ifPresent(margin -> out.threshold("allowed_degradation_threshold", margin));
        out.line("null_fill_strategy", metric.fill() == MetricDefinition.Fill.ZERO ? "zero" : "drop_row");
        out.line("outlier_handling", key(MetricContract.OUTLIERS, metric.outliers()));
        return out.text.toString();
    }

    private void threshold(String field, Threshold threshold) {
        line(field, threshold.value());
        line(field + "_type", threshold.unit().name().toLowerCase(Locale.ROOT));
    }

    /**
     * A policy.
     *
     * @param policy the policy
     * @return YAML
     */
    public static String policy(DecisionPolicy policy) {
        ContractText out = new ContractText();
        out.text("policy_id", policy.id());
        out.text("policy_version", policy.version());
        if (!policy.owner().isBlank()) {
            out.text("owner", policy.owner());
        }
        out.line("default_alpha", policy.alpha());
        DecisionPolicy.Trust trust = policy.trust();
        out.text.append("trust_checks:\n  srm_check:\n");
        out.line("    threshold_p_value", trust.alpha());
        out.line("  min_total_sample_size", trust.minimumUnits());
        out.line("  min_group_sample_size", trust.minimumPerArm());
        out.line("  practical_significance_power_target", policy.power());
        out.line("  max_missingness_rate", trust.maximumMissing());
        out.text.append("primary_success_policy:\n");
        out.line(
                "  success_criterion_mode",
                policy.success() == DecisionPolicy.Success.ESTIMATE_MATTERS
                        ? "point_estimate_and_ci_excludes_zero"
                        : "ci_lower_bound_gt_practical_threshold");
        policy.value().ifPresent(value -> {
            out.text.append("business_value_policy:\n  enabled: true\n");
            out.line("  expected_value_mode", key(PolicyContract.BOUNDS, value.bound()));
            out.line("  value_per_unit", value.perUnit());
            out.line("  audience_users", value.users());
            out.line("  cost", value.cost());
            out.line("  minimum_expected_value_threshold", value.minimum());
        });
        policy.segments().ifPresent(segments -> {
            out.text.append("segment_policy:\n  enabled: true\n");
            out.line("  segment_correction_method", key(PolicyContract.CORRECTIONS, segments.correction()));
            out.line("  interaction_p_value_threshold", segments.interactionAlpha());
            out.line("  min_segment_sample_size", segments.minimumUnits());
            segments.maximum().ifPresent(most -> out.line("  max_segments_evaluated", most));
        });
        return out.text.toString();
    }

    private static <T> String key(Map<String, T> names, T value) {
        return names.entrySet().stream()
                .filter(e -> e.getValue().equals(value))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no contract can say " + value));
    }

    private static String quoted(String text) {
        return QUOTES.toJson(text);
    }

    private void text(String field, String value) {
        line(field, quoted(value));
    }

    private void line(String field, Object value) {
        text.append(field).append(": ").append(value).append('\n');
    }

    private void list(String field, List<String> values) {
        if (!values.isEmpty()) {
            line(field, values.stream().map(ContractText::quoted).collect(Collectors.joining(", ", "[", "]")));
        }
    }
}
