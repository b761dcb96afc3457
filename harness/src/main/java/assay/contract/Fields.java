package assay.contract;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The shape of a mapping whose fields are known. An instance never changes: every method that adds gives a new one. */
public final class Fields implements Shape {

    /** Whether a field must be there. */
    private enum Need {
        REQUIRED,
        OPTIONAL
    }

    private record Field(Shape shape, Need need, String meaning) {}

    private final Map<String, Field> fields;
    private final Map<String, String> companions;

    private Fields(Map<String, Field> fields, Map<String, String> companions) {
        this.fields = fields;
        this.companions = companions;
    }

    /**
     * A mapping without fields.
     *
     * @return the shape
     */
    public static Fields none() {
        return new Fields(Map.of(), Map.of());
    }

    /**
     * Adds a field that must be there.
     *
     * @param name its name
     * @param shape what its value is
     * @param meaning what it says, a sentence
     * @return the shape with it
     */
    public Fields required(String name, Shape shape, String meaning) {
        return with(name, new Field(shape, Need.REQUIRED, meaning));
    }

    /**
     * Adds a field that may be there.
     *
     * @param name its name
     * @param shape what its value is
     * @param meaning what it says, a sentence
     * @return the shape with it
     */
    public Fields optional(String name, Shape shape, String meaning) {
        return with(name, new Field(shape, Need.OPTIONAL, meaning));
    }

    private Fields with(String name, Field field) {
        Map<String, Field> more = new LinkedHashMap<>(fields);
        if (more.put(name, field) != null) {
            throw new IllegalArgumentException("the field " + name + " is there already");
        }
        return new Fields(more, companions);
    }

    /**
     * Says that a field means nothing without another.
     *
     * @param name a field
     * @param companion the field that must be there with it
     * @return the shape with this rule
     */
    public Fields together(String name, String companion) {
        Map<String, String> more = new LinkedHashMap<>(companions);
        more.put(name, companion);
        return new Fields(fields, more);
    }

    /**
     * The names of the fields.
     *
     * @return in their order
     */
    public List<String> names() {
        return List.copyOf(fields.keySet());
    }

    /**
     * What a field is.
     *
     * @param name its name
     * @return its shape; null if there is no such field
     */
    @Nullable
    Shape shape(String name) {
        Field field = fields.get(name);
        return field == null ? null : field.shape;
    }

    @Override
    public void check(YamlNode node, List<ContractProblem> problems) {
        if (node.kind() != YamlNode.Kind.MAP) {
            try {
                node.map();
            } catch (ContractException e) {
                problems.addAll(e.problems());
            }
            return;
        }
        problems.addAll(node.unknown(names()));
        fields.forEach((name, field) -> {
            if (node.has(name)) {
                field.shape.check(node.get(name), problems);
            } else if (field.need == Need.REQUIRED) {
                problems.addAll(node.missing(name).problems());
            }
        });
        companions.forEach((name, companion) -> {
            if (node.has(name) && !node.has(companion)) {
                problems.addAll(node.get(name)
                        .problem(name + " means nothing without " + companion, "Write " + companion + " too.")
                        .problems());
            }
        });
    }

    @Override
    public JsonObject schema() {
        JsonObject properties = new JsonObject();
        List<String> required = new ArrayList<>();
        fields.forEach((name, field) -> {
            JsonObject schema = field.shape.schema();
            if (field.need == Need.REQUIRED) {
                required.add(name);
                schema.addProperty("description", field.meaning);
                properties.add(name, schema);
            } else {
                properties.add(name, orNothing(schema, field.meaning));
            }
        });
        JsonObject schema = Shapes.typed("object");
        schema.add("properties", properties);
        schema.add("required", Shapes.strings(required));
        schema.addProperty("additionalProperties", false);
        if (!companions.isEmpty()) {
            JsonObject dependent = new JsonObject();
            companions.forEach((name, companion) -> dependent.add(name, Shapes.strings(List.of(companion))));
            schema.add("dependentRequired", dependent);
        }
        return schema;
    }

    /** A field that may be absent may also stand there without a value. */
    private static JsonObject orNothing(JsonObject schema, String meaning) {
        JsonArray both = new JsonArray();
        both.add(schema);
        both.add(Shapes.typed("null"));
        JsonObject either = new JsonObject();
        either.add("anyOf", both);
        either.addProperty("description", meaning);
        return either;
    }
}
