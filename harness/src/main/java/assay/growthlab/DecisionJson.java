package assay.growthlab;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The file of a decision. */
final class DecisionJson {

    private DecisionJson() {}

    static JsonObject of(
            Study study, Decision decision, TrustSummary trust, @Nullable String scenario, GrowthLab.Inputs inputs) {
        JsonArray guardrails = new JsonArray();
        decision.guardrails().forEach(guardrail -> guardrails.add(guardrail.json()));
        MetricTrust primary = trust.of(study.experiment().primary());
        JsonObject checks = new Values()
                .put("srm_state", trust.srm().state())
                .put("srm_message", trust.srm().message())
                .put("missingness_state", trust.missingness().state())
                .put("missingness_message", trust.missingness().message())
                .put("exposure_state", trust.exposure().state())
                .put("exposure_message", trust.exposure().message())
                .put("primary_maturity_status", primary.result().status())
                .put("primary_evaluability_status", primary.evaluability())
                .done();
        SegmentStage segments = decision.segments();
        List<String> notes = List.of(
                "configured_experiment_id:" + study.experiment().id(),
                "runtime_experiment_id:" + study.runtime().experiment());
        return new Values()
                .put("scenario_id", scenario)
                .put("experiment_id", study.experiment().id())
                .put("policy_id", study.policy().id())
                .put("final_action", decision.action())
                .put("decided_stage", decision.stage())
                .put("trust_state", decision.trustState())
                .put("reason_codes", decision.codes())
                .put("trust_summary", checks)
                .put("primary_metric_summary", null)
                .put("guardrail_summary", guardrails)
                .put("business_value_summary", decision.value().json())
                .put("segment_summary", segments == null ? null : segments.json())
                .put("metric_summary_rows", null)
                .put("experiment_config_path", inputs.contract().toString())
                .put("policy_config_path", joined(inputs))
                .put("analysis_summary_path", "analysis_summary.json")
                .put("trust_summary_path", "trust_summary.json")
                .put("notes", notes)
                .done();
    }

    private static @Nullable String joined(GrowthLab.Inputs inputs) {
        return inputs.policies().isEmpty() ? null : inputs.policies().get(0).toString();
    }
}
