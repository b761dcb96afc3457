package assay.contract;

import assay.decision.DecisionPolicy;
import assay.decision.DecisionPolicy.Segments;
import assay.decision.DecisionPolicy.Segments.Correction;
import assay.decision.DecisionPolicy.Success;
import assay.decision.DecisionPolicy.Trust;
import assay.decision.DecisionPolicy.Value;
import assay.decision.DecisionPolicy.Value.Bound;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads a policy whose form is right. What a file may say stands in {@link PolicyFields}. */
final class PolicyContract {

    private static final Map<String, Success> MODES = Map.of(
            "point_estimate_and_ci_excludes_zero", Success.ESTIMATE_MATTERS,
            "point_estimate_and_ci_lower_bound_gt_zero", Success.ESTIMATE_MATTERS,
            "ci_lower_bound_gt_practical_threshold", Success.INTERVAL_MATTERS);
    static final Map<String, Bound> BOUNDS =
            Map.of("point_estimate", Bound.ESTIMATE, "conservative_ci_bound", Bound.CONSERVATIVE);
    static final Map<String, Correction> CORRECTIONS = Map.of(
            "bonferroni", Correction.BONFERRONI,
            "holm", Correction.HOLM,
            "benjamini_hochberg", Correction.BENJAMINI_HOCHBERG);
    private static final double SAME = 1e-9;
    private static final double USUAL_POWER = 0.8;

    private final YamlNode node;
    private final Problems problems;

    private PolicyContract(YamlNode node, Problems problems) {
        this.node = node;
        this.problems = problems;
    }

    static Optional<DecisionPolicy> read(YamlNode node, Problems problems) {
        int before = problems.size();
        Optional<DecisionPolicy> policy = new PolicyContract(node, problems).policy();
        return problems.size() > before ? Optional.empty() : policy;
    }

    private Optional<DecisionPolicy> policy() {
        double alpha = node.number("default_alpha");
        node.find("confidence_level").ifPresent(level -> {
            if (Math.abs(level.number() - (1 - alpha)) > SAME) {
                problems.add(
                        level,
                        "the level of intervals is 1 - default_alpha, which is " + Filter.number(rounded(1 - alpha)),
                        "Remove it, or change default_alpha.");
            }
        });
        YamlNode trust = node.get("trust_checks");
        Success success = success(node.get("primary_success_policy"));
        Optional<Value> value = node.find("business_value_policy").flatMap(this::value);
        Optional<Segments> segments = node.find("segment_policy").flatMap(block -> segments(block, success));
        order(value, segments);
        node.get("primary_success_policy")
                .find("require_business_value_positive")
                .ifPresent(required -> {
                    if (required.bool() != value.isPresent()) {
                        problems.add(
                                required,
                                value.isPresent()
                                        ? "value forbids to ship wherever business_value_policy is enabled"
                                        : "there is no value to require, since business_value_policy is not enabled",
                                "Write " + value.isPresent() + ", or change business_value_policy.");
                    }
                });
        return problems.attempt(() -> new DecisionPolicy(
                node.text("policy_id"),
                node.text("policy_version"),
                node.optionalText("owner").orElse(""),
                alpha,
                trust.optionalNumber("practical_significance_power_target").orElse(USUAL_POWER),
                new Trust(
                        trust.get("srm_check").number("threshold_p_value"),
                        trust.integer("min_total_sample_size"),
                        trust.optionalInteger("min_group_sample_size").orElse(0),
                        trust.number("max_missingness_rate")),
                success,
                value,
                segments));
    }

    private static double rounded(double number) {
        return Math.rint(number / SAME) * SAME;
    }

    private static Success success(YamlNode block) {
        return block.get("success_criterion_mode").choice(MODES);
    }

    private void order(Optional<Value> value, Optional<Segments> segments) {
        node.find("execution_order").ifPresent(order -> {
            List<String> stages = order.texts();
            Set<String> idle = new HashSet<>();
            if (value.isEmpty()) {
                idle.add("business_value_policy");
            }
            if (segments.isEmpty()) {
                idle.add("segment_policy");
            }
            List<String> ours = PolicyFields.STAGES.stream()
                    .filter(stage -> stages.contains(stage) || !idle.contains(stage))
                    .toList();
            if (!stages.equals(ours)) {
                problems.add(
                        order,
                        "experiments are decided in the order " + String.join(", ", ours),
                        "Remove execution_order, or write it so.");
            }
        });
    }

    private Optional<Value> value(YamlNode block) {
        if (!enabled(block)) {
            return Optional.empty();
        }
        boolean complete = true;
        for (String needed : List.of(
                "expected_value_mode", "minimum_expected_value_threshold", "value_per_unit", "audience_users")) {
            if (!block.has(needed)) {
                complete = false;
                problems.add(
                        block,
                        "an enabled business_value_policy needs " + needed,
                        needed.equals("value_per_unit") || needed.equals("audience_users")
                                ? "Write what one unit of the metric is worth for a user (value_per_unit) and how many users"
                                        + " would get the treatment (audience_users), or decide with --profile growthlab."
                                : "Write " + needed + ".");
            }
        }
        return complete
                ? Optional.of(new Value(
                        block.number("value_per_unit"),
                        block.number("audience_users"),
                        block.optionalNumber("cost").orElse(0),
                        block.number("minimum_expected_value_threshold"),
                        block.get("expected_value_mode").choice(BOUNDS)))
                : Optional.empty();
    }

    private Optional<Segments> segments(YamlNode block, Success success) {
        if (!enabled(block)) {
            return Optional.empty();
        }
        boolean complete = true;
        for (String needed :
                List.of("segment_correction_method", "interaction_p_value_threshold", "min_segment_sample_size")) {
            if (!block.has(needed)) {
                complete = false;
                problems.add(block, "an enabled segment_policy needs " + needed, "Write " + needed + ".");
            }
        }
        block.find("segment_policy_mode").ifPresent(mode -> {
            if (mode.text().equals("disabled")) {
                problems.add(mode, "the block is enabled and its mode is disabled", "Write enabled: false instead.");
            }
        });
        block.find("segment_success_criterion_mode").ifPresent(mode -> {
            if (mode.choice(MODES) != success) {
                problems.add(
                        mode,
                        "segments win by the same rule as the whole",
                        "Remove it, or write success_criterion_mode of primary_success_policy.");
            }
        });
        OptionalInt maximum = block.optionalInteger("max_segments_evaluated");
        return complete
                ? Optional.of(new Segments(
                        block.number("interaction_p_value_threshold"),
                        block.integer("min_segment_sample_size"),
                        maximum,
                        block.get("segment_correction_method").choice(CORRECTIONS)))
                : Optional.empty();
    }

    /** Whether a block is enabled; a field of one that is not would do nothing. */
    private boolean enabled(YamlNode block) {
        if (block.bool("enabled")) {
            return true;
        }
        for (String key : block.keys()) {
            boolean says = block.has(key)
                    && !key.equals("enabled")
                    && !(key.equals("segment_policy_mode") && block.text(key).equals("disabled"));
            if (says) {
                problems.add(
                        block,
                        key,
                        "this does nothing while the block is not enabled",
                        "Remove it, or enable the block.");
            }
        }
        return false;
    }
}
