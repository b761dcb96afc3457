package assay.growthlab;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What that engine decides, and at which stage. */
record Decision(
        Ruling action,
        String stage,
        State trustState,
        List<String> codes,
        List<GuardrailResult> guardrails,
        PrimarySuccess primary,
        BusinessValue value,
        @Nullable SegmentStage segments) {

    Decision {
        codes = List.copyOf(codes);
        guardrails = List.copyOf(guardrails);
    }

    /** Applies the stages in their fixed order. */
    static Decision of(Study study, List<MetricResult> results, TrustSummary trust) {
        PolicyConfig policy = study.policy();
        MetricResult primary = Study.result(results, study.experiment().primary());
        BusinessValue value = BusinessValue.of(primary, policy.value());
        PrimarySuccess success = PrimarySuccess.of(primary, policy, value);
        Stop stop = trust(policy.trust(), trust, study.experiment().primary());
        if (stop != null) {
            return new Decision(
                    stop.action(), "trust_checks", State.FAIL, List.of(stop.code()), List.of(), success, value, null);
        }
        List<GuardrailResult> guardrails = policy.guardrailsEnabled() ? guardrails(study, results) : List.of();
        List<String> harmed = guardrails.stream()
                .filter(GuardrailResult::fails)
                .map(guardrail -> "guardrail_failed:" + guardrail.name())
                .toList();
        if (!harmed.isEmpty()) {
            return new Decision(
                    Ruling.HOLD_GUARDRAIL_RISK,
                    "guardrail_policy",
                    State.PASS,
                    harmed,
                    guardrails,
                    success,
                    value,
                    null);
        }
        SegmentStage segments = policy.segments() == null ? null : study.segments(policy.segments(), primary);
        return resolve(policy, guardrails, success, value, segments);
    }

    private record Stop(Ruling action, String code) {}

    private static @Nullable Stop trust(PolicyConfig.Trust policy, TrustSummary trust, String primary) {
        MetricTrust metric = trust.of(primary);
        if (!policy.enabled()) {
            return null;
        }
        if (trust.srm().state() == State.FAIL) {
            return new Stop(policy.onSrm(), "srm_failed");
        }
        if (trust.missingness().state() == State.FAIL) {
            return new Stop(policy.onMissingness(), "missingness_failed");
        }
        if (trust.exposure().state() == State.FAIL) {
            return new Stop(Ruling.INVESTIGATE_INVALID_EXPERIMENT, "exposure_sanity_failed");
        }
        if (metric.maturity() == State.FAIL) {
            return new Stop(policy.onMaturity(), "maturity_failed");
        }
        return metric.evaluability().equals("insufficient_sample")
                ? new Stop(Ruling.RERUN_UNDERPOWERED, "insufficient_sample")
                : null;
    }

    private static List<GuardrailResult> guardrails(Study study, List<MetricResult> results) {
        List<GuardrailResult> guardrails = new ArrayList<>();
        for (String name : study.experiment().guardrails()) {
            MetricResult result = Study.result(results, name);
            Double margin = result.metric().margin();
            if (margin != null) {
                guardrails.add(new GuardrailResult(result, margin));
            }
        }
        return guardrails;
    }

    private static Decision resolve(
            PolicyConfig policy,
            List<GuardrailResult> guardrails,
            PrimarySuccess success,
            BusinessValue value,
            @Nullable SegmentStage segments) {
        List<String> codes = new ArrayList<>(success.codes());
        Ruling action = Ruling.HOLD_INCONCLUSIVE;
        String stage = "final_fallback";
        boolean targeted = segments != null && !segments.selected().isEmpty();
        if (targeted) {
            action = Ruling.SHIP_TARGETED_SEGMENTS;
            stage = "segment_policy";
            codes.add(0, "segment_policy_selected");
        } else if (value.passes()) {
            action = Ruling.SHIP_GLOBAL;
            stage = "business_value_policy";
            codes.add(0, "business_value_passed");
        } else if (!success.passed()) {
            stage = value.satisfied() ? "primary_success_policy" : "business_value_policy";
            codes.add(0, "no_terminal_action");
        }
        if (policy.segmentsMustPass() && action == Ruling.SHIP_GLOBAL && segments != null && segments.harmed()) {
            action = Ruling.HOLD_GUARDRAIL_RISK;
            stage = "guardrail_policy";
            codes.add(0, "pre_registered_segment_guardrail_failed");
        }
        return new Decision(action, stage, State.PASS, codes, guardrails, success, value, segments);
    }
}
