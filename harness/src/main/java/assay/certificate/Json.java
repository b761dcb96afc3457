package assay.certificate;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Canonical JSON: keys in declared order and snake case, one key a line, arrays of values and rows of tables on one line, NaN as null. */
final class Json {

    private static final double EXACT = 0x1p53;

    private static final Set<String> FIRST_FIELDS =
            Set.of("index", "method", "code_digest", "spec_digest", "verdict", "replicates", "date");

    static final Gson GSON = new GsonBuilder()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .serializeNulls()
            .registerTypeAdapter(double.class, new NanAsNull())
            .registerTypeAdapter(Double.class, new NanAsNull())
            .create();

    private Json() {}

    static String write(Object value) {
        StringBuilder out = new StringBuilder();
        append(GSON.toJsonTree(value), 0, out);
        return out.append('\n').toString();
    }

    /** The lines of a book; those of before the chain keep the fields that they were written with. */
    static JsonArray lines(List<BookEntry> entries) {
        JsonArray lines = new JsonArray();
        for (BookEntry entry : entries) {
            JsonObject line = GSON.toJsonTree(entry).getAsJsonObject();
            if (!entry.chained()) {
                List.copyOf(line.keySet()).stream()
                        .filter(field -> !FIRST_FIELDS.contains(field))
                        .forEach(line::remove);
            }
            lines.add(line);
        }
        return lines;
    }

    private static void append(JsonElement element, int depth, StringBuilder out) {
        if (element instanceof JsonObject object && !object.isEmpty()) {
            out.append('{');
            Iterator<Map.Entry<String, JsonElement>> entries = object.entrySet().iterator();
            while (entries.hasNext()) {
                Map.Entry<String, JsonElement> entry = entries.next();
                line(depth + 1, out);
                out.append(GSON.toJson(entry.getKey())).append(": ");
                append(entry.getValue(), depth + 1, out);
                out.append(entries.hasNext() ? "," : "");
            }
            line(depth, out);
            out.append('}');
        } else if (element instanceof JsonArray array && holdsObjects(array)) {
            out.append('[');
            for (int i = 0; i < array.size(); i++) {
                out.append(i > 0 ? "," : "");
                line(depth + 1, out);
                JsonObject one = array.get(i).getAsJsonObject();
                if (depth > 0 && isFlat(one)) {
                    row(one, out);
                } else {
                    append(one, depth + 1, out);
                }
            }
            line(depth, out);
            out.append(']');
        } else if (element instanceof JsonArray array) {
            out.append('[');
            for (int i = 0; i < array.size(); i++) {
                out.append(i > 0 ? "," : "");
                append(array.get(i), depth, out);
            }
            out.append(']');
        } else {
            out.append(number(element));
        }
    }

    /** An object on one line: the rows of a table. */
    private static void row(JsonObject object, StringBuilder out) {
        String before = "{";
        for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
            out.append(before).append(GSON.toJson(entry.getKey())).append(": ");
            append(entry.getValue(), 0, out);
            before = ", ";
        }
        out.append(object.isEmpty() ? "{}" : "}");
    }

    private static boolean isFlat(JsonObject object) {
        return object.entrySet().stream()
                .map(Map.Entry::getValue)
                .noneMatch(v -> v instanceof JsonObject || (v instanceof JsonArray array && holdsObjects(array)));
    }

    private static boolean holdsObjects(JsonArray array) {
        return !array.isEmpty() && array.get(0).isJsonObject();
    }

    private static String number(JsonElement element) {
        if (element instanceof JsonPrimitive primitive && primitive.isNumber()) {
            double value = primitive.getAsDouble();
            if (value == Math.rint(value) && Math.abs(value) < EXACT) {
                return Long.toString((long) value);
            }
        }
        return GSON.toJson(element);
    }

    private static void line(int depth, StringBuilder out) {
        out.append('\n').append("  ".repeat(depth));
    }

    private static final class NanAsNull extends TypeAdapter<Double> {
        @Override
        public void write(JsonWriter out, Double value) throws IOException {
            if (value == null || !Double.isFinite(value)) {
                out.nullValue();
            } else {
                out.value(value);
            }
        }

        @Override
        public Double read(JsonReader in) throws IOException {
            if (in.peek() == JsonToken.NULL) {
                in.nextNull();
                return Double.NaN;
            }
            return in.nextDouble();
        }
    }
}
