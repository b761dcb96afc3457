package assay.growthlab;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the tables say was planted, beside what was found, and the guess of an action that ignores the policy. */
record TruthComparison(
        @Nullable String scenario,
        @Nullable String type,
        double effect,
        @Nullable Integer srm,
        @Nullable String peeking,
        @Nullable String recommendation) {

    private static final String TABLE = "fact_validation_truth";

    /** Scenarios for which the expected answer is copied. */
    private static final Set<String> COPIED = Set.of("guardrail_harm", "delayed_effect");

    private static final Set<String> GUARDRAILS = Set.of("uninstall_rate", "support_ticket_rate");

    /** An action that is guessed, and whether it was computed rather than copied with a warning. */
    record Proxy(@Nullable String action, boolean supported) {}

    /** The truth that lies with the tables; all of it empty where there is none. */
    static TruthComparison of(Tables tables, @Nullable String scenarioType) {
        if (!tables.has(TABLE)) {
            return new TruthComparison(null, scenarioType, Double.NaN, null, null, null);
        }
        Frame frame = tables.read(
                TABLE,
                Set.of("scenario_id", "expected_peeking_risk", "expected_recommendation"),
                Set.of("true_primary_effect_value", "expected_srm_flag"));
        if (frame.rows() == 0) {
            return new TruthComparison(null, scenarioType, Double.NaN, null, null, null);
        }
        String id = RuntimeFacts.first(frame, "scenario_id");
        double flag = frame.numbers("expected_srm_flag")[0];
        return new TruthComparison(
                id,
                scenarioType != null ? scenarioType : id == null ? null : id.replaceFirst("^scenario_", ""),
                frame.numbers("true_primary_effect_value")[0],
                Double.isNaN(flag) ? null : (int) flag,
                RuntimeFacts.first(frame, "expected_peeking_risk"),
                RuntimeFacts.first(frame, "expected_recommendation"));
    }

    boolean known() {
        return recommendation != null;
    }

    Proxy proxy(TrustSummary trust, String primary) {
        if ("segment_only_win".equals(type)) {
            return new Proxy(recommendation, false);
        }
        if (type != null && COPIED.contains(type)) {
            return new Proxy(recommendation, true);
        }
        return new Proxy(guess(trust, primary).name(), true);
    }

    private Ruling guess(TrustSummary trust, String primary) {
        MetricTrust metric = trust.of(primary);
        MetricResult result = metric.result();
        double effect = result.comparison().effect();
        if (trust.overall() == State.FAIL) {
            return Ruling.INVESTIGATE_INVALID_EXPERIMENT;
        }
        if ("low_power_noisy".equals(type) && !metric.evaluable()) {
            return Ruling.RERUN_UNDERPOWERED;
        }
        if (trust.metrics().stream().anyMatch(TruthComparison::risky)) {
            return Ruling.HOLD_GUARDRAIL_RISK;
        }
        if (result.relevant() && effect > 0) {
            return Ruling.SHIP_GLOBAL;
        }
        boolean half = !result.relevant() && Math.abs(effect) > result.threshold() / 2;
        return half ? Ruling.RERUN_UNDERPOWERED : Ruling.HOLD_INCONCLUSIVE;
    }

    private static boolean risky(MetricTrust trust) {
        MetricConfig metric = trust.result().metric();
        Comparison comparison = trust.result().comparison();
        double harm = -metric.direction().favourable(comparison.effect());
        Double margin = metric.margin();
        return GUARDRAILS.contains(metric.name())
                && ((margin != null && harm > margin)
                        || (harm > 0 && comparison.p() < trust.result().alpha()));
    }

    JsonElement json(TrustSummary trust, String primary) {
        if (!known()) {
            return JsonNull.INSTANCE;
        }
        MetricTrust metric = trust.of(primary);
        double observed = metric.result().comparison().effect();
        int flag = trust.srm().state() == State.FAIL ? 1 : 0;
        Proxy proxy = proxy(trust, primary);
        return new Values()
                .put("expected_srm_flag", srm)
                .put("observed_srm_flag", flag)
                .put("srm_flag_match", srm != null && srm == flag)
                .put("expected_primary_effect", effect)
                .put("observed_primary_effect", observed)
                .put("primary_effect_difference", observed - effect)
                .put("primary_effect_sign_match", observed * effect > 0)
                .put("expected_recommendation", recommendation)
                .put("recommendation_proxy", proxy.action())
                .put("recommendation_supported", proxy.supported())
                .put("recommendation_match", match(proxy))
                .put("expected_peeking_risk", peeking)
                .put("primary_maturity_status", metric.result().status())
                .put("primary_evaluability_status", metric.evaluability())
                .done();
    }

    boolean match(Proxy proxy) {
        return recommendation != null && recommendation.equals(proxy.action());
    }

    List<String> notes() {
        return "segment_only_win".equals(type) ? List.of("segment_policy_not_implemented") : List.of();
    }

    /** The file of a validation. */
    JsonElement validation(String input, String path, TrustSummary trust, String primary, JsonElement trustJson) {
        Proxy proxy = proxy(trust, primary);
        return new Values()
                .put("scenario_id", scenario)
                .put("scenario_type", type)
                .put("input_dir", input)
                .put("scenario_path", path)
                .put("overall_state", trust.overall())
                .put("recommendation_proxy", known() ? proxy.action() : null)
                .put("recommendation_supported", known() ? proxy.supported() : null)
                .put("recommendation_match", known() ? match(proxy) : null)
                .put("truth_comparison", json(trust, primary))
                .put("trust", trustJson)
                .done();
    }
}
