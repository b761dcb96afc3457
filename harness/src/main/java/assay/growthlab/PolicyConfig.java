package assay.growthlab;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A policy of that engine: what its contract says, and of that what has an effect. */
record PolicyConfig(
        String id,
        double alpha,
        Trust trust,
        boolean guardrailsEnabled,
        boolean segmentsMustPass,
        Primary primary,
        Value value,
        @Nullable Segments segments,
        List<String> ignored) {

    private static final List<String> STAGES = List.of(
            "trust_checks", "guardrail_policy", "primary_success_policy", "business_value_policy", "segment_policy");

    /** What a win is. */
    enum Success {
        POINT_ESTIMATE_AND_CI_EXCLUDES_ZERO,
        POINT_ESTIMATE_AND_CI_LOWER_BOUND_GT_ZERO,
        CI_LOWER_BOUND_GT_PRACTICAL_THRESHOLD,
        POINT_ESTIMATE_GT_PRACTICAL_THRESHOLD_ONLY
    }

    private enum GuardrailMode {
        CI_BOUND_VS_THRESHOLD,
        POINT_ESTIMATE_VS_THRESHOLD_AND_SIGNIFICANCE
    }

    /** Which figure is taken for the effect. */
    enum ValueMode {
        POINT_ESTIMATE,
        CONSERVATIVE_CI_BOUND
    }

    /** How segments are corrected for their number. */
    enum Correction {
        BONFERRONI,
        BENJAMINI_HOCHBERG,
        NONE_FOR_DIAGNOSTICS_ONLY
    }

    /** What level a segment is held to under Bonferroni's correction. */
    enum Allocation {
        INHERIT_GLOBAL_ALPHA,
        CORRECTED_FROM_GLOBAL_ALPHA
    }

    private enum SegmentMode {
        DISABLED,
        PRE_REGISTERED_SEGMENTS_ONLY
    }

    /** The trust block. */
    record Trust(
            boolean enabled,
            boolean srm,
            double srmThreshold,
            int minimumTotal,
            @Nullable Integer minimumGroup,
            double power,
            double maximumMissing,
            boolean exposure,
            Ruling onSrm,
            Ruling onMaturity,
            Ruling onMissingness) {}

    /** The block of the primary metric. */
    record Primary(Success mode, boolean significance, boolean practical, boolean value) {}

    /** The block of the business value. */
    record Value(boolean enabled, ValueMode mode, double minimum) {}

    /** The block of segments, where it is enabled. */
    record Segments(
            Correction correction,
            Allocation allocation,
            boolean interaction,
            double interactionThreshold,
            boolean guardrails,
            int minimum,
            int maximum,
            Success mode) {}

    static PolicyConfig read(YamlMapping yaml) {
        for (String key : List.of("policy_name", "policy_version")) {
            yaml.text(key);
        }
        probability(yaml, "confidence_level", yaml.number("confidence_level"));
        IgnoredKnobs ignored = new IgnoredKnobs();
        ignored.level(yaml);
        YamlMapping guardrail = yaml.mapping("guardrail_policy");
        guardrail.option("guardrail_evaluation_mode", GuardrailMode.class);
        guardrail.flag("guardrail_fail_if_any_fail");
        ignored.guardrails(guardrail);
        boolean guardrailsEnabled = guardrail.flag("enabled");
        Boolean mustPass = guardrail.optionalFlag("require_all_pre_registered_segments_to_pass");
        guardrail
                .ignore("guardrail_metric_overrides", "max_guardrail_failures_allowed")
                .requireNothingElse();
        Primary primary = primary(yaml.mapping("primary_success_policy"), ignored);
        YamlMapping trustYaml = yaml.mapping("trust_checks");
        Trust trust = trust(trustYaml, ignored);
        Value value = value(yaml.mapping("business_value_policy"), ignored);
        YamlMapping segmentYaml = yaml.mapping("segment_policy");
        Segments segments = segments(segmentYaml, ignored);
        requireOrder(yaml, value.enabled(), segments != null);
        PolicyConfig policy = new PolicyConfig(
                yaml.text("policy_id"),
                probability(yaml, "default_alpha", yaml.number("default_alpha")),
                trust,
                guardrailsEnabled,
                mustPass != null && mustPass,
                primary,
                value,
                segments,
                ignored.found());
        yaml.ignore("notes", "owner").requireNothingElse();
        return policy;
    }

    private static void requireOrder(YamlMapping yaml, boolean value, boolean segments) {
        List<String> order = yaml.texts("execution_order");
        Set<String> seen = new HashSet<>(order);
        if (seen.size() != order.size()
                || !STAGES.containsAll(order)
                || order.size() < 3
                || !order.subList(0, 3).equals(STAGES.subList(0, 3))) {
            throw yaml.problem(
                    "execution_order", "must list different stages of " + STAGES + ", the first three of them first");
        }
        int valueAt = order.indexOf("business_value_policy");
        int segmentAt = order.indexOf("segment_policy");
        if ((value && valueAt < 0)
                || (segments && segmentAt < 0)
                || (valueAt >= 0 && segmentAt >= 0 && segmentAt < valueAt)) {
            throw yaml.problem(
                    "execution_order",
                    "must list the blocks that are enabled, business_value_policy before segment_policy");
        }
    }

    private static Trust trust(YamlMapping yaml, IgnoredKnobs ignored) {
        YamlMapping srm = yaml.mapping("srm_check");
        boolean srmEnabled = srm.flag("enabled");
        double threshold = probability(srm, "threshold_p_value", srm.number("threshold_p_value"));
        srm.requireNothingElse();
        int total = positive(yaml, "min_total_sample_size", yaml.integer("min_total_sample_size"));
        Integer group = yaml.optionalInteger("min_group_sample_size");
        if (group != null) {
            positive(yaml, "min_group_sample_size", group);
        }
        Double power = yaml.optionalNumber("practical_significance_power_target");
        double missing = yaml.number("max_missingness_rate");
        if (!(missing >= 0 && missing <= 1)) {
            throw yaml.problem("max_missingness_rate", "must be in [0, 1], not " + missing);
        }
        yaml.flag("require_metric_maturity");
        ignored.trust(yaml);
        Trust trust = new Trust(
                yaml.flag("enabled"),
                srmEnabled,
                threshold,
                total,
                group,
                power == null ? 0.8 : probability(yaml, "practical_significance_power_target", power),
                missing,
                yaml.flag("require_exposure_opportunity_sanity"),
                action(yaml, "fail_action_on_srm", Ruling.INVESTIGATE_INVALID_EXPERIMENT),
                action(yaml, "fail_action_on_maturity", Ruling.RERUN_UNDERPOWERED),
                action(yaml, "fail_action_on_missingness", Ruling.INVESTIGATE_INVALID_EXPERIMENT));
        yaml.requireNothingElse();
        return trust;
    }

    private static Ruling action(YamlMapping yaml, String key, Ruling otherwise) {
        Ruling action = yaml.optionalOption(key, Ruling.class);
        return action == null ? otherwise : action;
    }

    private static Primary primary(YamlMapping yaml, IgnoredKnobs ignored) {
        yaml.flag("enabled");
        ignored.primary(yaml);
        Primary primary = new Primary(
                yaml.option("success_criterion_mode", Success.class),
                yaml.flag("require_statistical_significance"),
                yaml.flag("require_practical_significance"),
                yaml.flag("require_business_value_positive"));
        yaml.requireNothingElse();
        return primary;
    }

    private static Value value(YamlMapping yaml, IgnoredKnobs ignored) {
        boolean enabled = yaml.flag("enabled");
        ValueMode mode = yaml.optionalOption("expected_value_mode", ValueMode.class);
        Double minimum = yaml.optionalNumber("minimum_expected_value_threshold");
        if (enabled && (mode == null || minimum == null)) {
            throw yaml.problem(
                    mode == null ? "expected_value_mode" : "minimum_expected_value_threshold",
                    "must be given where the block is enabled");
        }
        ignored.value(yaml);
        yaml.requireNothingElse();
        return new Value(enabled, mode == null ? ValueMode.POINT_ESTIMATE : mode, minimum == null ? 0 : minimum);
    }

    private static @Nullable Segments segments(YamlMapping yaml, IgnoredKnobs ignored) {
        boolean enabled = yaml.flag("enabled");
        SegmentMode mode = yaml.optionalOption("segment_policy_mode", SegmentMode.class);
        ignored.segments(yaml);
        Correction correction = yaml.optionalOption("segment_correction_method", Correction.class);
        Allocation allocation = yaml.optionalOption("segment_alpha_allocation", Allocation.class);
        Boolean interaction = yaml.optionalFlag("require_interaction_evidence");
        Double threshold = yaml.optionalNumber("interaction_p_value_threshold");
        Boolean guardrails = yaml.optionalFlag("require_segment_guardrail_pass");
        Integer minimum = yaml.optionalInteger("min_segment_sample_size");
        Integer maximum = yaml.optionalInteger("max_segments_evaluated");
        Success success = yaml.optionalOption("segment_success_criterion_mode", Success.class);
        yaml.requireNothingElse();
        if (!enabled) {
            if (mode == SegmentMode.PRE_REGISTERED_SEGMENTS_ONLY) {
                throw yaml.problem("segment_policy_mode", "must be disabled or null where the block is not enabled");
            }
            return null;
        }
        if (mode != SegmentMode.PRE_REGISTERED_SEGMENTS_ONLY) {
            throw yaml.problem(
                    "segment_policy_mode", "must be pre_registered_segments_only where the block is enabled");
        }
        if (correction == null || correction == Correction.NONE_FOR_DIAGNOSTICS_ONLY) {
            throw yaml.problem("segment_correction_method", "must be bonferroni or benjamini_hochberg");
        }
        if (allocation == null
                || interaction == null
                || threshold == null
                || guardrails == null
                || minimum == null
                || success == null) {
            throw yaml.problem(
                    "enabled",
                    "asks for segment_alpha_allocation, require_interaction_evidence, interaction_p_value_threshold,"
                            + " require_segment_guardrail_pass, min_segment_sample_size and segment_success_criterion_mode");
        }
        probability(yaml, "interaction_p_value_threshold", threshold);
        positive(yaml, "min_segment_sample_size", minimum);
        return new Segments(
                correction,
                allocation,
                interaction,
                threshold,
                guardrails,
                minimum,
                maximum == null ? 999 : positive(yaml, "max_segments_evaluated", maximum),
                success);
    }

    private static double probability(YamlMapping yaml, String key, double value) {
        if (!(value > 0 && value < 1)) {
            throw yaml.problem(key, "must be in (0, 1), not " + value);
        }
        return value;
    }

    private static int positive(YamlMapping yaml, String key, int value) {
        if (value <= 0) {
            throw yaml.problem(key, "must be above 0, not " + value);
        }
        return value;
    }
}
