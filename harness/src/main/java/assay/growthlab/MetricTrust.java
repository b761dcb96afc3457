package assay.growthlab;

import com.google.gson.JsonObject;

/** Whether a metric is mature, and whether it was measured on enough users. */
record MetricTrust(MetricResult result, State maturity, String maturityMessage, String evaluability, String reason) {

    static MetricTrust of(MetricResult result, PolicyConfig.Trust policy) {
        State maturity = State.PASS;
        String message = result.metric().maturityDays() == null ? "maturity_not_required" : "all_rows_mature";
        if (result.mature() <= 0) {
            maturity = State.FAIL;
            message = "no_mature_rows";
        } else if (result.mature() < result.total()) {
            maturity = State.WARN;
            message = "immature_rows_excluded";
        }
        Integer group = policy.minimumGroup();
        int smaller = Math.min(result.control().n(), result.treatment().n());
        if (result.analysed() < policy.minimumTotal()) {
            return new MetricTrust(result, maturity, message, "insufficient_sample", "below_min_total_sample_size");
        }
        if (group != null && smaller < group) {
            return new MetricTrust(result, maturity, message, "insufficient_sample", "below_min_group_sample_size");
        }
        String evaluable = result.evaluable() ? "evaluable" : "underpowered";
        return new MetricTrust(result, maturity, message, evaluable, evaluable);
    }

    boolean evaluable() {
        return evaluability.equals("evaluable");
    }

    JsonObject maturityJson() {
        return new Values()
                .put("metric_name", result.metric().name())
                .put("state", maturity)
                .put("status", result.status())
                .put("message", maturityMessage)
                .put("maturity_window_days", result.metric().maturityDays())
                .put("total_n", result.total())
                .put("mature_n", result.mature())
                .put("immature_n", result.total() - result.mature())
                .done();
    }

    JsonObject evaluabilityJson() {
        return new Values()
                .put("metric_name", result.metric().name())
                .put("state", evaluable() ? State.PASS : State.WARN)
                .put("status", evaluability)
                .put("message", reason)
                .put("analyzed_n", result.analysed())
                .put("control_n", result.control().n())
                .put("treatment_n", result.treatment().n())
                .put("practical_threshold_value", result.threshold())
                .put("mde_at_target_power", result.detectable())
                .done();
    }
}
