package assay.cli;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A grid as it is stored: every method of a topic at every value of its knob.
 *
 * @param schema version of the form
 * @param topic name of the topic
 * @param title what grows
 * @param question what a reader wants to know
 * @param seeing what there is to see
 * @param knob what the slider turns, in words
 * @param headline the claim that leads
 * @param tier how sharp the claims are
 * @param budget replicates at most in each cell
 * @param epoch public counter in the keys of the random numbers
 * @param stale whether the code has changed since; known on reading only
 * @param values the values of the knob
 * @param methods the methods
 * @param cells methods by values
 */
record Grid(
        String schema,
        String topic,
        String title,
        String question,
        String seeing,
        String knob,
        String headline,
        String tier,
        int budget,
        int epoch,
        boolean stale,
        List<GridTopic.Value> values,
        List<Contender> methods,
        List<Cell> cells) {

    static final String SCHEMA = "assay/grid/1";

    private static final MathContext DIGITS = new MathContext(5);

    private static final Gson GSON = new GsonBuilder()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .disableHtmlEscaping()
            .create();

    /**
     * A method of the grid.
     *
     * @param name its name
     * @param title its name in words
     * @param catalogue its name in the catalogue, empty for a baseline that is not in it
     * @param stance how it deals with what the knob turns
     */
    record Contender(String name, String title, String catalogue, GridTopic.Stance stance) {}

    /**
     * A claim in a cell.
     *
     * @param name kebab case
     * @param statement in words
     * @param nominal the rate that it should have
     * @param threshold the rate that it must exceed
     * @param replicates scored
     * @param estimate the rate
     * @param low lower end of its 99 % confidence sequence
     * @param high upper end
     * @param verdict certified, refuted or inconclusive
     */
    record Claim(
            String name,
            String statement,
            double nominal,
            double threshold,
            int replicates,
            double estimate,
            double low,
            double high,
            String verdict) {}

    /**
     * One method at one value.
     *
     * @param method name of the method
     * @param at value of the knob
     * @param id the world with its knobs
     * @param verdict on all claims
     * @param replicates run
     * @param failures replicates without an answer, which score 0
     * @param truth mean truth
     * @param mean mean estimate
     * @param bias mean error
     * @param biasMcse its Monte-Carlo standard error
     * @param sd standard deviation of the estimates
     * @param meanSe root of the mean squared standard error
     * @param claims the claims
     * @param quantiles 101 quantiles of the estimates
     * @param intervals estimate, ends and truth of the first replicates
     * @param codeDigest digest of the estimator
     * @param worldDigest digest of the world
     * @param specDigest digest of the claims and the cell
     */
    record Cell(
            String method,
            double at,
            String id,
            String verdict,
            int replicates,
            int failures,
            double truth,
            double mean,
            double bias,
            double biasMcse,
            double sd,
            double meanSe,
            List<Claim> claims,
            List<Double> quantiles,
            List<List<Double>> intervals,
            String codeDigest,
            String worldDigest,
            String specDigest) {}

    /** The same grid as of other code. */
    Grid withStale(boolean changed) {
        return new Grid(
                schema, topic, title, question, seeing, knob, headline, tier, budget, epoch, changed, values, methods,
                cells);
    }

    Cell cell(String method, double at) {
        return cells.stream()
                .filter(cell -> cell.method().equals(method) && cell.at() == at)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "The stored grid '" + topic + "' has no cell of " + method + " at " + brief(at) + "."));
    }

    /** One line for each value, method and cell. */
    String text() {
        StringBuilder out = new StringBuilder("{\n");
        JsonObject tree = GSON.toJsonTree(this).getAsJsonObject();
        List<String> fields = new ArrayList<>();
        tree.entrySet().forEach(e -> fields.add(GSON.toJson(e.getKey()) + ":" + lines(e.getValue())));
        return out.append(String.join(",\n", fields)).append("\n}\n").toString();
    }

    private static String lines(JsonElement element) {
        if (!(element instanceof JsonArray array)) {
            return GSON.toJson(element);
        }
        List<String> lines = new ArrayList<>();
        array.forEach(line -> lines.add(GSON.toJson(line)));
        return "[\n" + String.join(",\n", lines) + "\n]";
    }

    static Grid read(Path file) throws IOException {
        try {
            Grid grid = GSON.fromJson(Files.readString(file), Grid.class);
            if (grid == null || !SCHEMA.equals(grid.schema)) {
                throw new IllegalArgumentException(
                        file + " is not a grid of this version: run assay explore run to make it again.");
            }
            return grid;
        } catch (JsonParseException e) {
            throw new IllegalArgumentException(file + " is not a grid: " + e.getMessage(), e);
        }
    }

    /** Five significant digits: more than a drawing shows. */
    static double rounded(double value) {
        return Double.isFinite(value) ? new BigDecimal(value).round(DIGITS).doubleValue() : 0;
    }

    static String brief(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
