package assay.growthlab;

import java.util.ArrayList;
import java.util.List;

/** Options of a policy that are read and then ignored, where they are set to something that would matter. */
final class IgnoredKnobs {

    private final List<String> found = new ArrayList<>();

    void level(YamlMapping yaml) {
        double level = yaml.number("confidence_level");
        double alpha = yaml.number("default_alpha");
        if (Math.abs(level + alpha - 1) > 1e-12) {
            add("confidence_level: " + level);
        }
    }

    void guardrails(YamlMapping yaml) {
        if (!"ci_bound_vs_threshold".equals(yaml.optionalText("guardrail_evaluation_mode"))) {
            add("guardrail_evaluation_mode");
        }
        if (!yaml.flag("guardrail_fail_if_any_fail")) {
            add("guardrail_fail_if_any_fail: false");
        }
        present(yaml, "guardrail_metric_overrides", "max_guardrail_failures_allowed");
    }

    void trust(YamlMapping yaml) {
        if (Boolean.TRUE.equals(yaml.optionalFlag("min_sample_for_practical_significance"))) {
            add("min_sample_for_practical_significance: true");
        }
        if (!yaml.flag("require_metric_maturity")) {
            add("require_metric_maturity: false");
        }
    }

    void primary(YamlMapping yaml) {
        if (!yaml.flag("enabled")) {
            add("primary_success_policy.enabled: false");
        }
        present(
                yaml,
                "primary_metric_alpha_override",
                "practical_significance_override",
                "minimum_effect_direction_consistency");
    }

    void value(YamlMapping yaml) {
        present(yaml, "cost_model_ref", "audience_size_source", "value_scale");
    }

    void segments(YamlMapping yaml) {
        if (Boolean.FALSE.equals(yaml.optionalFlag("allow_targeted_rollout_if_global_fails"))) {
            add("allow_targeted_rollout_if_global_fails: false");
        }
        if (Boolean.FALSE.equals(yaml.optionalFlag("require_interaction_evidence"))) {
            add("require_interaction_evidence: false");
        }
    }

    private void present(YamlMapping yaml, String... keys) {
        for (String key : keys) {
            if (yaml.has(key)) {
                add(key);
            }
        }
    }

    private void add(String knob) {
        found.add(knob);
    }

    List<String> found() {
        return List.copyOf(found);
    }
}
