package assay.scenario;

import assay.data.experiment.ExperimentWriter;
import assay.decision.Action;
import assay.decision.ExperimentPlan;
import assay.decision.MetricDefinition;
import assay.decision.Purpose;
import assay.decision.Variant;
import assay.decision.View;
import assay.dgp.scenario.Flaw;
import assay.dgp.scenario.ScenarioTables;
import assay.dgp.scenario.ScenarioTruth;
import assay.dgp.scenario.ScenarioWorld;
import assay.experiment.Better;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.Locale;
import java.util.Map;

/** What is true of a run: of its world in closed form, and of its very users. */
final class TruthDocument {

    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .create();

    private final Scenario scenario;
    private final ScenarioWorld world;
    private final ExperimentPlan plan;
    private final long seed;
    private final ScenarioTables tables;

    TruthDocument(Scenario scenario, long seed, ScenarioTables tables) {
        this.scenario = scenario;
        this.world = scenario.world();
        this.plan = world.plan();
        this.seed = seed;
        this.tables = tables;
    }

    private String actions() {
        return String.join(" ", world.right().stream().map(Action::name).toList());
    }

    String json() {
        JsonObject truth = new JsonObject();
        truth.addProperty("scenario_id", scenario.id());
        truth.addProperty("story", scenario.story());
        truth.addProperty("seed", seed);
        truth.addProperty("salt", tables.salt());
        truth.addProperty("users", world.size());
        truth.addProperty("documented_actions", actions());
        JsonArray flaws = new JsonArray();
        world.flaws().stream().map(Flaw::code).forEach(flaws::add);
        truth.add("flaws", flaws);
        truth.add("effects", effects());
        truth.add("segments", segments());
        return GSON.toJson(truth) + "\n";
    }

    private JsonArray effects() {
        JsonArray rows = new JsonArray();
        ScenarioTruth truth = world.truth();
        for (View view : View.values()) {
            Map<String, Double> sample = tables.sampleEffects(view);
            plan.metrics().forEach(planned -> {
                MetricDefinition metric = planned.metric();
                if (ScenarioTruth.response(metric).isEmpty()) {
                    return;
                }
                for (Variant arm : plan.treatments()) {
                    JsonObject row = new JsonObject();
                    row.addProperty("metric", metric.id());
                    row.addProperty("purpose", planned.purpose().name().toLowerCase(Locale.ROOT));
                    row.addProperty("view", view.code());
                    row.addProperty("arm", arm.name());
                    row.addProperty("effect", truth.effect(metric, view, arm.name()));
                    Double seen = sample.get(metric.id() + ' ' + arm.name());
                    if (seen == null || seen.isNaN()) {
                        row.add("effect_on_these_users", JsonNull.INSTANCE);
                    } else {
                        row.addProperty("effect_on_these_users", seen);
                    }
                    rows.add(row);
                }
            });
        }
        return rows;
    }

    private JsonArray segments() {
        JsonArray rows = new JsonArray();
        ScenarioTruth truth = world.truth();
        for (String dimension : plan.segments()) {
            for (String value : world.population().segment(dimension).names()) {
                for (Variant arm : plan.treatments()) {
                    JsonObject row = new JsonObject();
                    row.addProperty("segment", dimension + "=" + value);
                    row.addProperty("arm", arm.name());
                    row.addProperty(
                            "effect", truth.effect(plan.primary(), plan.primaryView(), arm.name(), dimension, value));
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    /** The row of the table of truths, about the first treatment. */
    void row(ExperimentWriter writer) {
        MetricDefinition primary = plan.primary();
        View view = plan.primaryView();
        String arm = plan.treatments().get(0).name();
        JsonObject bySegment = new JsonObject();
        for (String dimension : plan.segments()) {
            for (String value : world.population().segment(dimension).names()) {
                bySegment.addProperty(
                        dimension + "=" + value, world.truth().effect(primary, view, arm, dimension, value));
            }
        }
        JsonObject guardrails = new JsonObject();
        plan.of(Purpose.GUARDRAIL)
                .forEach(metric ->
                        guardrails.addProperty(metric.id(), world.truth().effect(metric, view, arm)));
        writer.text(scenario.id());
        writer.text(plan.id());
        writer.text(primary.id());
        writer.number(world.truth().effect(primary, view, arm));
        writer.text("absolute_delta");
        writer.text(primary.better() == Better.LARGER ? "higher_is_better" : "lower_is_better");
        writer.text(bySegment.toString());
        writer.text(guardrails.toString());
        writer.whole(world.flaws().contains(Flaw.SAMPLE_RATIO) ? 1 : 0);
        writer.text(world.flaws().contains(Flaw.EXPOSURE_RATIO) ? "differs by arm" : "none");
        writer.text(world.flaws().contains(Flaw.IMMATURE) ? "read before maturity" : "none");
        if (world.right().isEmpty()) {
            writer.none();
        } else {
            writer.text(actions());
        }
        writer.end();
    }
}
