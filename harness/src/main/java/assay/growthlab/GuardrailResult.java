package assay.growthlab;

import com.google.gson.JsonObject;

/** A guardrail against its margin: harm where the unfavourable end of the interval lies beyond it. */
record GuardrailResult(MetricResult result, double margin) {

    boolean fails() {
        Comparison comparison = result.comparison();
        return result.metric().direction() == Direction.LOWER_IS_BETTER
                ? comparison.upper() > margin
                : comparison.lower() < -margin;
    }

    String name() {
        return result.metric().name();
    }

    JsonObject json() {
        Comparison comparison = result.comparison();
        return new Values()
                .put("metric_name", name())
                .put("state", fails() ? State.FAIL : State.PASS)
                .put("effect", comparison.effect())
                .put("ci_lower", comparison.lower())
                .put("ci_upper", comparison.upper())
                .put("allowed_degradation_threshold", margin)
                .put("direction", result.metric().direction())
                .done();
    }
}
