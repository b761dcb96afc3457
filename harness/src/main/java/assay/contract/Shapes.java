package assay.contract;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Shapes of values. */
public final class Shapes {

    /** Numbers of contracts are not larger than this. */
    static final double LARGEST = 1e15;

    private Shapes() {}

    /** A value that a getter reads. */
    private record Read(Consumer<YamlNode> getter, JsonObject template) implements Shape {
        @Override
        public void check(YamlNode node, List<ContractProblem> problems) {
            try {
                getter.accept(node);
            } catch (ContractException e) {
                problems.addAll(e.problems());
            }
        }

        @Override
        public JsonObject schema() {
            return template.deepCopy();
        }
    }

    /**
     * Text that is not blank.
     *
     * @return the shape
     */
    public static Shape text() {
        JsonObject schema = typed("string");
        schema.addProperty("pattern", "\\S");
        return new Read(YamlNode::text, schema);
    }

    /**
     * A number in a range.
     *
     * @param from least
     * @param to greatest
     * @return the shape
     */
    public static Shape number(double from, double to) {
        JsonObject schema = typed("number");
        schema.addProperty("minimum", from);
        schema.addProperty("maximum", to);
        return new Read(node -> node.number(from, to), schema);
    }

    /**
     * A number of any size that money and counts have.
     *
     * @return the shape
     */
    public static Shape number() {
        return number(-LARGEST, LARGEST);
    }

    /**
     * A number strictly between two others.
     *
     * @param above its lower bound
     * @param below its upper bound
     * @return the shape
     */
    public static Shape between(double above, double below) {
        JsonObject schema = typed("number");
        schema.addProperty("exclusiveMinimum", above);
        schema.addProperty("exclusiveMaximum", below);
        return new Read(node -> node.between(above, below), schema);
    }

    /**
     * An integer in a range.
     *
     * @param from least
     * @param to greatest
     * @return the shape
     */
    public static Shape integer(int from, int to) {
        JsonObject schema = typed("integer");
        schema.addProperty("minimum", from);
        schema.addProperty("maximum", to);
        return new Read(node -> node.integer(from, to), schema);
    }

    /**
     * An integer that is not less than another.
     *
     * @param from least
     * @return the shape
     */
    public static Shape atLeast(int from) {
        return integer(from, Integer.MAX_VALUE);
    }

    /**
     * True or false.
     *
     * @return the shape
     */
    public static Shape bool() {
        return new Read(YamlNode::bool, typed("boolean"));
    }

    /**
     * A time in UTC.
     *
     * @return the shape
     */
    public static Shape time() {
        JsonObject schema = typed("string");
        schema.addProperty("pattern", YamlScalar.UTC);
        return new Read(YamlNode::instant, schema);
    }

    /**
     * One of several names.
     *
     * @param names the names, in the order of messages
     * @return the shape
     */
    public static Shape choice(Collection<String> names) {
        Map<String, String> choices = new LinkedHashMap<>();
        names.forEach(name -> choices.put(name, name));
        JsonObject schema = new JsonObject();
        schema.add("enum", strings(names));
        return new Read(node -> node.choice(choices), schema);
    }

    /**
     * One of several names.
     *
     * @param names the names
     * @return the shape
     */
    public static Shape choice(String... names) {
        return choice(List.of(names));
    }

    /**
     * A knob that can stand at one value only, since nothing else would be done.
     *
     * @param value what Assay does
     * @param why why nothing else is done, a sentence without its full stop
     * @param fix what to do instead
     * @return the shape
     */
    public static Shape only(boolean value, String why, String fix) {
        JsonObject schema = new JsonObject();
        schema.addProperty("const", value);
        return new Read(
                node -> {
                    if (node.bool() != value) {
                        throw node.problem(why, fix);
                    }
                },
                schema);
    }

    /**
     * A knob that can stand at few values only, since nothing else would be done.
     *
     * @param values what Assay does, under all its names
     * @param others names that are understood and would do nothing
     * @param why why nothing else is done, a sentence without its full stop
     * @param fix what to do instead
     * @return the shape
     */
    public static Shape only(List<String> values, List<String> others, String why, String fix) {
        JsonObject schema = new JsonObject();
        schema.add("enum", strings(values));
        Map<String, Boolean> choices = new LinkedHashMap<>();
        values.forEach(name -> choices.put(name, true));
        others.forEach(name -> choices.put(name, false));
        return new Read(
                node -> {
                    if (!node.choice(choices)) {
                        throw node.problem(why, fix);
                    }
                },
                schema);
    }

    /**
     * A knob that does nothing, and may be there only without a value or as an empty list.
     *
     * @param why why, a sentence without its full stop
     * @param fix what to do instead
     * @return the shape
     */
    public static Shape refused(String why, String fix) {
        JsonObject schema = new JsonObject();
        schema.addProperty("maxItems", 0);
        schema.addProperty("maxProperties", 0);
        JsonArray types = new JsonArray();
        List.of("array", "object").forEach(types::add);
        schema.add("type", types);
        return new Read(
                node -> {
                    boolean empty = (node.kind() == YamlNode.Kind.LIST
                                    && node.list().isEmpty())
                            || (node.kind() == YamlNode.Kind.MAP && node.map().isEmpty());
                    if (!empty) {
                        throw node.problem(why, fix);
                    }
                },
                schema);
    }

    /**
     * A list.
     *
     * @param item what its values are
     * @param least fewest values
     * @return the shape
     */
    public static Shape list(Shape item, int least) {
        return new Items(item, least);
    }

    /**
     * A list of texts of which none comes twice.
     *
     * @return the shape
     */
    public static Shape texts() {
        JsonObject schema = typed("array");
        schema.add("items", text().schema());
        schema.addProperty("uniqueItems", true);
        return new Read(YamlNode::texts, schema);
    }

    /**
     * Fields with names of the writer's choice.
     *
     * @param value what their values are
     * @param least fewest fields
     * @return the shape
     */
    public static Shape labelled(Shape value, int least) {
        return new Labelled(value, least);
    }

    /**
     * Text in one form, or fields.
     *
     * @param text the shape of text
     * @param fields the shape of anything else
     * @return the shape
     */
    public static Shape either(Shape text, Shape fields) {
        return new Either(text, fields);
    }

    /**
     * A value for all, or a value for each by its name.
     *
     * @param value what it is
     * @return the shape
     */
    public static Shape oneOrEach(Shape value) {
        return new OneOrEach(value, labelled(value, 1));
    }

    /**
     * Something that another reader checks.
     *
     * @param check throws {@link ContractException} where the value cannot be used
     * @param schema what editors know of it
     * @return the shape
     */
    public static Shape read(Consumer<YamlNode> check, JsonObject schema) {
        return new Read(check, schema);
    }

    private record Items(Shape item, int least) implements Shape {
        @Override
        public void check(YamlNode node, List<ContractProblem> problems) {
            try {
                List<YamlNode> items = node.list();
                if (items.size() < least) {
                    problems.addAll(node.problem(
                                    "the list has " + items.size() + " entries, and needs " + least,
                                    "Write at least " + least + ".")
                            .problems());
                }
                items.forEach(one -> item.check(one, problems));
            } catch (ContractException e) {
                problems.addAll(e.problems());
            }
        }

        @Override
        public JsonObject schema() {
            JsonObject schema = typed("array");
            schema.add("items", item.schema());
            schema.addProperty("minItems", least);
            return schema;
        }
    }

    private record Labelled(Shape value, int least) implements Shape {
        @Override
        public void check(YamlNode node, List<ContractProblem> problems) {
            try {
                Map<String, YamlNode> entries = node.map();
                if (entries.size() < least) {
                    problems.addAll(node.problem("there is nothing here", "Write a field or more.")
                            .problems());
                }
                entries.values().forEach(one -> value.check(one, problems));
            } catch (ContractException e) {
                problems.addAll(e.problems());
            }
        }

        @Override
        public JsonObject schema() {
            JsonObject schema = typed("object");
            schema.add("additionalProperties", value.schema());
            schema.addProperty("minProperties", least);
            return schema;
        }
    }

    private record Either(Shape text, Shape fields) implements Shape {
        @Override
        public void check(YamlNode node, List<ContractProblem> problems) {
            (node.kind() == YamlNode.Kind.TEXT ? text : fields).check(node, problems);
        }

        @Override
        public JsonObject schema() {
            return anyOf(text, fields);
        }
    }

    private record OneOrEach(Shape one, Shape each) implements Shape {
        @Override
        public void check(YamlNode node, List<ContractProblem> problems) {
            (node.kind() == YamlNode.Kind.MAP ? each : one).check(node, problems);
        }

        @Override
        public JsonObject schema() {
            return anyOf(one, each);
        }
    }

    private static JsonObject anyOf(Shape one, Shape other) {
        JsonArray both = new JsonArray();
        both.add(one.schema());
        both.add(other.schema());
        JsonObject schema = new JsonObject();
        schema.add("anyOf", both);
        return schema;
    }

    static JsonObject typed(String type) {
        JsonObject schema = new JsonObject();
        schema.addProperty("type", type);
        return schema;
    }

    static JsonArray strings(Iterable<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(text -> array.add(new JsonPrimitive(text)));
        return array;
    }
}
