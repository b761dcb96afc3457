package assay.growthlab;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object in the making: strict, what is not finite is null. */
final class Values {

    private static final Gson GSON = new GsonBuilder()
            .disableHtmlEscaping()
            .serializeNulls()
            .setPrettyPrinting()
            .create();

    private final JsonObject object = new JsonObject();

    Values put(String key, @Nullable Object value) {
        object.add(key, element(value));
        return this;
    }

    JsonObject done() {
        return object;
    }

    static JsonElement element(@Nullable Object value) {
        if (value == null) {
            return JsonNull.INSTANCE;
        }
        if (value instanceof JsonElement element) {
            return element;
        }
        if (value instanceof Number number) {
            return Double.isFinite(number.doubleValue()) ? new JsonPrimitive(number) : JsonNull.INSTANCE;
        }
        if (value instanceof Boolean flag) {
            return new JsonPrimitive(flag);
        }
        if (value instanceof List<?> list) {
            JsonArray array = new JsonArray();
            list.forEach(one -> array.add(element(one)));
            return array;
        }
        if (value instanceof Map<?, ?> map) {
            JsonObject entries = new JsonObject();
            map.forEach((key, one) -> entries.add(String.valueOf(key), element(one)));
            return entries;
        }
        return new JsonPrimitive(value instanceof Enum<?> constant ? YamlMapping.name(constant) : value.toString());
    }

    static String text(JsonElement element) {
        return GSON.toJson(element) + "\n";
    }
}
