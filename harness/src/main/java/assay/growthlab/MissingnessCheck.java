package assay.growthlab;

import com.google.gson.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Shares of missing values in the columns that are used, over all rows. */
record MissingnessCheck(
        State state, double maximum, double overall, Map<String, Double> rates, List<String> problems, String message) {

    static MissingnessCheck of(Frame frame, Collection<MetricConfig> metrics, double maximum) {
        Set<String> columns = new TreeSet<>(List.of("assigned_group", "had_opportunity", "is_exposed"));
        metrics.forEach(metric -> columns.addAll(metric.columns()));
        Map<String, Double> rates = new TreeMap<>();
        columns.forEach(column -> rates.put(column, frame.missing(column)));
        double overall = rates.values().stream().mapToDouble(r -> r).sum() / rates.size();
        List<String> above = above(rates, maximum);
        List<String> near = above(rates, maximum / 2);
        if (!above.isEmpty() || overall > maximum) {
            return new MissingnessCheck(State.FAIL, maximum, overall, rates, above, "missingness_above_threshold");
        }
        if (!near.isEmpty()) {
            return new MissingnessCheck(State.WARN, maximum, overall, rates, near, "missingness_near_threshold");
        }
        return new MissingnessCheck(State.PASS, maximum, overall, rates, List.of(), "missingness_within_threshold");
    }

    private static List<String> above(Map<String, Double> rates, double limit) {
        return rates.entrySet().stream()
                .filter(entry -> entry.getValue() > limit)
                .map(Map.Entry::getKey)
                .toList();
    }

    JsonObject json() {
        return new Values()
                .put("state", state)
                .put("max_missingness_rate", maximum)
                .put("overall_missingness_rate", overall)
                .put("column_missingness_rates", rates)
                .put("problematic_columns", problems)
                .put("message", message)
                .done();
    }
}
