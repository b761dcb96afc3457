package assay.growthlab;

import assay.data.DataException;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The segments that were judged, in their order. */
record SegmentStage(
        PolicyConfig.Segments policy, List<SegmentCandidate.Judged> candidates, int leftOut, List<String> failed) {

    /** The level at which guardrails are compared in segments, whatever the policy says. */
    private static final double GUARDRAIL_ALPHA = 0.05;

    SegmentStage {
        candidates = List.copyOf(candidates);
        failed = List.copyOf(failed);
    }

    static SegmentStage of(
            Frame all,
            ExperimentConfig experiment,
            PolicyConfig.Segments policy,
            MetricResult whole,
            Collection<MetricConfig> guardrails) {
        List<Map<String, String>> keys = keys(all, experiment.groupings());
        List<Map<String, String>> first = keys.subList(0, Math.min(keys.size(), policy.maximum()));
        List<SegmentCandidate> candidates = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        for (Map<String, String> key : first) {
            Frame rows = rows(all, key);
            if (rows.rows() >= policy.minimum()) {
                try {
                    candidates.add(candidate(rows, key, whole, guardrails));
                } catch (DataException e) {
                    failed.add(key + ": " + e.getMessage());
                }
            }
        }
        return new SegmentStage(policy, judge(candidates, policy, whole.alpha()), keys.size() - first.size(), failed);
    }

    private static SegmentCandidate candidate(
            Frame rows, Map<String, String> key, MetricResult whole, Collection<MetricConfig> guardrails) {
        MetricResult result = MetricResult.of(rows, whole.metric(), whole.view(), whole.alpha(), whole.power());
        boolean unharmed = true;
        for (MetricConfig guardrail : guardrails) {
            Double margin = guardrail.margin();
            if (margin != null) {
                MetricResult harm = MetricResult.of(rows, guardrail, whole.view(), GUARDRAIL_ALPHA, whole.power());
                unharmed &= !new GuardrailResult(harm, margin).fails();
            }
        }
        double interaction = result.comparison().interaction(whole.comparison());
        return new SegmentCandidate(key, rows.rows(), result, interaction, unharmed);
    }

    private static List<SegmentCandidate.Judged> judge(
            List<SegmentCandidate> candidates, PolicyConfig.Segments policy, double alpha) {
        int m = candidates.size();
        boolean bonferroni = policy.correction() == PolicyConfig.Correction.BONFERRONI;
        boolean divided = policy.allocation() == PolicyConfig.Allocation.CORRECTED_FROM_GLOBAL_ALPHA;
        double adjusted = bonferroni && divided ? alpha / m : alpha;
        double[] p = candidates.stream()
                .mapToDouble(candidate -> candidate.result().comparison().p())
                .toArray();
        double[] corrected = bonferroni
                ? Arrays.stream(p).map(value -> Math.min(value * m, 1)).toArray()
                : stepUp(p);
        List<SegmentCandidate.Judged> judged = new ArrayList<>();
        for (int i = 0; i < m; i++) {
            boolean significant = bonferroni ? p[i] <= adjusted : corrected[i] <= alpha;
            judged.add(candidates.get(i).judge(policy, adjusted, corrected[i], significant));
        }
        return judged;
    }

    /** P-values adjusted by Benjamini and Hochberg's step-up procedure. */
    static double[] stepUp(double[] p) {
        int m = p.length;
        int[] order = IntStream.range(0, m)
                .boxed()
                .sorted((i, j) -> Double.compare(p[i], p[j]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[m];
        double least = 1;
        for (int rank = m; rank >= 1; rank--) {
            int i = order[rank - 1];
            least = Math.min(least, p[i] * m / rank);
            adjusted[i] = least;
        }
        return adjusted;
    }

    /** All combinations of observed values, each column sorted as text, the first column slowest. */
    private static List<Map<String, String>> keys(Frame all, List<String> groupings) {
        if (groupings.isEmpty()) {
            return List.of();
        }
        List<Map<String, String>> keys = List.of(Map.of());
        for (String column : groupings) {
            TreeSet<String> observed = new TreeSet<>();
            for (@Nullable String value : all.grouping(column)) {
                if (value != null) {
                    observed.add(value);
                }
            }
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> key : keys) {
                for (String value : observed) {
                    Map<String, String> next = new LinkedHashMap<>(key);
                    next.put(column, value);
                    longer.add(next);
                }
            }
            keys = longer;
        }
        return keys;
    }

    static Frame rows(Frame all, Map<String, String> key) {
        return all.at(IntStream.range(0, all.rows())
                .filter(i -> key.entrySet().stream()
                        .allMatch(e -> Objects.equals(all.grouping(e.getKey())[i], e.getValue())))
                .toArray());
    }

    List<String> selected() {
        return candidates.stream()
                .filter(SegmentCandidate.Judged::selected)
                .map(judged -> judged.candidate().key())
                .toList();
    }

    boolean harmed() {
        return candidates.stream().anyMatch(judged -> !judged.candidate().unharmed());
    }

    JsonObject json() {
        boolean any = !selected().isEmpty();
        JsonArray rows = new JsonArray();
        candidates.forEach(judged -> rows.add(judged.json()));
        return new Values()
                .put("state", any ? State.PASS : State.FAIL)
                .put("terminal_action", any ? Ruling.SHIP_TARGETED_SEGMENTS : null)
                .put("correction_method", policy.correction())
                .put("selected_segments", selected())
                .put("candidates", rows)
                .put("message", any ? "segment_policy_selected" : "no_segment_candidates_selected")
                .put("interaction_p_value_threshold", policy.interactionThreshold())
                .done();
    }
}
