package assay.policy;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;

/** Policies as JSON: an object that says what it is, its version and the digest of the rest. */
final class PolicyJson {

    static final int VERSION = 1;
    private static final String TREE = "assay-tree-policy";
    private static final Gson PRETTY =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    private static final Gson PLAIN = new GsonBuilder().disableHtmlEscaping().create();

    private PolicyJson() {}

    static String write(TreePolicy tree) {
        return sealed(TREE, tree(tree));
    }

    static TreePolicy read(String json) {
        return understood(() -> tree(opened(TREE, json)));
    }

    /** The object with what it is, its version, and the digest of it all. */
    static String sealed(String kind, JsonObject body) {
        JsonObject out = new JsonObject();
        out.addProperty("kind", kind);
        out.addProperty("version", VERSION);
        body.entrySet().forEach(entry -> out.add(entry.getKey(), entry.getValue()));
        out.addProperty("checksum", digest(out));
        return PRETTY.toJson(out) + "\n";
    }

    /** The object, if it is what it says. */
    static JsonObject opened(String kind, String json) {
        JsonElement parsed;
        try {
            parsed = JsonParser.parseString(json);
        } catch (JsonParseException e) {
            throw new PolicyFileException(
                    "This is no policy: it is not JSON. Give a file that assay policy --save wrote.");
        }
        if (!parsed.isJsonObject() || !kind.equals(text(parsed.getAsJsonObject(), "kind"))) {
            throw new PolicyFileException("This is no policy: it does not say kind '" + kind
                    + "'. Give a file that assay policy --save wrote.");
        }
        JsonObject object = parsed.getAsJsonObject();
        String version = text(object, "version");
        if (!version.equals(Integer.toString(VERSION))) {
            throw new PolicyFileException("The policy is of version " + version + ", and this software reads version "
                    + VERSION + ". Learn it again, or use the software that wrote it.");
        }
        String checksum = text(object, "checksum");
        object.remove("checksum");
        if (!checksum.equals(digest(object))) {
            throw new PolicyFileException(
                    "The policy is damaged or was changed by hand: its checksum does not fit. Restore the file, or learn"
                            + " the policy again.");
        }
        return object;
    }

    private static String text(JsonObject object, String key) {
        JsonElement value = object.get(key);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : "none";
    }

    static JsonObject tree(TreePolicy tree) {
        JsonObject out = new JsonObject();
        out.add("features", PLAIN.toJsonTree(tree.features()));
        out.add("actions", PLAIN.toJsonTree(tree.actions()));
        out.add("tree", node(tree, 0));
        return out;
    }

    private static JsonObject node(TreePolicy tree, int at) {
        JsonObject out = new JsonObject();
        if (tree.feature(at) < 0) {
            out.addProperty("action", tree.actions().get(tree.actionAt(at)));
            return out;
        }
        out.addProperty("feature", tree.features().get(tree.feature(at)));
        out.addProperty("at_most", tree.cut(at));
        out.add("then", node(tree, at + 1));
        out.add("else", node(tree, tree.right(at)));
        return out;
    }

    static TreePolicy tree(JsonObject object) {
        List<String> features = strings(object.getAsJsonArray("features"));
        List<String> actions = strings(object.getAsJsonArray("actions"));
        List<double[]> nodes = new ArrayList<>();
        collect(object.getAsJsonObject("tree"), features, actions, nodes, 0);
        return TreePolicy.of(features, actions, nodes);
    }

    private static void collect(
            JsonObject from, List<String> features, List<String> actions, List<double[]> nodes, int depth) {
        if (depth > 64) {
            throw new IllegalArgumentException("a tree of more than 64 levels");
        }
        if (from.has("action")) {
            nodes.add(new double[] {-1, 0, place("action", actions, from.get("action")), -1});
            return;
        }
        double cut = from.get("at_most").getAsDouble();
        if (!Double.isFinite(cut)) {
            throw new IllegalArgumentException("a cut at " + cut);
        }
        double[] node = {place("feature", features, from.get("feature")), cut, -1, -1};
        nodes.add(node);
        collect(from.getAsJsonObject("then"), features, actions, nodes, depth + 1);
        node[3] = nodes.size();
        collect(from.getAsJsonObject("else"), features, actions, nodes, depth + 1);
    }

    private static int place(String what, List<String> names, JsonElement name) {
        int at = names.indexOf(name.getAsString());
        if (at < 0) {
            throw new IllegalArgumentException("a node of the unknown " + what + " '" + name.getAsString() + "'");
        }
        return at;
    }

    static List<String> strings(JsonArray array) {
        List<String> out = new ArrayList<>();
        array.forEach(element -> out.add(element.getAsString()));
        return out;
    }

    /** What cannot be read as a policy is refused in one way. */
    static <T> T understood(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (PolicyFileException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new PolicyFileException(
                    "The policy cannot be read: " + e.getMessage() + ". Restore the file, or learn the policy again.");
        }
    }

    private static String digest(JsonObject object) {
        try {
            byte[] bytes = MessageDigest.getInstance("SHA-256")
                    .digest(PLAIN.toJson(object).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
