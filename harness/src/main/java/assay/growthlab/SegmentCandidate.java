package assay.growthlab;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A segment that is judged.
 *
 * @param values value of each grouping
 * @param assigned rows of the segment, whatever the view
 * @param result the primary metric in it
 * @param interaction p of the segment against the whole, of which it is part
 * @param unharmed whether no guardrail fails in it
 */
record SegmentCandidate(
        Map<String, String> values, int assigned, MetricResult result, double interaction, boolean unharmed) {

    /** What a candidate is after all were corrected together. */
    record Judged(
            SegmentCandidate candidate, double adjustedAlpha, double corrected, boolean selected, List<String> codes) {

        Judged {
            codes = List.copyOf(codes);
        }

        JsonObject json() {
            MetricResult result = candidate.result();
            Comparison comparison = result.comparison();
            return new Values()
                    .put("segment_key", candidate.key())
                    .put("segment_values", candidate.values())
                    .put("analyzed_n", candidate.assigned())
                    .put("effect", comparison.effect())
                    .put("standard_error", comparison.stdError())
                    .put("p_value", comparison.p())
                    .put("ci_lower", comparison.lower())
                    .put("ci_upper", comparison.upper())
                    .put("adjusted_alpha", adjustedAlpha)
                    .put("corrected_p_value", corrected)
                    .put("raw_significance_pass", comparison.p() <= result.alpha())
                    .put("interaction_p_value", candidate.interaction())
                    .put("guardrail_pass", candidate.unharmed())
                    .put("selected", selected)
                    .put("favorable", candidate.favourable())
                    .put("success_pass", codes.stream().noneMatch("segment_success_criterion_failed"::equals))
                    .put("reason_codes", codes)
                    .done();
        }
    }

    String key() {
        List<String> parts = new ArrayList<>();
        values.forEach((column, value) -> parts.add(column + "=" + value));
        return String.join("|", parts);
    }

    boolean favourable() {
        return result.metric().direction().favourable(result.comparison().effect()) > 0;
    }

    Judged judge(PolicyConfig.Segments policy, double adjustedAlpha, double corrected, boolean significant) {
        boolean success = PrimarySuccess.criterion(policy.mode(), result);
        boolean interacts = interaction <= policy.interactionThreshold();
        boolean safe = unharmed || !policy.guardrails();
        List<String> codes = new ArrayList<>();
        if (!favourable()) {
            codes.add("effect_not_favorable");
        }
        if (!success) {
            codes.add("segment_success_criterion_failed");
        }
        if (!(result.comparison().p() <= result.alpha())) {
            codes.add("segment_correction_failed");
        }
        if (policy.interaction() && !interacts) {
            codes.add("interaction_evidence_failed");
        }
        if (!safe) {
            codes.add("segment_guardrail_failed");
        }
        boolean selected = favourable() && success && significant && interacts && safe;
        return new Judged(this, adjustedAlpha, corrected, selected, codes);
    }
}
