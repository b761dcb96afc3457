package assay.policy;

import assay.cate.Feature;
import assay.cate.FeatureSchema;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * A tree with all that its use takes: the columns it was learned from, with their levels, what the actions cost, and what it was made
 * from. New units are encoded as those it was learned from were; what these did not have is refused.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the columns of the schema are not the features of the tree, or there
 * is not a cost for each action.
 *
 * @param schema the columns that it was learned from
 * @param tree the tree
 * @param costs what each action costs a unit
 * @param origin what it was made from
 */
public record PolicyFile(FeatureSchema schema, TreePolicy tree, List<Double> costs, PolicyOrigin origin) {

    private static final String KIND = "assay-policy";

    public PolicyFile {
        costs = List.copyOf(costs);
        if (!schema.names().equals(tree.features())) {
            throw new IllegalArgumentException("the columns are " + String.join(", ", schema.names())
                    + ", and those of the tree " + String.join(", ", tree.features()));
        }
        if (costs.size() != tree.actions().size()) {
            throw new IllegalArgumentException(
                    costs.size() + " costs for " + tree.actions().size() + " actions");
        }
    }

    /**
     * The policy as JSON, with a version and a checksum.
     *
     * @return an object
     */
    public String toJson() {
        JsonObject body = new JsonObject();
        JsonObject made = new JsonObject();
        made.addProperty("outcome", origin.outcome());
        made.addProperty("assignment", origin.assignment());
        made.addProperty("rows", origin.rows());
        made.addProperty("seed", origin.seed());
        made.addProperty("value", origin.value());
        made.addProperty("std_error", origin.stdError());
        made.addProperty("assay", origin.version());
        body.add("origin", made);
        JsonArray columns = new JsonArray();
        for (Feature feature : schema.features()) {
            JsonObject column = new JsonObject();
            column.addProperty("name", feature.name());
            JsonArray levels = new JsonArray();
            feature.levels().forEach(levels::add);
            column.add("levels", levels);
            columns.add(column);
        }
        body.add("columns", columns);
        JsonArray prices = new JsonArray();
        costs.forEach(prices::add);
        body.add("costs", prices);
        body.add("policy", PolicyJson.tree(tree));
        JsonArray rules = new JsonArray();
        rules().forEach(rules::add);
        body.add("rules", rules);
        return PolicyJson.sealed(KIND, body);
    }

    /**
     * Reads what {@link #toJson()} wrote.
     *
     * @param json the text
     * @return the policy
     * @throws PolicyFileException if it is no such object, of another version, damaged or impossible
     */
    public static PolicyFile read(String json) {
        return PolicyJson.understood(() -> read(PolicyJson.opened(KIND, json)));
    }

    private static PolicyFile read(JsonObject body) {
        JsonObject made = body.getAsJsonObject("origin");
        PolicyOrigin origin = new PolicyOrigin(
                made.get("outcome").getAsString(),
                made.get("assignment").getAsString(),
                made.get("rows").getAsInt(),
                made.get("seed").getAsLong(),
                made.get("value").getAsDouble(),
                made.get("std_error").getAsDouble(),
                made.get("assay").getAsString());
        List<Feature> features = new ArrayList<>();
        for (JsonElement element : body.getAsJsonArray("columns")) {
            JsonObject column = element.getAsJsonObject();
            features.add(new Feature(
                    column.get("name").getAsString(),
                    PolicyJson.strings(column.getAsJsonArray("levels")),
                    Feature.Gaps.NONE));
        }
        List<Double> costs = new ArrayList<>();
        body.getAsJsonArray("costs").forEach(cost -> costs.add(cost.getAsDouble()));
        return new PolicyFile(
                new FeatureSchema(features), PolicyJson.tree(body.getAsJsonObject("policy")), costs, origin);
    }

    /**
     * The policy in words, levels by their column.
     *
     * @return a sentence for each leaf
     */
    public List<String> rules() {
        return PolicyWords.of(schema).sentences(tree);
    }

    /**
     * What leads to each leaf, in words.
     *
     * @return a condition for each leaf, {@code all} where there is a single one
     */
    public List<String> conditions() {
        PolicyWords words = PolicyWords.of(schema);
        return tree.leafRules().stream().map(words::condition).toList();
    }

    /**
     * The policy as an expression of SQL over the columns themselves.
     *
     * @return a CASE expression, with the first action where a column that the rule reads is NULL
     */
    public String sql() {
        return PolicyWords.of(schema).sql(tree, tree.actions().get(0));
    }

    /**
     * The policy as a picture.
     *
     * @return an SVG element
     */
    public String svg() {
        return PolicyPicture.of(tree, PolicyWords.of(schema));
    }
}
