package assay.growthlab;

import com.google.gson.JsonObject;

/** What the effect above the threshold is worth, at a thousand a unit for every analysed user. */
record BusinessValue(MetricResult primary, boolean enabled, double expected, double minimum) {

    private static final double PER_UNIT = 1000;

    static BusinessValue of(MetricResult primary, PolicyConfig.Value policy) {
        Comparison comparison = primary.comparison();
        Direction direction = primary.metric().direction();
        double favourable = policy.mode() == PolicyConfig.ValueMode.POINT_ESTIMATE
                ? direction.favourable(comparison.effect())
                : direction.unfavourableEnd(comparison.lower(), comparison.upper());
        double surplus = favourable - primary.threshold();
        double value = (surplus > 0 ? surplus : 0) * primary.analysed() * PER_UNIT;
        return new BusinessValue(primary, policy.enabled(), value, policy.minimum());
    }

    boolean passes() {
        return enabled && expected >= minimum;
    }

    /** Whether the demand of a positive value is met; a block that is switched off demands nothing. */
    boolean satisfied() {
        return !enabled || passes();
    }

    JsonObject json() {
        String state = !enabled ? "disabled" : passes() ? "pass" : "fail";
        String message =
                !enabled ? "business_value_disabled" : passes() ? "business_value_passed" : "business_value_not_met";
        return new Values()
                .put("state", state)
                .put("metric_name", primary.metric().name())
                .put("expected_value", enabled ? expected : null)
                .put("threshold", enabled ? minimum : null)
                .put("analyzed_n", primary.analysed())
                .put("effect", primary.comparison().effect())
                .put("direction", primary.metric().direction())
                .put("message", message)
                .put("terminal_action", passes() ? Ruling.SHIP_GLOBAL : null)
                .done();
    }
}
