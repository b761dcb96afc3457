package assay.bayes;

import assay.EstimationException;
import assay.Problem;
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
import org.jspecify.annotations.Nullable;

/** The file of a bandit policy. */
final class BanditPolicyJson {

    static final String SCHEMA = "assay/bandit-policy/1";

    private static final Gson COMPACT = new Gson();
    private static final Gson PRETTY =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private BanditPolicyJson() {}

    static String write(BanditPolicy policy) {
        JsonObject body = new JsonObject();
        body.add("arms", texts(policy.arms()));
        body.add("features", texts(policy.features()));
        JsonObject allocation = new JsonObject();
        allocation.addProperty("rule", policy.allocation().rule().code());
        allocation.addProperty("parameter", policy.allocation().parameter());
        allocation.addProperty("floor", policy.allocation().floor());
        body.add("allocation", allocation);
        JsonObject prior = new JsonObject();
        prior.addProperty("precision", policy.prior().precision());
        prior.addProperty("shape", policy.prior().shape());
        prior.addProperty("rate", policy.prior().rate());
        body.add("prior", prior);
        ArmSums sums = policy.sums();
        body.addProperty("origin", sums.origin());
        JsonArray stored = new JsonArray();
        for (int a = 0; a < policy.arms().size(); a++) {
            JsonObject one = new JsonObject();
            one.addProperty("arm", policy.arms().get(a));
            one.addProperty("rows", sums.rows(a));
            one.addProperty("yy", sums.yy(a));
            one.add("xy", numbers(sums.cross(a)));
            one.add("xx", numbers(sums.gram(a)));
            stored.add(one);
        }
        body.add("sums", stored);
        JsonObject file = new JsonObject();
        file.addProperty("schema", SCHEMA);
        file.addProperty("checksum", checksum(body));
        file.add("policy", body);
        return PRETTY.toJson(file) + "\n";
    }

    static BanditPolicy read(String json) {
        try {
            JsonElement root = JsonParser.parseString(json);
            if (!root.isJsonObject() || !root.getAsJsonObject().has("schema")) {
                throw refused("it does not say what it is", null);
            }
            JsonObject file = root.getAsJsonObject();
            String schema = file.get("schema").getAsString();
            if (!schema.equals(SCHEMA)) {
                throw refused("it is '" + schema + "', and this program reads '" + SCHEMA + "'", null);
            }
            JsonObject body = file.getAsJsonObject("policy");
            if (body == null
                    || !file.has("checksum")
                    || !file.get("checksum").getAsString().equals(checksum(body))) {
                throw refused("its checksum is not that of what it holds: it was cut off or changed by hand", null);
            }
            return policy(body);
        } catch (JsonParseException
                | IllegalStateException
                | UnsupportedOperationException
                | NumberFormatException
                | NullPointerException e) {
            throw refused("it is no such JSON", e);
        }
    }

    private static BanditPolicy policy(JsonObject body) {
        List<String> arms = texts(body.getAsJsonArray("arms"));
        List<String> features = texts(body.getAsJsonArray("features"));
        JsonObject allocation = body.getAsJsonObject("allocation");
        JsonObject prior = body.getAsJsonObject("prior");
        ArmSums sums =
                new ArmSums(arms.size(), features.size(), body.get("origin").getAsDouble());
        JsonArray stored = body.getAsJsonArray("sums");
        for (int a = 0; a < arms.size(); a++) {
            JsonObject one = stored.get(a).getAsJsonObject();
            sums.restore(
                    a,
                    one.get("rows").getAsLong(),
                    one.get("yy").getAsDouble(),
                    numbers(one.getAsJsonArray("xy")),
                    numbers(one.getAsJsonArray("xx")));
        }
        return new BanditPolicy(
                arms,
                features,
                new ConjugatePrior(
                        prior.get("precision").getAsDouble(),
                        prior.get("shape").getAsDouble(),
                        prior.get("rate").getAsDouble()),
                new Allocation(
                        rule(allocation.get("rule").getAsString()),
                        allocation.get("parameter").getAsDouble(),
                        allocation.get("floor").getAsDouble()),
                sums);
    }

    private static AllocationRule rule(String code) {
        for (AllocationRule rule : AllocationRule.values()) {
            if (rule.code().equals(code)) {
                return rule;
            }
        }
        throw refused("it has the rule '" + code + "', which is none", null);
    }

    private static String checksum(JsonObject body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(COMPACT.toJson(body).getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonArray texts(List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }

    private static List<String> texts(JsonArray array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.getAsString()));
        return texts;
    }

    private static JsonArray numbers(double[] values) {
        JsonArray array = new JsonArray();
        for (double value : values) {
            array.add(value);
        }
        return array;
    }

    private static double[] numbers(JsonArray array) {
        double[] values = new double[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).getAsDouble();
        }
        return values;
    }

    private static EstimationException refused(String why, @Nullable Throwable cause) {
        EstimationException refused = new EstimationException(
                Problem.UNSUITABLE_METHOD,
                "This is not a bandit policy that can be used: " + why + ".",
                "Use a file that assay bandit init or update has written.");
        if (cause != null) {
            refused.initCause(cause);
        }
        return refused;
    }
}
