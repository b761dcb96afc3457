package assay.site;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A forgiving view of JSON: what is absent or null is empty text, NaN, or an empty list. */
final class Json {

    static final Json ABSENT = new Json(JsonNull.INSTANCE);

    private final JsonElement element;

    private Json(JsonElement element) {
        this.element = element;
    }

    static Json read(Path file) {
        try {
            return parse(Files.readString(file, StandardCharsets.UTF_8), file.toString());
        } catch (IOException e) {
            throw new SiteException("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    static Json parse(String text, String name) {
        try {
            return new Json(JsonParser.parseString(text));
        } catch (JsonParseException e) {
            throw new SiteException(name + " is not JSON: " + e.getMessage() + ". Write the file again.", e);
        }
    }

    boolean exists() {
        return !element.isJsonNull();
    }

    boolean isObject() {
        return element.isJsonObject();
    }

    Json get(String key) {
        if (!element.isJsonObject()) {
            return ABSENT;
        }
        JsonElement child = element.getAsJsonObject().get(key);
        return child == null ? ABSENT : new Json(child);
    }

    List<Json> list() {
        List<Json> items = new ArrayList<>();
        if (element.isJsonArray()) {
            for (JsonElement item : element.getAsJsonArray()) {
                items.add(new Json(item));
            }
        }
        return items;
    }

    List<Json> list(String key) {
        return get(key).list();
    }

    /** The text of a primitive, the lines of an array joined, or nothing. */
    String text() {
        if (element.isJsonPrimitive()) {
            return element.getAsString();
        }
        StringBuilder joined = new StringBuilder();
        for (Json item : list()) {
            joined.append(item.text());
        }
        return joined.toString();
    }

    String text(String key) {
        return get(key).text();
    }

    String text(String key, String fallback) {
        String text = text(key);
        return text.isEmpty() ? fallback : text;
    }

    List<String> texts(String key) {
        return list(key).stream().map(Json::text).toList();
    }

    double number() {
        if (!element.isJsonPrimitive()) {
            return Double.NaN;
        }
        try {
            return element.getAsDouble();
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    double number(String key) {
        return get(key).number();
    }

    long count(String key) {
        double number = number(key);
        return Double.isNaN(number) ? 0 : Math.round(number);
    }

    /** Whether a member is true. */
    boolean flag(String key) {
        return text(key).equals("true");
    }

    double[] numbers() {
        return list().stream().mapToDouble(Json::number).toArray();
    }

    double[] numbers(String key) {
        return get(key).numbers();
    }

    /** The entries of an object, in the file's order. */
    Map<String, Json> entries() {
        Map<String, Json> entries = new LinkedHashMap<>();
        if (element.isJsonObject()) {
            element.getAsJsonObject().entrySet().forEach(e -> entries.put(e.getKey(), new Json(e.getValue())));
        }
        return entries;
    }

    /** The entries of an object as text, in the file's order. */
    Map<String, String> textEntries(String key) {
        Map<String, String> entries = new LinkedHashMap<>();
        get(key).entries().forEach((name, value) -> entries.put(name, value.text()));
        return entries;
    }

    /** A copy of an object without some members, for a clean notebook. */
    JsonObject copy() {
        return element.isJsonObject() ? element.getAsJsonObject().deepCopy() : new JsonObject();
    }

    static Json of(JsonArray array) {
        return new Json(array);
    }
}
