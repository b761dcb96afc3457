package assay.growthlab;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Results as the sixty fields of a record, and as the file of the analysis. */
record AnalysisRecords(ExperimentConfig experiment, RuntimeFacts runtime, String input) {

    JsonArray array(List<MetricResult> results) {
        JsonArray records = new JsonArray();
        results.forEach(result -> records.add(record(result)));
        return records;
    }

    /** The file of a single analysis: records in a wrapper. No clock time, so that equal inputs give equal bytes. */
    JsonObject wrapper(List<MetricResult> results) {
        return new Values()
                .put("generated_at_utc", null)
                .put("configured_experiment_id", experiment.id())
                .put("runtime_experiment_id", runtime.experiment())
                .put("configured_primary_estimand", experiment.estimand())
                .put("runtime_primary_estimand", runtime.estimand())
                .put("input_dir", input)
                .put("row_count", results.size())
                .put("records", array(results))
                .done();
    }

    JsonObject record(MetricResult result) {
        MetricConfig metric = result.metric();
        Values values = new Values()
                .put("configured_experiment_id", experiment.id())
                .put("runtime_experiment_id", runtime.experiment())
                .put("configured_primary_estimand", experiment.estimand())
                .put("runtime_primary_estimand", runtime.estimand())
                .put("metric_role", experiment.role(metric.name()))
                .put("metric_name", metric.name())
                .put("metric_label", metric.label())
                .put("metric_type", metric.type())
                .put("source_table", metric.sourceTable())
                .put("aggregation_unit", metric.aggregationUnit())
                .put("window_days", metric.windowDays())
                .put("maturity_window_days", metric.maturityDays())
                .put("direction", metric.direction())
                .put("primary_estimand", result.view())
                .put("denominator_label", result.view().label())
                .put("status", result.status())
                .put("total_n", result.total())
                .put("mature_n", result.mature())
                .put("immature_n", result.total() - result.mature())
                .put("analyzed_n", result.analysed());
        arm(values, "control", result.control());
        arm(values, "treatment", result.treatment());
        comparison(values, result);
        cuped(values, result.cuped());
        return values.put("practical_threshold_value", result.threshold())
                .put("practical_threshold_type", metric.practicalScale())
                .put("practical_threshold_met", result.relevant())
                .put("practical_threshold_evaluable", result.evaluable())
                .put("mde_at_target_power", result.detectable())
                .put("alpha", result.alpha())
                .put("target_power", result.power())
                .put("notes", null)
                .put("runtime_segment_policy_mode", runtime.segmentMode())
                .put("runtime_treatment_share_target", runtime.treatmentShare())
                .put("runtime_target_population_rule", runtime.population())
                .done();
    }

    private static void arm(Values values, String name, Arm arm) {
        values.put(name + "_n", arm.n())
                .put(name + "_numerator_sum", arm.numeratorSum())
                .put(name + "_denominator_sum", arm.denominatorSum())
                .put(name + "_estimate", arm.estimate())
                .put(name + "_variance", arm.variance())
                .put(name + "_std", arm.std());
    }

    private static void comparison(Values values, MetricResult result) {
        Comparison comparison = result.comparison();
        values.put("effect", comparison.effect())
                .put("standard_error", comparison.stdError())
                .put("ci_lower", comparison.lower())
                .put("ci_upper", comparison.upper())
                .put("p_value", comparison.p())
                .put("relative_lift", result.relativeLift());
    }

    private static void cuped(Values values, CupedResult cuped) {
        values.put("cuped_enabled", cuped.comparison() != null)
                .put("cuped_theta", cuped.theta())
                .put("cuped_control_estimate", cuped.control())
                .put("cuped_treatment_estimate", cuped.treatment())
                .put("cuped_effect", figure(cuped, Comparison::effect))
                .put("cuped_standard_error", figure(cuped, Comparison::stdError))
                .put("cuped_ci_lower", figure(cuped, Comparison::lower))
                .put("cuped_ci_upper", figure(cuped, Comparison::upper))
                .put("cuped_p_value", figure(cuped, Comparison::p))
                .put(
                        "cuped_relative_lift",
                        cuped.control() == 0 ? null : figure(cuped, c -> c.effect() / cuped.control()))
                .put("cuped_reason", cuped.reason());
    }

    private static @Nullable Double figure(CupedResult cuped, ToDoubleFunction<Comparison> of) {
        return cuped.comparison() == null ? null : of.applyAsDouble(cuped.comparison());
    }
}
