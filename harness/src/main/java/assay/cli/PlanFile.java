package assay.cli;

import assay.data.DataException;
import assay.data.DataProblem;
import assay.experiment.Better;
import assay.sequential.Alternative;
import assay.sequential.MonitoringPlan;
import assay.sequential.ThreatException;
import assay.sequential.ValidityThreat;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The plan of an experiment on disk: written at the first look, held against what is asked at every later one. */
final class PlanFile {

    private static final String SCHEMA = "assay/monitor-plan/1";

    private PlanFile() {}

    static JsonObject json(MonitorPlan plan) {
        MonitoringPlan monitoring = plan.monitoring();
        JsonObject root = new JsonObject();
        root.addProperty("schema", SCHEMA);
        root.addProperty("metric", monitoring.metric());
        root.addProperty("control", plan.arms().control());
        root.addProperty("treated", plan.arms().treated());
        root.addProperty("alternative", monitoring.alternative().name());
        root.addProperty("null_value", monitoring.nullValue());
        root.addProperty("level", monitoring.level());
        root.addProperty("prior_units", monitoring.priorUnits());
        root.addProperty("start", monitoring.start());
        root.addProperty("planned_n", plan.plannedUnits());
        root.addProperty("better", plan.better().name());
        root.addProperty("rule", plan.rule().name());
        root.addProperty("gamma", plan.gamma());
        root.addProperty("max_information", Double.isNaN(plan.maxInformation()) ? null : plan.maxInformation());
        root.addProperty("analyses", plan.analyses());
        JsonArray shares = new JsonArray();
        plan.shares().forEach(shares::add);
        root.add("shares", shares);
        root.addProperty("minimum_runtime", plan.minimumLooks());
        return root;
    }

    static void write(Path file, MonitorPlan plan) throws IOException {
        OutputOptions.write(file, Rows.toJson(json(plan)));
    }

    static MonitorPlan read(Path file) throws IOException {
        try {
            JsonObject root = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
            if (!SCHEMA.equals(root.get("schema").getAsString())) {
                throw new IllegalStateException("another schema");
            }
            List<Double> shares = new ArrayList<>();
            root.getAsJsonArray("shares").forEach(share -> shares.add(share.getAsDouble()));
            MonitoringPlan monitoring = new MonitoringPlan(
                    root.get("metric").getAsString(),
                    Alternative.valueOf(root.get("alternative").getAsString()),
                    root.get("null_value").getAsDouble(),
                    root.get("level").getAsDouble(),
                    root.get("prior_units").getAsDouble(),
                    root.get("start").getAsLong());
            JsonElement information = root.get("max_information");
            return new MonitorPlan(
                    monitoring,
                    root.get("planned_n").getAsDouble(),
                    Better.valueOf(root.get("better").getAsString()),
                    MonitorPlan.Rule.valueOf(root.get("rule").getAsString()),
                    root.get("gamma").getAsDouble(),
                    information == null || information.isJsonNull() ? Double.NaN : information.getAsDouble(),
                    root.get("analyses").getAsInt(),
                    shares,
                    root.get("minimum_runtime").getAsInt(),
                    new ArmPair(
                            root.get("control").getAsString(),
                            root.get("treated").getAsString()));
        } catch (JsonParseException | IllegalStateException | NullPointerException | IllegalArgumentException e) {
            throw new DataException(
                    DataProblem.FILE_FORMAT,
                    file + " is no plan of assay monitor. Name the file that the first look has written.",
                    e);
        }
    }

    /** Refuses what is asked if it is not what was planned. */
    static void compare(Path file, MonitorPlan planned, MonitorPlan asked) {
        String by = " in " + file + ", written at the first look.";
        String metric = planned.monitoring().metric();
        if (!metric.equals(asked.monitoring().metric())) {
            throw new ThreatException(
                    ValidityThreat.SWITCHED_METRIC,
                    "The metric is " + asked.monitoring().metric() + ", and was " + metric + by);
        }
        double g = planned.monitoring().priorUnits();
        double askedG = asked.monitoring().priorUnits();
        if (Math.abs(g - askedG) > 1e-9 * g) {
            throw new ThreatException(
                    ValidityThreat.RETUNED_PRIOR, "g is " + Rows.brief(askedG) + ", and was " + Rows.brief(g) + by);
        }
        Map<String, JsonElement> before = new TreeMap<>(json(planned).asMap());
        Map<String, JsonElement> now = json(asked).asMap();
        before.forEach((name, value) -> {
            if (!Objects.equals(String.valueOf(value), String.valueOf(now.get(name)))) {
                throw new ThreatException(
                        ValidityThreat.BEST_OF_SEVERAL,
                        "The plan has another " + name.replace('_', ' ') + ": " + now.get(name) + " is asked for, and "
                                + value + " stands" + by);
            }
        });
    }
}
