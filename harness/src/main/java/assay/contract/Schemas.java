package assay.contract;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The JSON Schemas (draft 2020-12) of contracts, written from the shapes that the readers check. */
public final class Schemas {

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private Schemas() {}

    /**
     * The schemas.
     *
     * @return texts by the name of the file, such as {@code metric.schema.json}
     */
    public static Map<String, String> schemas() {
        Map<String, String> schemas = new LinkedHashMap<>();
        shapes().forEach((name, shape) -> schemas.put(name + ".schema.json", text(name, shape)));
        return Collections.unmodifiableMap(schemas);
    }

    /**
     * All schemas in one text.
     *
     * @return a JSON object of schemas by the name of the file
     */
    public static String all() {
        JsonObject all = new JsonObject();
        schemas().forEach((name, schema) -> all.add(name, JsonParser.parseString(schema)));
        return GSON.toJson(all) + "\n";
    }

    /** The shapes by what they are of. */
    static Map<String, Fields> shapes() {
        Map<String, Fields> shapes = new LinkedHashMap<>();
        shapes.put("experiment", ExperimentFields.FIELDS);
        shapes.put("metric", MetricContract.FIELDS);
        shapes.put("policy", PolicyFields.FIELDS);
        shapes.put("scenario", ScenarioFields.FIELDS);
        return Collections.unmodifiableMap(shapes);
    }

    private static String text(String name, Fields shape) {
        JsonObject schema = new JsonObject();
        schema.addProperty("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.addProperty("$id", "urn:assay:contract:" + name + ":1");
        schema.addProperty("title", "Assay: " + name);
        shape.schema().asMap().forEach(schema::add);
        return GSON.toJson(schema) + "\n";
    }
}
