package assay.contract;

import assay.EstimationException;
import assay.Names;
import assay.condition.Condition;
import assay.condition.Kind;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A condition on columns of users: text such as {@code country = 'US'}, or fields column, op and value or values. */
final class Filter {

    private static final Map<String, String> OPERATORS = operators();
    private static final Set<String> SETS = Set.of("in", "not_in");
    private static final Set<String> ORDERS = Set.of(">=", ">", "<=", "<");

    /** Longer conditions are no conditions of people, and nest deeper than a stack. */
    private static final int LONGEST = 1000;

    static final Fields FIELDS = Fields.none()
            .required("column", Shapes.text(), "Column of dim_users.")
            .required("op", Shapes.choice(OPERATORS.keySet()), "How the column is compared.")
            .optional("value", Shapes.read(Filter::scalar, scalarSchema()), "What it is compared with.")
            .optional(
                    "values",
                    Shapes.list(Shapes.read(Filter::scalar, scalarSchema()), 1),
                    "What it is one of, with op in or not_in.");

    static final Shape SHAPE = Shapes.either(Shapes.text(), FIELDS);

    private Filter() {}

    private static Map<String, String> operators() {
        Map<String, String> operators = new LinkedHashMap<>();
        operators.put("==", "=");
        operators.put("!=", "!=");
        operators.put("in", "in");
        operators.put("not_in", "not in");
        operators.put(">=", ">=");
        operators.put(">", ">");
        operators.put("<=", "<=");
        operators.put("<", "<");
        return operators;
    }

    private static JsonObject scalarSchema() {
        JsonObject schema = new JsonObject();
        schema.add("type", Shapes.strings(List.of("string", "number", "boolean")));
        schema.addProperty("pattern", "\\S");
        schema.addProperty("minimum", -Shapes.LARGEST);
        schema.addProperty("maximum", Shapes.LARGEST);
        return schema;
    }

    private static void scalar(YamlNode node) {
        switch (node.kind()) {
            case TEXT -> node.text();
            case NUMBER -> node.number(-Shapes.LARGEST, Shapes.LARGEST);
            default -> node.scalar();
        }
    }

    /** The condition of a filter whose form is right; mistakes of meaning are collected. */
    static void read(YamlNode node, Map<String, Kind> columns, Problems problems, Consumer<Condition> found) {
        problems.attempt(() -> {
                    Condition condition = node.kind() == YamlNode.Kind.TEXT
                            ? written(node)
                            : Condition.where(compiled(node, columns));
                    for (String column : condition.columns()) {
                        requireColumn(node, column, columns);
                    }
                    return condition;
                })
                .ifPresent(found);
    }

    private static Condition written(YamlNode node) {
        if (node.text().length() > LONGEST) {
            throw node.problem("the condition is longer than " + LONGEST + " characters", "Write several conditions.");
        }
        try {
            return Condition.where(node.text());
        } catch (EstimationException e) {
            throw node.problem(
                    YamlFile.flat(String.valueOf(e.getMessage())),
                    "Write a condition such as country in ('US', 'CA') and tenure_days_at_experiment_start < 30.");
        }
    }

    static void requireColumn(YamlNode node, String column, Map<String, Kind> columns) {
        if (!columns.containsKey(column)) {
            throw node.problem(
                    "there is no column '" + YamlFile.oneLine(column) + "' of users",
                    Names.help(YamlFile.oneLine(column), "columns", List.copyOf(columns.keySet()))
                            + " Declare a further one in user_columns.");
        }
    }

    private static String compiled(YamlNode node, Map<String, Kind> columns) {
        String column = node.text("column");
        requireColumn(node.get("column"), column, columns);
        String op = node.get("op").scalar();
        boolean set = SETS.contains(op);
        String needed = set ? "values" : "value";
        String other = set ? "value" : "values";
        if (node.has(other)) {
            throw node.get(other).problem("op " + op + " takes " + needed + ", not " + other, "Write " + needed + ".");
        }
        if (!node.has(needed)) {
            throw node.problem("op " + op + " needs " + needed, "Write " + needed + ".");
        }
        Kind kind = columns.getOrDefault(column, Kind.TEXT);
        if (kind == Kind.TEXT && ORDERS.contains(op) && !column.endsWith("_date")) {
            throw node.get("op")
                    .problem(
                            "column '" + column + "' holds text, which has no order here",
                            "Write in, ==, != or not_in.");
        }
        List<String> values = new ArrayList<>();
        for (YamlNode value : set ? node.list("values") : List.of(node.get("value"))) {
            values.add(literal(value, column, kind));
        }
        String right = set ? values.stream().collect(Collectors.joining(", ", "(", ")")) : values.get(0);
        return name(column) + " " + OPERATORS.get(op) + " " + right;
    }

    private static String literal(YamlNode value, String column, Kind kind) {
        boolean text = value.kind() == YamlNode.Kind.TEXT;
        if (text != (kind == Kind.TEXT)) {
            throw value.problem(
                    "column '" + column + "' holds " + (text ? "numbers" : "text") + ", not " + value.shown(),
                    text ? "Write a number without quotes." : "Put the value in quotes.");
        }
        if (text) {
            return "'" + value.text().replace("'", "''") + "'";
        }
        if (value.kind() == YamlNode.Kind.BOOL) {
            return value.bool() ? "1" : "0";
        }
        return number(value.number());
    }

    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < Shapes.LARGEST
                ? Long.toString((long) value)
                : Double.toString(value).toLowerCase(Locale.ROOT);
    }

    private static String name(String column) {
        return Layout.userColumns().containsKey(column) ? column : '"' + column.replace("\"", "\"\"") + '"';
    }

    /** All of several conditions. */
    static Condition all(List<Condition> conditions) {
        return conditions.size() == 1
                ? conditions.get(0)
                : Condition.where(conditions.stream()
                        .map(condition -> "(" + condition.text() + ")")
                        .collect(Collectors.joining(" and ")));
    }
}
