package assay.contract;

import com.google.gson.JsonObject;
import java.util.List;

/** What a policy file may say. A knob that would do nothing may stand only where it agrees with what is done. */
final class PolicyFields {

    /** The stages of a decision in their order. */
    static final List<String> STAGES = List.of(
            "trust_checks", "guardrail_policy", "primary_success_policy", "business_value_policy", "segment_policy");

    private static final String GROWTHLAB = " or decide with --profile growthlab.";
    private static final List<String> ACTIONS = List.of(
            "INVESTIGATE_INVALID_EXPERIMENT",
            "INVESTIGATE_INVALID",
            "HOLD_GUARDRAIL_RISK",
            "HOLD_INCONCLUSIVE",
            "RERUN_UNDERPOWERED",
            "SHIP_GLOBAL",
            "SHIP_TARGETED_SEGMENTS",
            "SHIP_TARGETED",
            "ITERATE",
            "STOP_HARM");

    private static final List<String> MODES = List.of(
            "point_estimate_and_ci_excludes_zero",
            "point_estimate_and_ci_lower_bound_gt_zero",
            "ci_lower_bound_gt_practical_threshold");
    private static final List<String> LAX = List.of("point_estimate_gt_practical_threshold_only");

    static final Fields FIELDS = Fields.none()
            .required("policy_id", Shapes.text(), "Name, unique among policies.")
            .optional("policy_name", Shapes.text(), "Name in words.")
            .required("policy_version", Shapes.text(), "As its owner numbers it, such as v1.")
            .optional("owner", Shapes.text(), "Who answers for it.")
            .optional("notes", Shapes.text(), "For people.")
            .required("default_alpha", Shapes.between(0, 0.5), "Two-sided level of the primary metric.")
            .optional(
                    "confidence_level", Shapes.between(0, 1), "Level of intervals; 1 - default_alpha and nothing else.")
            .optional("execution_order", Shapes.texts(), "The stages of a decision in their only order.")
            .required("trust_checks", trust(), "What the data must pass before they are read.")
            .optional("guardrail_policy", guardrails(), "How guardrails are judged: by non-inferiority.")
            .required("primary_success_policy", success(), "What a win is.")
            .optional(
                    "business_value_policy",
                    value(),
                    "What a win must be worth. It can forbid to ship and never licenses it.")
            .optional("segment_policy", segments(), "How segments that were named before the start are judged.");

    private PolicyFields() {}

    private static Shape always(String why) {
        return Shapes.only(true, why, "Write true or remove it," + GROWTHLAB);
    }

    private static Shape action(String... agreeing) {
        List<String> agree = List.of(agreeing);
        return Shapes.only(
                agree,
                ACTIONS.stream().filter(a -> !agree.contains(a)).toList(),
                "what follows from this failure is fixed: " + agreeing[0],
                "Write " + agreeing[0] + " or remove it," + GROWTHLAB);
    }

    private static Fields trust() {
        Fields srm = Fields.none()
                .optional("enabled", always("arms of the wrong size are never compared"), "true and nothing else.")
                .required(
                        "threshold_p_value",
                        Shapes.between(0, 1),
                        "False-alarm probability of each check that is a test.");
        return Fields.none()
                .optional(
                        "enabled",
                        always("an experiment that is not checked is never shipped"),
                        "true and nothing else.")
                .required("srm_check", srm, "Sample ratio mismatch, and the level of all checks that are tests.")
                .required("min_total_sample_size", Shapes.atLeast(0), "Fewest users analysed.")
                .optional("min_group_sample_size", Shapes.atLeast(0), "Fewest users analysed in an arm.")
                .optional(
                        "min_sample_for_practical_significance",
                        Shapes.only(
                                false,
                                "planned power vetoes no significant win, and an empty result without power is run again anyway",
                                "Write false or remove it," + GROWTHLAB),
                        "false and nothing else.")
                .optional(
                        "practical_significance_power_target",
                        Shapes.between(0, 1),
                        "The power that makes an empty result an answer. Default 0.8.")
                .optional(
                        "require_metric_maturity",
                        always("a metric that is not mature decides nothing but harm"),
                        "true and nothing else.")
                .required(
                        "max_missingness_rate", Shapes.number(0, 1), "Largest share missing in a column that is used.")
                .optional(
                        "require_exposure_opportunity_sanity",
                        always("exposures that contradict assignments make the comparison void"),
                        "true and nothing else.")
                .optional(
                        "fail_action_on_srm",
                        action("INVESTIGATE_INVALID", "INVESTIGATE_INVALID_EXPERIMENT"),
                        "INVESTIGATE_INVALID and nothing else.")
                .optional("fail_action_on_maturity", action("HOLD_INCONCLUSIVE"), "HOLD_INCONCLUSIVE and nothing else.")
                .optional(
                        "fail_action_on_missingness",
                        action("INVESTIGATE_INVALID", "INVESTIGATE_INVALID_EXPERIMENT"),
                        "INVESTIGATE_INVALID and nothing else.");
    }

    private static Fields guardrails() {
        return Fields.none()
                .optional("enabled", always("a harmed guardrail always holds a launch"), "true and nothing else.")
                .optional(
                        "guardrail_evaluation_mode",
                        Shapes.only(
                                List.of("ci_bound_vs_threshold"),
                                List.of("point_estimate_vs_threshold_and_significance"),
                                "a point estimate inside the margin shows no safety, least of all in a small study",
                                "Write ci_bound_vs_threshold: the end of the interval must be inside the margin."),
                        "ci_bound_vs_threshold and nothing else.")
                .optional(
                        "guardrail_fail_if_any_fail",
                        always("each guardrail alone can hold a launch"),
                        "true and nothing else.")
                .optional(
                        "guardrail_metric_overrides",
                        Shapes.refused(
                                "a margin that differs by policy hides what was agreed",
                                "State the margin in the metric, as a new version, and pin it: name@2."),
                        "Refused: margins stand in metrics.")
                .optional(
                        "max_guardrail_failures_allowed",
                        Shapes.read(
                                node -> {
                                    if (node.integer() != 0) {
                                        throw node.problem(
                                                "each guardrail alone can hold a launch",
                                                "Write 0 or remove it; a metric that may be harmed is a secondary one.");
                                    }
                                },
                                constant(0)),
                        "0 and nothing else.")
                .optional(
                        "require_all_pre_registered_segments_to_pass",
                        Shapes.only(
                                false,
                                "guardrails are judged over all users, and within a segment before it is shipped to alone",
                                "Write false or remove it," + GROWTHLAB),
                        "false and nothing else.");
    }

    private static JsonObject constant(int value) {
        JsonObject schema = new JsonObject();
        schema.addProperty("const", value);
        return schema;
    }

    private static Fields success() {
        return Fields.none()
                .optional("enabled", always("nothing ships without a win"), "true and nothing else.")
                .required(
                        "success_criterion_mode",
                        Shapes.only(
                                MODES,
                                LAX,
                                "an estimate alone ships noise",
                                "Write point_estimate_and_ci_excludes_zero," + GROWTHLAB),
                        "point_estimate_and_ci_excludes_zero: significant, and the estimate matters; "
                                + "ci_lower_bound_gt_practical_threshold: the whole interval matters.")
                .optional(
                        "require_statistical_significance",
                        always("what is not significant never ships"),
                        "true and nothing else.")
                .optional(
                        "require_practical_significance",
                        Shapes.only(
                                true,
                                "an effect too small to matter never ships",
                                "Write true or remove it; a metric of which any effect matters has the threshold 0."),
                        "true and nothing else.")
                .optional(
                        "require_business_value_positive",
                        Shapes.bool(),
                        "Whether business_value_policy is enabled; held against it.")
                .optional(
                        "primary_metric_alpha_override",
                        Shapes.refused("there is one level", "Write it as default_alpha."),
                        "Refused: write default_alpha.")
                .optional(
                        "practical_significance_override",
                        Shapes.refused(
                                "a threshold that differs by policy hides what was agreed",
                                "State it in the metric, as a new version, and pin it: name@2."),
                        "Refused: thresholds stand in metrics.")
                .optional(
                        "minimum_effect_direction_consistency",
                        Shapes.refused("nothing is read from it", "Remove it."),
                        "Refused: it would do nothing.");
    }

    private static Fields value() {
        return Fields.none()
                .required("enabled", Shapes.bool(), "Whether a win must be worth something.")
                .optional(
                        "expected_value_mode",
                        Shapes.choice("point_estimate", "conservative_ci_bound"),
                        "Which figure is taken for the effect.")
                .optional(
                        "value_per_unit",
                        Shapes.number(),
                        "Worth of one unit of the primary metric for one user, in money.")
                .optional(
                        "audience_users",
                        Shapes.number(1, Shapes.LARGEST),
                        "Users who would get the treatment in the period over which it must pay.")
                .optional("cost", Shapes.number(), "Cost of building and keeping it, in the same money. Default 0.")
                .optional("minimum_expected_value_threshold", Shapes.number(), "Least net worth, in the same money.")
                .optional(
                        "cost_model_ref",
                        Shapes.refused("nothing is looked up", "Write the cost as cost."),
                        "Refused: write cost.")
                .optional(
                        "audience_size_source",
                        Shapes.refused("nothing is looked up", "Write the number of users as audience_users."),
                        "Refused: write audience_users.")
                .optional(
                        "value_scale",
                        Shapes.refused("worth is reckoned from money", "Write value_per_unit."),
                        "Refused: write value_per_unit.");
    }

    private static Fields segments() {
        return Fields.none()
                .required("enabled", Shapes.bool(), "Whether a change may ship to segments alone.")
                .optional(
                        "segment_policy_mode",
                        Shapes.choice("pre_registered_segments_only", "disabled"),
                        "Which segments: those named in the experiment.")
                .optional(
                        "segment_correction_method",
                        Shapes.only(
                                List.of("bonferroni", "holm", "benjamini_hochberg"),
                                List.of("none_for_diagnostics_only"),
                                "segments without correction ship noise",
                                "Write bonferroni, holm or benjamini_hochberg, or enabled: false to read them only."),
                        "How p-values are corrected over all segments.")
                .optional(
                        "segment_alpha_allocation",
                        Shapes.only(
                                List.of("corrected_from_global_alpha"),
                                List.of("inherit_global_alpha"),
                                "segments at the uncorrected level ship noise",
                                "Write corrected_from_global_alpha or remove it," + GROWTHLAB),
                        "corrected_from_global_alpha and nothing else.")
                .optional(
                        "require_interaction_evidence",
                        always("a segment ships alone only if it differs from the others"),
                        "true and nothing else.")
                .optional(
                        "interaction_p_value_threshold",
                        Shapes.between(0, 1),
                        "Level of the test of a segment against all other users.")
                .optional(
                        "require_segment_guardrail_pass",
                        always("a segment with a harmed guardrail never ships"),
                        "true and nothing else.")
                .optional("min_segment_sample_size", Shapes.atLeast(2), "Fewest analysed users of a segment.")
                .optional(
                        "max_segments_evaluated",
                        Shapes.atLeast(1),
                        "Most segments; more are an error, and none is left out in silence.")
                .optional(
                        "allow_targeted_rollout_if_global_fails",
                        always("segments are judged whenever the whole does not ship"),
                        "true and nothing else.")
                .optional(
                        "segment_success_criterion_mode",
                        Shapes.only(MODES, LAX, "an estimate alone ships noise", "Remove it," + GROWTHLAB),
                        "The same as success_criterion_mode.");
    }
}
