package assay.contract;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** A validator for the part of JSON Schema that our schemas use; another keyword is an error of the test. */
final class JsonSchemaCheck {

    private static final Set<String> SILENT = Set.of("$schema", "$id", "title", "description");

    /** A number that is in no range: what is not finite. */
    private static final BigDecimal BEYOND = BigDecimal.TEN.pow(400);

    private final List<String> errors = new ArrayList<>();

    private JsonSchemaCheck() {}

    static List<String> errors(JsonObject schema, JsonElement value) {
        JsonSchemaCheck check = new JsonSchemaCheck();
        check.check(schema, value, "");
        return check.errors;
    }

    /** The value as YAML readers of editors see it. */
    static JsonElement json(YamlNode node) {
        return switch (node.kind()) {
            case NULL -> JsonNull.INSTANCE;
            case BOOL -> new JsonPrimitive(node.bool());
            case TEXT -> new JsonPrimitive(node.scalar());
            case NUMBER -> number(node.scalar());
            case LIST -> {
                JsonArray array = new JsonArray();
                node.list().forEach(item -> array.add(json(item)));
                yield array;
            }
            case MAP -> {
                JsonObject object = new JsonObject();
                node.map().forEach((key, item) -> object.add(key, json(item)));
                yield object;
            }
        };
    }

    private static JsonElement number(String scalar) {
        try {
            BigDecimal value = new BigDecimal(scalar);
            return new JsonPrimitive(Math.abs((long) value.scale()) > 500 ? BEYOND : value);
        } catch (NumberFormatException e) {
            return new JsonPrimitive(BEYOND);
        }
    }

    private void check(JsonObject schema, JsonElement value, String path) {
        for (Map.Entry<String, JsonElement> keyword : schema.entrySet()) {
            if (!SILENT.contains(keyword.getKey())
                    && !holds(keyword.getKey(), keyword.getValue(), schema, value, path)) {
                errors.add(path + ": " + keyword.getKey() + " " + keyword.getValue());
            }
        }
    }

    private boolean holds(String keyword, JsonElement rule, JsonObject schema, JsonElement value, String path) {
        boolean text = value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
        boolean number = value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber();
        return switch (keyword) {
            case "type" ->
                rule.isJsonArray()
                        ? rule.getAsJsonArray().asList().stream().anyMatch(type -> is(type.getAsString(), value))
                        : is(rule.getAsString(), value);
            case "const" -> same(rule, value);
            case "enum" -> rule.getAsJsonArray().asList().stream().anyMatch(one -> same(one, value));
            case "pattern" ->
                !text
                        || Pattern.compile(rule.getAsString())
                                .matcher(value.getAsString())
                                .find();
            case "minimum" -> !number || value.getAsBigDecimal().compareTo(rule.getAsBigDecimal()) >= 0;
            case "maximum" -> !number || value.getAsBigDecimal().compareTo(rule.getAsBigDecimal()) <= 0;
            case "exclusiveMinimum" -> !number || value.getAsBigDecimal().compareTo(rule.getAsBigDecimal()) > 0;
            case "exclusiveMaximum" -> !number || value.getAsBigDecimal().compareTo(rule.getAsBigDecimal()) < 0;
            case "minItems" -> !value.isJsonArray() || value.getAsJsonArray().size() >= rule.getAsInt();
            case "maxItems" -> !value.isJsonArray() || value.getAsJsonArray().size() <= rule.getAsInt();
            case "minProperties" ->
                !value.isJsonObject() || value.getAsJsonObject().size() >= rule.getAsInt();
            case "maxProperties" ->
                !value.isJsonObject() || value.getAsJsonObject().size() <= rule.getAsInt();
            case "uniqueItems" ->
                !value.isJsonArray()
                        || new HashSet<>(value.getAsJsonArray().asList()).size()
                                == value.getAsJsonArray().size();
            case "required" ->
                !value.isJsonObject()
                        || rule.getAsJsonArray().asList().stream()
                                .allMatch(name -> value.getAsJsonObject().has(name.getAsString()));
            case "dependentRequired" ->
                !value.isJsonObject() || dependent(rule.getAsJsonObject(), value.getAsJsonObject());
            case "anyOf" ->
                rule.getAsJsonArray().asList().stream()
                        .anyMatch(one -> errors(one.getAsJsonObject(), value).isEmpty());
            case "items" -> {
                if (value.isJsonArray()) {
                    value.getAsJsonArray().forEach(item -> check(rule.getAsJsonObject(), item, path + "[]"));
                }
                yield true;
            }
            case "properties" -> {
                properties(rule.getAsJsonObject(), value, path);
                yield true;
            }
            case "additionalProperties" -> further(rule, schema, value, path);
            default -> throw new AssertionError("a keyword that is not checked: " + keyword);
        };
    }

    private void properties(JsonObject rules, JsonElement value, String path) {
        if (value.isJsonObject()) {
            rules.entrySet().forEach(rule -> {
                JsonElement field = value.getAsJsonObject().get(rule.getKey());
                if (field != null) {
                    check(rule.getValue().getAsJsonObject(), field, path + "." + rule.getKey());
                }
            });
        }
    }

    private boolean further(JsonElement rule, JsonObject schema, JsonElement value, String path) {
        if (!value.isJsonObject()) {
            return true;
        }
        JsonObject known = schema.has("properties") ? schema.getAsJsonObject("properties") : new JsonObject();
        boolean none = true;
        for (Map.Entry<String, JsonElement> field : value.getAsJsonObject().entrySet()) {
            if (!known.has(field.getKey())) {
                none = false;
                if (rule.isJsonObject()) {
                    check(rule.getAsJsonObject(), field.getValue(), path + "." + field.getKey());
                }
            }
        }
        return none || rule.isJsonObject();
    }

    private static boolean dependent(JsonObject rules, JsonObject value) {
        return rules.entrySet().stream()
                .allMatch(rule -> absent(value, rule.getKey())
                        || rule.getValue().getAsJsonArray().asList().stream()
                                .noneMatch(name -> absent(value, name.getAsString())));
    }

    private static boolean absent(JsonObject value, String name) {
        return !value.has(name) || value.get(name).isJsonNull();
    }

    private static boolean is(String type, JsonElement value) {
        return switch (type) {
            case "object" -> value.isJsonObject();
            case "array" -> value.isJsonArray();
            case "null" -> value.isJsonNull();
            case "string" ->
                value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
            case "boolean" ->
                value.isJsonPrimitive() && value.getAsJsonPrimitive().isBoolean();
            case "number" ->
                value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber();
            case "integer" ->
                value.isJsonPrimitive()
                        && value.getAsJsonPrimitive().isNumber()
                        && value.getAsBigDecimal().stripTrailingZeros().scale() <= 0;
            default -> throw new AssertionError("no type: " + type);
        };
    }

    private static boolean same(JsonElement rule, JsonElement value) {
        boolean numbers = rule.isJsonPrimitive()
                && rule.getAsJsonPrimitive().isNumber()
                && value.isJsonPrimitive()
                && value.getAsJsonPrimitive().isNumber();
        return numbers ? rule.getAsBigDecimal().compareTo(value.getAsBigDecimal()) == 0 : rule.equals(value);
    }
}
