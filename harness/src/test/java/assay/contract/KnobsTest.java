package assay.contract;

import static org.assertj.core.api.Assertions.assertThat;

import assay.decision.ExperimentPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every field either changes what is planned, or is refused unless it agrees with what is done, or is said to be for people. */
class KnobsTest {

    private static final Set<String> FOR_PEOPLE = Set.of(
            "experiment_type",
            "description",
            "notes",
            "tags",
            "policy_name",
            "aggregation_unit",
            "metric_class",
            "pre_period_days");

    /** A change of each field: file, text there, text instead. */
    private static final Map<String, List<String>> CHANGES = changes();

    @TempDir
    private Path folder;

    private static void change(Map<String, List<String>> changes, String field, String file, String old, String text) {
        changes.put(field, List.of(file, old, text));
    }

    private static Map<String, List<String>> changes() {
        String e = "experiment.yaml";
        String m = "metrics/conversion_7d.yaml";
        String u = "metrics/uninstall_rate.yaml";
        String r = "metrics/revenue_30d.yaml";
        String q = "metrics/ctr_7d.yaml";
        String p = "policies/careful_default.yaml";
        Map<String, List<String>> c = new TreeMap<>();
        change(c, "experiment_id", e, "experiment_id: new_onboarding ", "experiment_id: other ");
        change(c, "experiment_name", e, "New onboarding flow", "Other");
        change(c, "owner", e, "owner: growth team", "owner: other");
        change(c, "hypothesis", e, "If new users", "If some users");
        change(c, "assignment_start_ts_utc", e, "2026-02-01T", "2026-01-31T");
        change(c, "assignment_end_ts_utc", e, "2026-02-15T", "2026-02-14T");
        change(c, "observation_end_ts_utc", e, "2026-03-17T", "2026-03-18T");
        change(c, "analysis_mode", e, "analysis_mode: fixed_horizon", "analysis_mode: sequential_safe");
        change(c, "primary_estimand", e, "primary_estimand: itt_opportunity", "primary_estimand: itt_assigned");
        change(c, "randomization_unit", e, "randomization_unit: user", "randomization_unit: region");
        change(c, "variants", e, "name: treatment", "name: other");
        change(c, "variants.name", e, "name: treatment", "name: other");
        change(c, "variants.weight", e, "weight: 0.5|    is", "weight: 0.5000001|    is");
        change(
                c,
                "variants.is_control",
                e,
                "is_control: true|    description: the onboarding of today|  - name: treatment",
                "name2: x");
        change(c, "variants.description", e, "the short onboarding|", "other|");
        change(c, "target_population_filters", e, "country in ('US', 'CA')", "country = 'US'");
        change(c, "exclusions", e, "is_bot = 1", "is_bot > 0");
        change(
                c,
                "user_columns",
                e,
                "pre_registered_groupby_columns: [platform]",
                "user_columns: {tribe: text}|pre_registered_groupby_columns: [tribe]");
        change(
                c,
                "primary_metric",
                e,
                "primary_metric: conversion_7d@1|secondary_metrics: [retention_7d,",
                "primary_metric: retention_7d|secondary_metrics: [");
        change(c, "secondary_metrics", e, "revenue_30d, ctr_7d", "revenue_30d");
        change(c, "guardrail_metrics", e, "uninstall_rate, support_ticket_rate", "uninstall_rate");
        change(c, "diagnostic_metrics", e, "diagnostic_metrics: [sessions_7d]", "");
        change(c, "metrics", e, "diagnostic_metrics: [sessions_7d]", "diagnostic_metrics: [sessions_7d]|metrics: [{}]");
        change(c, "pre_registered_groupby_columns", e, "columns: [platform]", "columns: [country]");
        change(c, "planned_units", e, "100000", "100001");
        change(c, "minimum_runtime_days", e, "minimum_runtime_days: 14", "minimum_runtime_days: 15");
        change(c, "decision_policy_id", e, "decision_policy_id: careful_default", "decision_policy_id: other");
        change(c, "decision_policy", e, "decision_policy_id: careful_default", "decision_policy: {policy_id: x}");
        change(c, "metric_name", m, "metric_name: conversion_7d", "metric_name: other");
        change(c, "metric_label", m, "Conversion within", "Other within");
        change(c, "version", m, "version: 1", "version: 2");
        change(c, "metric_type", m, "percentage_points|", "absolute|");
        change(c, "source_table", m, "fact_user_outcomes", "fact_user_day");
        change(c, "metric_column", m, "conversions_7d", "retention_7d");
        change(c, "numerator_column", q, "clicks_7d", "sessions_7d");
        change(c, "denominator_column", q, "impressions_7d", "sessions_7d");
        change(c, "covariate_column", m, "historical_sessions_28d", "historical_revenue_28d");
        change(c, "window_days", m, "|window_days: 7", "|window_days: 6");
        change(c, "maturity_window_days", m, "maturity_window_days: 7", "maturity_window_days: 8");
        change(c, "direction", m, "higher_is_better", "lower_is_better");
        change(c, "practical_significance_threshold", m, "threshold: 1 ", "threshold: 2 ");
        change(c, "practical_significance_threshold_type", m, "type: percentage_points", "type: relative");
        change(
                c,
                "allowed_degradation_threshold",
                u,
                "allowed_degradation_threshold: 0.5",
                "allowed_degradation_threshold: 0.4");
        change(
                c,
                "allowed_degradation_threshold_type",
                u,
                "degradation_threshold_type: percentage_points",
                "degradation_threshold_type: relative");
        change(c, "null_fill_strategy", m, "null_fill_strategy: zero", "null_fill_strategy: drop_row");
        change(c, "outlier_handling", r, "outlier_handling: winsorize_p99", "outlier_handling: none");
        change(c, "winsorization", r, "outlier_handling: winsorize_p99", "outlier_handling: none|winsorization: p99");
        change(c, "segment_eligible", m, "null_fill", "segment_eligible: false|null_fill");
        change(c, "policy_id", p, "policy_id: careful_default", "policy_id: other");
        change(c, "policy_version", p, "policy_version: v1", "policy_version: v2");
        change(c, "default_alpha", p, "default_alpha: 0.05", "default_alpha: 0.04");
        change(c, "trust_checks", p, "0.02", "0.03");
        change(c, "trust_checks.srm_check", p, "0.001", "0.002");
        change(c, "trust_checks.srm_check.threshold_p_value", p, "0.001", "0.002");
        change(c, "trust_checks.min_total_sample_size", p, "5000", "5001");
        change(c, "trust_checks.min_group_sample_size", p, "2000", "2001");
        change(c, "trust_checks.practical_significance_power_target", p, "0.8", "0.9");
        change(c, "trust_checks.max_missingness_rate", p, "0.02", "0.03");
        change(c, "guardrail_policy", p, "guardrail_policy:", "guardrail_policy: []|x:");
        change(
                c,
                "primary_success_policy",
                p,
                "point_estimate_and_ci_excludes_zero|  req",
                "ci_lower_bound_gt_practical_threshold|  req");
        change(
                c,
                "primary_success_policy.success_criterion_mode",
                p,
                "point_estimate_and_ci_excludes_zero|  req",
                "ci_lower_bound_gt_practical_threshold|  req");
        change(c, "primary_success_policy.require_business_value_positive", p, "positive: true", "positive: false");
        change(c, "business_value_policy", p, "cost: 10000", "cost: 1");
        change(c, "business_value_policy.enabled", p, "true|  expected_value_mode", "false|  expected_value_mode");
        change(
                c,
                "business_value_policy.expected_value_mode",
                p,
                "mode: point_estimate|",
                "mode: conservative_ci_bound|");
        change(c, "business_value_policy.value_per_unit", p, "unit: 20", "unit: 21");
        change(c, "business_value_policy.audience_users", p, "400000", "400001");
        change(c, "business_value_policy.cost", p, "cost: 10000", "cost: 1");
        change(c, "business_value_policy.minimum_expected_value_threshold", p, "threshold: 0|", "threshold: 1|");
        change(c, "segment_policy", p, "holm", "bonferroni");
        change(c, "segment_policy.enabled", p, "true|  segment_policy_mode", "false|  segment_policy_mode");
        change(c, "segment_policy.segment_policy_mode", p, "pre_registered_segments_only", "disabled");
        change(c, "segment_policy.segment_correction_method", p, "holm", "bonferroni");
        change(c, "segment_policy.interaction_p_value_threshold", p, "value_threshold: 0.05", "value_threshold: 0.06");
        change(c, "segment_policy.min_segment_sample_size", p, "size: 1000", "size: 1001");
        change(c, "segment_policy.max_segments_evaluated", p, "evaluated: 6", "evaluated: 7");
        return c;
    }

    @Test
    void everyFieldChangesWhatIsPlannedOrIsRefused() throws IOException {
        ExperimentPlan usual = StarterProject.in(folder).bundle().plan();
        for (Map.Entry<String, List<String>> change : CHANGES.entrySet()) {
            List<String> edit = change.getValue();
            StarterProject project = StarterProject.in(folder).replace(edit.get(0), edit.get(1), edit.get(2));
            try {
                assertThat(project.bundle().plan()).as(change.getKey()).isNotEqualTo(usual);
            } catch (ContractException e) {
                assertThat(e.problems()).as(change.getKey()).isNotEmpty();
            }
        }
    }

    @Test
    void noFieldIsWithoutAChangeOrAReason() {
        Set<String> fields = new TreeSet<>();
        List<String> idle = new ArrayList<>();
        collect("", ExperimentFields.FIELDS, fields, idle);
        collect("", MetricContract.FIELDS, fields, idle);
        collect("", PolicyFields.FIELDS, fields, idle);
        fields.removeAll(CHANGES.keySet());
        fields.removeAll(FOR_PEOPLE);
        fields.removeAll(idle);
        // These are held against another field, which the table of bad contracts shows.
        fields.removeAll(Set.of("confidence_level", "execution_order"));
        assertThat(fields).isEmpty();
        assertThat(idle).hasSizeGreaterThan(15);
    }

    /** Names with those of the blocks around them; idle are those that may stand at one value only. */
    private static void collect(String prefix, Fields shape, Set<String> fields, List<String> idle) {
        for (String name : shape.names()) {
            String path = prefix + name;
            fields.add(path);
            Shape inner = shape.shape(name);
            if (inner instanceof Fields block && !name.equals("decision_policy")) {
                collect(path + ".", block, fields, idle);
            } else if (name.equals("variants")) {
                collect("variants.", ExperimentFields.VARIANT, fields, idle);
            } else if (inner != null) {
                String schema = inner.schema().toString();
                if (schema.contains("\"const\"") || schema.contains("\"maxItems\":0") || oneMeaning(name)) {
                    idle.add(path);
                }
            }
        }
    }

    /** Choices of which every one means the same, or must agree with another field. */
    private static boolean oneMeaning(String name) {
        return Set.of(
                        "fail_action_on_srm",
                        "fail_action_on_maturity",
                        "fail_action_on_missingness",
                        "guardrail_evaluation_mode",
                        "segment_alpha_allocation",
                        "segment_success_criterion_mode")
                .contains(name);
    }
}
