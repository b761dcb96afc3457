package assay.growthlab;

import assay.data.DataException;
import assay.data.DataProblem;
import assay.distribution.NormalDistribution;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pearson's test of the counts of assignments against the weights of the variants. */
record SrmCheck(
        State state,
        boolean enabled,
        double p,
        double chiSquare,
        Map<String, Integer> observed,
        Map<String, Double> expected,
        double threshold,
        String message) {

    SrmCheck {
        observed = Map.copyOf(observed);
        expected = Map.copyOf(expected);
    }

    static SrmCheck of(Frame assignments, ExperimentConfig experiment, PolicyConfig.Trust policy) {
        Map<String, Integer> counts = new LinkedHashMap<>(Map.of("control", 0, "treatment", 0));
        for (@Nullable String group : assignments.texts("fact_assignments", "assigned_group")) {
            if (group != null && !counts.containsKey(group)) {
                throw new DataException(
                        DataProblem.FILE_FORMAT,
                        "fact_assignments has the group " + group
                                + "; the rules of GrowthLab know control and treatment only. Use the native profile for"
                                + " more than one treatment.");
            }
            if (group != null) {
                counts.merge(group, 1, Integer::sum);
            }
        }
        if (!policy.srm()) {
            return new SrmCheck(
                    State.PASS,
                    false,
                    Double.NaN,
                    Double.NaN,
                    counts,
                    Map.of(),
                    policy.srmThreshold(),
                    "srm_check_disabled");
        }
        int total = counts.values().stream().mapToInt(Integer::intValue).sum();
        if (total == 0) {
            return new SrmCheck(
                    State.FAIL,
                    true,
                    Double.NaN,
                    Double.NaN,
                    counts,
                    Map.of(),
                    policy.srmThreshold(),
                    "no_assignment_rows_available");
        }
        Map<String, Double> expected = expected(experiment, total);
        double chiSquare = 0;
        for (Map.Entry<String, Double> entry : expected.entrySet()) {
            double deviation = counts.getOrDefault(entry.getKey(), 0) - entry.getValue();
            chiSquare += deviation * deviation / entry.getValue();
        }
        double p = 2 * NormalDistribution.survival(Math.sqrt(chiSquare));
        boolean fails = p < policy.srmThreshold();
        return new SrmCheck(
                fails ? State.FAIL : State.PASS,
                true,
                p,
                chiSquare,
                counts,
                expected,
                policy.srmThreshold(),
                fails ? "srm_detected" : "srm_not_detected");
    }

    private static Map<String, Double> expected(ExperimentConfig experiment, int total) {
        Map<String, Double> expected = new LinkedHashMap<>();
        for (ExperimentConfig.Variant variant : experiment.variants()) {
            if (expected.put(variant.label(), variant.weight() * total) != null || !(variant.weight() > 0)) {
                throw new DataException(
                        DataProblem.FILE_FORMAT,
                        "The rules of GrowthLab test shares of one control and one treatment, each above 0; "
                                + experiment.id() + " has " + experiment.variants() + ". Use the native profile.");
            }
        }
        return expected;
    }

    JsonObject json() {
        int total = observed.values().stream().mapToInt(Integer::intValue).sum();
        Map<String, Object> counts = new LinkedHashMap<>();
        Map<String, Object> shares = new LinkedHashMap<>();
        Map<String, Object> wanted = new LinkedHashMap<>();
        for (String group : List.of("control", "treatment")) {
            int count = observed.getOrDefault(group, 0);
            counts.put(group, count);
            if (total > 0) {
                shares.put(group, (double) count / total);
            }
            if (expected.containsKey(group)) {
                wanted.put(group, expected.getOrDefault(group, Double.NaN));
            }
        }
        return new Values()
                .put("state", state)
                .put("enabled", enabled)
                .put("p_value", p)
                .put("chi_square", chiSquare)
                .put("degrees_of_freedom", Double.isNaN(chiSquare) ? null : 1)
                .put("observed_counts", counts)
                .put("expected_counts", wanted)
                .put("observed_shares", shares)
                .put("threshold_p_value", threshold)
                .put("message", message)
                .done();
    }
}
