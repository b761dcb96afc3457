package assay.growthlab;

import assay.data.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An experiment with its contracts and the rows that it is read from. */
record Study(
        ExperimentConfig experiment,
        Map<String, MetricConfig> metrics,
        PolicyConfig policy,
        Frame frame,
        RuntimeFacts runtime) {

    private static final Set<String> FLAGS =
            Set.of("had_opportunity", "is_exposed", "analysis_window_days", "days_since_first_opportunity");

    static Study open(
            ExperimentConfig experiment, Map<String, MetricConfig> metrics, PolicyConfig policy, Tables tables) {
        Set<String> numbers = new LinkedHashSet<>(FLAGS);
        metrics.values().forEach(metric -> numbers.addAll(metric.columns()));
        Frame outcomes = labelled(
                tables.read("fact_user_outcomes", Set.of("user_id", "experiment_id", "assigned_group"), numbers),
                experiment);
        Set<String> texts = new LinkedHashSet<>(experiment.groupings());
        texts.add("user_id");
        texts.removeAll(numbers);
        Frame users = tables.read("dim_users", texts, numbers);
        // A grouping that is also a covariate is read twice: as a number for the one, as text for the other.
        Frame groups = tables.read("dim_users", new LinkedHashSet<>(experiment.groupings()), Set.of());
        return new Study(
                experiment,
                metrics,
                policy,
                join(outcomes, users, groups, experiment.groupings()),
                RuntimeFacts.of(tables));
    }

    /** Rows with the labels that the rules know, where the arms are called by the names of their variants. */
    static Frame labelled(Frame frame, ExperimentConfig experiment) {
        long treatments =
                experiment.variants().stream().filter(v -> !v.control()).count();
        for (String column : List.of("assigned_group", "variant_served")) {
            if (frame.has(column) && treatments == 1) {
                @Nullable String[] labels = frame.texts("", column);
                for (ExperimentConfig.Variant variant : experiment.variants()) {
                    for (int i = 0; i < labels.length; i++) {
                        labels[i] = variant.name().equals(labels[i]) ? variant.label() : labels[i];
                    }
                }
            }
        }
        return frame;
    }

    /** The outcomes with the columns of their users; a user who is listed twice doubles the row. */
    private static Frame join(Frame outcomes, Frame users, Frame groups, List<String> groupings) {
        Map<String, List<Integer>> places = new HashMap<>();
        @Nullable String[] ids = users.texts("dim_users", "user_id");
        for (int i = 0; i < ids.length; i++) {
            places.computeIfAbsent(String.valueOf(ids[i]), id -> new ArrayList<>())
                    .add(i);
        }
        int[] left = new int[outcomes.rows() + ids.length];
        int[] right = new int[left.length];
        int rows = 0;
        @Nullable String[] keys = outcomes.texts("fact_user_outcomes", "user_id");
        for (int i = 0; i < keys.length; i++) {
            for (int place : places.getOrDefault(String.valueOf(keys[i]), List.of(-1))) {
                if (rows == left.length) {
                    left = Arrays.copyOf(left, 2 * rows);
                    right = Arrays.copyOf(right, 2 * rows);
                }
                left[rows] = i;
                right[rows++] = place;
            }
        }
        int[] chosen = Arrays.copyOf(right, rows);
        Frame joined = outcomes.at(Arrays.copyOf(left, rows)).beside(users.at(chosen));
        Frame texts = groups.at(chosen);
        for (String column : groupings) {
            if (texts.has(column)) {
                joined.putGrouping(column, texts.texts("dim_users", column));
            }
        }
        return joined;
    }

    /** The results of all metrics, those with a role first; one without a role that cannot be computed is left out and said. */
    List<MetricResult> results(List<String> notes) {
        Map<String, MetricResult> results = new LinkedHashMap<>();
        for (String name : experiment.metrics()) {
            MetricConfig metric = metrics.get(name);
            if (metric != null) {
                results.put(name, analyse(metric));
            }
        }
        for (MetricConfig metric : metrics.values()) {
            if (!results.containsKey(metric.name())) {
                try {
                    results.put(metric.name(), analyse(metric));
                } catch (DataException e) {
                    notes.add("left out, as it has no role here: " + e.getMessage());
                }
            }
        }
        return List.copyOf(results.values());
    }

    private MetricResult analyse(MetricConfig metric) {
        return MetricResult.of(
                frame,
                metric,
                experiment.estimand(),
                policy.alpha(),
                policy.trust().power());
    }

    TrustSummary trust(Tables tables, List<MetricResult> results) {
        Set<String> columns = ExposureCheck.COLUMNS;
        Frame assignments = labelled(tables.read("fact_assignments", columns, Set.of()), experiment);
        Frame opportunities = tables.read("fact_opportunities", columns, Set.of());
        Frame exposures = labelled(tables.read("fact_exposures", columns, Set.of()), experiment);
        List<MetricTrust> each = results.stream()
                .map(result -> MetricTrust.of(result, policy.trust()))
                .toList();
        return new TrustSummary(
                SrmCheck.of(assignments, experiment, policy.trust()),
                MissingnessCheck.of(frame, metrics.values(), policy.trust().maximumMissing()),
                ExposureCheck.of(
                        assignments, opportunities, exposures, policy.trust().exposure()),
                each);
    }

    SegmentStage segments(PolicyConfig.Segments rules, MetricResult whole) {
        List<MetricConfig> guardrails = metrics.values().stream()
                .filter(metric -> experiment.guardrails().contains(metric.name()))
                .toList();
        return SegmentStage.of(frame, experiment, rules, whole, guardrails);
    }

    MetricConfig metric(String name) {
        MetricConfig metric = metrics.get(name);
        if (metric == null) {
            throw new IllegalStateException("no metric " + name);
        }
        return metric;
    }

    static MetricResult result(List<MetricResult> results, String metric) {
        return results.stream()
                .filter(result -> result.metric().name().equals(metric))
                .findFirst()
                .orElseThrow();
    }
}
