package assay.cli;

import assay.Role;
import assay.Sample;
import assay.dgp.Dag;
import assay.dgp.Dgp;
import assay.dgp.Draw;
import assay.dgp.WorldCard;
import assay.harness.Catalog;
import assay.harness.Method;
import assay.random.Streams;
import assay.tablesaw.Tables;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tech.tablesaw.api.Table;

/** What the site is told about methods and worlds; every printed result is made by running the command above it. */
final class Descriptions {

    private static final int SHOWN_ROWS = 5;

    private Descriptions() {}

    /** The catalogue in JSON. */
    static String methods() {
        JsonArray array = new JsonArray();
        for (Method<?> method : Catalog.methods()) {
            array.add(method(method));
        }
        return Rows.toJson(array);
    }

    private static JsonObject method(Method<?> method) {
        JsonObject json = new JsonObject();
        json.addProperty("name", method.name());
        json.addProperty("title", method.title());
        json.addProperty("estimand", method.estimator().target().code());
        json.addProperty("estimand_label", method.estimator().target().label());
        json.addProperty("definition", method.estimator().target().definition());
        json.addProperty("class", method.estimator().getClass().getName());
        JsonObject options = new JsonObject();
        ExperimentExample.options(method).forEach(options::addProperty);
        json.add("options", options);
        JsonArray needs = new JsonArray();
        method.estimator().needs().stream().sorted().map(Role::code).forEach(needs::add);
        json.add("needs", needs);
        ExperimentExample.of(method)
                .ifPresentOrElse(example -> show(json, example), () -> show(json, method, Example.of(method)));
        return json;
    }

    private static void show(JsonObject json, ExperimentExample example) {
        json.addProperty("variance", "");
        json.addProperty("java_snippet", "");
        json.addProperty(
                "cli_snippet",
                example.commands().stream().map(command -> "./assay " + command).collect(Collectors.joining("\n")));
        json.addProperty("printed", example.printed());
    }

    private static void show(JsonObject json, Method<?> method, Example example) {
        json.addProperty("variance", example.variance(method));
        json.addProperty("java_snippet", example.java(method));
        json.addProperty("cli_snippet", "./assay " + example.command(method));
        json.addProperty("printed", printed(example.command(method)));
    }

    private static String printed(String command) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(command.split(" ", -1), new PrintWriter(out), new PrintWriter(err));
        if (code != Exit.OK) {
            throw new IllegalStateException("the example '" + command + "' failed: " + err);
        }
        return out.toString();
    }

    /** The worlds in JSON, each with the first rows of a draw. */
    static String worlds() {
        JsonArray array = new JsonArray();
        Worlds.shown().forEach(world -> array.add(world(world)));
        return Rows.toJson(array);
    }

    private static JsonObject world(Dgp world) {
        WorldCard card = world.card();
        JsonObject json = new JsonObject();
        json.addProperty("name", world.name());
        json.addProperty("title", card.title());
        json.add("equations", texts(card.equations()));
        JsonArray knobs = new JsonArray();
        List<RecordComponent> components = Worlds.knobs(world);
        for (int i = 0; i < components.size(); i++) {
            JsonObject knob = new JsonObject();
            knob.addProperty("name", card.knobs().get(i).name());
            knob.addProperty("meaning", card.knobs().get(i).meaning());
            knob.addProperty("value", Worlds.setting(components.get(i), world));
            knobs.add(knob);
        }
        json.add("knobs", knobs);
        json.add("dag", graph(card.dag()));
        json.addProperty("truth", card.truth());
        json.addProperty("source", card.source());
        Draw draw = world.draw(new Streams(1, 0));
        JsonArray values = new JsonArray();
        new TreeMap<>(draw.truth().estimands())
                .forEach((estimand, value) -> trueValue(values, estimand.label(), value));
        draw.truth().targets().forEach((target, value) -> trueValue(values, target, value));
        json.add("true_values", values);
        json.addProperty("rows", draw.observed().size());
        json.add("sample", firstRows(draw.observed()));
        return json;
    }

    private static void trueValue(JsonArray values, String name, double value) {
        JsonObject json = new JsonObject();
        json.addProperty("name", name);
        json.add("value", Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE);
        values.add(json);
    }

    private static JsonObject graph(Dag dag) {
        JsonObject json = new JsonObject();
        JsonArray nodes = new JsonArray();
        dag.layers().forEach((name, layer) -> {
            JsonObject node = new JsonObject();
            node.addProperty("name", name);
            node.addProperty("layer", layer);
            node.addProperty("hidden", dag.hidden().contains(name));
            nodes.add(node);
        });
        json.add("nodes", nodes);
        JsonArray edges = new JsonArray();
        dag.edges().forEach(edge -> edges.add(texts(List.of(edge.from(), edge.to()))));
        json.add("edges", edges);
        return json;
    }

    private static JsonObject firstRows(Sample sample) {
        Table table = Tables.table(sample).first(SHOWN_ROWS);
        JsonObject json = new JsonObject();
        json.add("columns", texts(table.columnNames()));
        JsonArray rows = new JsonArray();
        for (int i = 0; i < table.rowCount(); i++) {
            JsonArray row = new JsonArray();
            for (int j = 0; j < table.columnCount(); j++) {
                row.add(cell(table.get(i, j)));
            }
            rows.add(row);
        }
        json.add("rows", rows);
        return json;
    }

    private static JsonElement cell(Object value) {
        if (value instanceof Number number) {
            return Double.isFinite(number.doubleValue()) ? new JsonPrimitive(number) : JsonNull.INSTANCE;
        }
        return new JsonPrimitive(value.toString());
    }

    private static JsonArray texts(List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }
}
