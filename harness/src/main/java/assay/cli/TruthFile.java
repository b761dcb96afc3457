package assay.cli;

import assay.dgp.Dgp;
import assay.dgp.GroundTruth;
import assay.dgp.UnitTruth;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** The truth of a draw as it is written beside the data, never into them. */
final class TruthFile {

    private TruthFile() {}

    /** True values by estimand and by target, and which draw they belong to. */
    static String json(Dgp world, GroundTruth truth, long seed, int replicate) {
        JsonObject json = new JsonObject();
        json.addProperty("schema", "assay/truth/1");
        json.addProperty("world", world.name());
        JsonObject knobs = new JsonObject();
        Worlds.knobs(world).forEach(knob -> knobs.addProperty(knob.getName(), Worlds.setting(knob, world)));
        json.add("knobs", knobs);
        json.addProperty("size", world.size());
        json.addProperty("seed", seed);
        json.addProperty("replicate", replicate);
        Map<String, Double> estimands = new TreeMap<>();
        truth.estimands().forEach((estimand, value) -> estimands.put(estimand.code(), value));
        json.add("estimands", values(estimands));
        json.add("targets", values(truth.targets()));
        if (truth.nullOrNull() != null
                || !truth.estimands().isEmpty()
                || !truth.targets().isEmpty()) {
            json.addProperty("null_holds", truth.nullHolds());
        }
        if (truth.hypothesesOrNull() != null) {
            json.add("true_nulls", texts(truth.hypotheses().nulls()));
            json.add("true_effects", texts(truth.hypotheses().effects()));
        }
        if (truth.actionsOrNull() != null) {
            json.add("right_actions", texts(truth.actions().right()));
            json.add("harmful_actions", texts(truth.actions().harmful()));
        }
        return Rows.toJson(json);
    }

    private static JsonObject values(Map<String, Double> values) {
        JsonObject json = new JsonObject();
        values.forEach((name, value) -> {
            if (Double.isFinite(value)) {
                json.addProperty(name, value);
            } else {
                json.add(name, JsonNull.INSTANCE);
            }
        });
        return json;
    }

    private static JsonArray texts(Collection<String> names) {
        JsonArray array = new JsonArray();
        new TreeSet<>(names).forEach(array::add);
        return array;
    }

    /** What is true of each row. */
    static Table units(Dgp world, GroundTruth truth) {
        @Nullable UnitTruth units = truth.unitsOrNull();
        if (units == null) {
            throw new IllegalArgumentException("The world '" + world.name()
                    + "' does not know a baseline and an effect of each row: end the name of the truth in .json for the"
                    + " true values of its estimands.");
        }
        return Table.create(
                "truth",
                DoubleColumn.create("baseline", units.baseline().clone()),
                DoubleColumn.create("effect", units.effect().clone()),
                DoubleColumn.create("propensity", units.propensity().clone()));
    }
}
