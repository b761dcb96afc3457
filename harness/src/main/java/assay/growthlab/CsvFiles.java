package assay.growthlab;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Chosen fields of JSON objects as CSV: truth values as True and False, null as nothing, lists joined by semicolons. */
final class CsvFiles {

    static final List<String> ANALYSIS = List.of(
            "metric_role",
            "metric_name",
            "metric_label",
            "metric_type",
            "direction",
            "status",
            "effect",
            "ci_lower",
            "ci_upper",
            "p_value",
            "practical_threshold_met",
            "cuped_enabled");
    static final List<String> DECISION =
            List.of("final_action", "decided_stage", "trust_state", "scenario_id", "experiment_id", "policy_id");
    static final List<String> GUARDRAIL = List.of(
            "allowed_degradation_threshold", "ci_lower", "ci_upper", "direction", "effect", "metric_name", "state");
    static final List<String> SEGMENT = List.of(
            "segment_key",
            "analyzed_n",
            "effect",
            "standard_error",
            "p_value",
            "corrected_p_value",
            "adjusted_alpha",
            "interaction_p_value",
            "guardrail_pass",
            "selected",
            "favorable",
            "success_pass",
            "reason_codes");

    private CsvFiles() {}

    static String of(List<String> columns, JsonArray rows) {
        StringBuilder csv = new StringBuilder(String.join(",", columns)).append('\n');
        for (JsonElement row : rows) {
            JsonObject object = row.getAsJsonObject();
            List<String> cells = new ArrayList<>();
            columns.forEach(column -> cells.add(cell(object.get(column))));
            csv.append(String.join(",", cells)).append('\n');
        }
        return csv.toString();
    }

    private static String cell(JsonElement value) {
        if (value.isJsonNull()) {
            return "";
        }
        if (value instanceof JsonArray list) {
            List<String> parts = new ArrayList<>();
            list.forEach(part -> parts.add(part.getAsString()));
            return quoted(String.join(";", parts));
        }
        if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isBoolean()) {
            return value.getAsBoolean() ? "True" : "False";
        }
        return quoted(value.getAsString());
    }

    private static String quoted(String text) {
        boolean quote = text.contains(",") || text.contains("\"") || text.contains("\n");
        return quote ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
