package assay.rounds;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Designs and histories as JSON; numbers are written so that they read back to the bit. */
final class CampaignJson {

    private CampaignJson() {}

    static JsonObject design(CampaignDesign design) {
        JsonObject out = new JsonObject();
        out.add("arms", texts(design.arms()));
        out.add("covariates", texts(design.covariates()));
        JsonArray sizes = new JsonArray();
        design.sizes().forEach(sizes::add);
        out.add("sizes", sizes);
        out.addProperty("control_floor", design.floors().control());
        out.addProperty("explore_floor", design.floors().explore());
        out.addProperty("discovery", design.segments().discovery());
        out.addProperty("depth", design.segments().depth());
        out.addProperty("least_share", design.segments().leastShare());
        out.add("outcome_low", bound(design.outcome().low()));
        out.add("outcome_high", bound(design.outcome().high()));
        out.addProperty("alpha", design.levels().alpha());
        out.addProperty("discovery_rate", design.levels().discoveryRate());
        out.addProperty("least_effect", design.levels().leastEffect());
        out.addProperty("drift_alpha", design.levels().driftAlpha());
        return out;
    }

    static CampaignDesign design(JsonObject in) {
        List<Integer> sizes = new ArrayList<>();
        in.getAsJsonArray("sizes").forEach(size -> sizes.add(size.getAsInt()));
        return new CampaignDesign(
                texts(in.getAsJsonArray("arms")),
                texts(in.getAsJsonArray("covariates")),
                sizes,
                new CellFloors(number(in, "control_floor"), number(in, "explore_floor")),
                new SegmentRule(in.get("discovery").getAsInt(), in.get("depth").getAsInt(), number(in, "least_share")),
                new OutcomeRange(
                        bound(in.get("outcome_low"), Double.NEGATIVE_INFINITY),
                        bound(in.get("outcome_high"), Double.POSITIVE_INFINITY)),
                new CampaignLevels(
                        number(in, "alpha"),
                        number(in, "discovery_rate"),
                        number(in, "least_effect"),
                        number(in, "drift_alpha")));
    }

    static JsonObject history(CampaignHistory history) {
        JsonObject out = new JsonObject();
        Segmentation segmentation = history.segmentationOrNull();
        out.add("segments", segmentation == null ? JsonNull.INSTANCE : new JsonPrimitive(segmentation.toJson()));
        JsonArray rounds = new JsonArray();
        for (int r = 0; r < history.plans().size(); r++) {
            RoundPlan plan = history.plans().get(r);
            JsonObject round = new JsonObject();
            round.addProperty("control", plan.weight(Cell.CONTROL));
            round.addProperty("explore", plan.weight(Cell.EXPLORE));
            double[][] allocation = new double[plan.segments()][plan.arms().size()];
            for (int s = 0; s < allocation.length; s++) {
                for (int k = 0; k < allocation[s].length; k++) {
                    allocation[s][k] = plan.allocation(s, k);
                }
            }
            round.add("allocation", rows(allocation));
            JsonArray logs = new JsonArray();
            for (Chunk chunk : history.chunks().get(r)) {
                JsonObject log = new JsonObject();
                log.addProperty("digest", chunk.digest());
                log.addProperty("rows", chunk.rows());
                logs.add(log);
            }
            round.add("logs", logs);
            RoundTotals open = history.openOrNull();
            round.add(
                    "totals",
                    totals(r < history.closed().size() ? history.closed().get(r) : Objects.requireNonNull(open)));
            rounds.add(round);
        }
        out.add("rounds", rounds);
        out.addProperty("over", history.openOrNull() == null);
        return out;
    }

    static CampaignHistory history(CampaignDesign design, SegmentModel model, JsonObject in, List<RoundLog> discovery) {
        JsonElement segments = in.get("segments");
        Segmentation segmentation = segments.isJsonNull() ? null : model.read(design, segments.getAsString());
        JsonArray rounds = in.getAsJsonArray("rounds");
        boolean over = in.get("over").getAsBoolean();
        List<RoundPlan> plans = new ArrayList<>();
        List<List<Chunk>> chunks = new ArrayList<>();
        List<RoundTotals> closed = new ArrayList<>();
        RoundTotals open = null;
        for (int r = 0; r < rounds.size(); r++) {
            JsonObject round = rounds.get(r).getAsJsonObject();
            RoundPlan plan = new RoundPlan(
                    design,
                    r,
                    number(round, "control"),
                    number(round, "explore"),
                    rows(round.getAsJsonArray("allocation")));
            plans.add(plan);
            List<Chunk> logs = new ArrayList<>();
            for (JsonElement log : round.getAsJsonArray("logs")) {
                JsonObject chunk = log.getAsJsonObject();
                logs.add(new Chunk(
                        chunk.get("digest").getAsString(), chunk.get("rows").getAsInt()));
            }
            chunks.add(List.copyOf(logs));
            JsonObject totals = round.getAsJsonObject("totals");
            if (over || r < rounds.size() - 1) {
                closed.add(closed(segmentation, plan, totals, history(segmentation, closed, plans, chunks), design));
            } else {
                Evidence evidence = history(segmentation, closed, plans, chunks).evidence(design);
                open = totals(evidence.open(r, plan.propensities()), plan.propensities(), totals);
            }
        }
        return new CampaignHistory(segmentation, closed, plans, open, chunks, discovery);
    }

    private static CampaignHistory history(
            @Nullable Segmentation segmentation,
            List<RoundTotals> closed,
            List<RoundPlan> plans,
            List<List<Chunk>> chunks) {
        return new CampaignHistory(segmentation, closed, plans, null, chunks, List.of());
    }

    /** Rounds of discovery are kept by the segments that were found after them. */
    private static RoundTotals closed(
            @Nullable Segmentation segmentation,
            RoundPlan plan,
            JsonObject totals,
            CampaignHistory before,
            CampaignDesign design) {
        int segments = segmentation == null ? 1 : segmentation.count();
        double[][] propensities = plan.propensities();
        if (propensities.length != segments) {
            double[] everybody = propensities[0];
            propensities = new double[segments][];
            Arrays.fill(propensities, everybody);
        }
        RoundTotals fresh = before.evidence(design).open(plan.round(), propensities);
        return totals(fresh, propensities, totals);
    }

    private static JsonObject totals(RoundTotals totals) {
        JsonObject out = new JsonObject();
        int segments = totals.propensities().length;
        int arms = totals.propensities()[0].length;
        JsonArray all = new JsonArray();
        JsonArray floors = new JsonArray();
        for (int s = 0; s < segments; s++) {
            for (int k = 0; k < arms; k++) {
                all.add(moments(totals.all(s, k)));
                floors.add(moments(totals.floors(s, k)));
            }
        }
        out.add("all", all);
        out.add("floors", floors);
        JsonArray won = new JsonArray();
        for (double[][] segment : totals.wagers().logs()) {
            won.add(rows(segment));
        }
        out.add("won", won);
        return out;
    }

    private static RoundTotals totals(RoundTotals fresh, double[][] propensities, JsonObject in) {
        int segments = propensities.length;
        int arms = propensities[0].length;
        JsonArray won = in.getAsJsonArray("won");
        double[][][] logs = new double[won.size()][][];
        for (int s = 0; s < logs.length; s++) {
            logs[s] = rows(won.get(s).getAsJsonArray());
        }
        return new RoundTotals(
                fresh.round(),
                propensities,
                moments(in.getAsJsonArray("all"), segments, arms),
                moments(in.getAsJsonArray("floors"), segments, arms),
                fresh.wagers().with(logs));
    }

    private static JsonArray moments(Moments moments) {
        JsonArray out = new JsonArray();
        out.add(moments.n());
        out.add(moments.mean());
        out.add(moments.squares());
        return out;
    }

    private static Moments[][] moments(JsonArray in, int segments, int arms) {
        if (in.size() != segments * arms) {
            throw new CampaignFileException("The totals of a round are of " + in.size() + " pairs, not of "
                    + segments * arms + ". Restore the file from a copy.");
        }
        Moments[][] out = new Moments[segments][arms];
        for (int s = 0; s < segments; s++) {
            for (int k = 0; k < arms; k++) {
                JsonArray one = in.get(s * arms + k).getAsJsonArray();
                out[s][k] = new Moments(
                        one.get(0).getAsLong(),
                        one.get(1).getAsDouble(),
                        one.get(2).getAsDouble());
            }
        }
        return out;
    }

    private static JsonArray rows(double[][] rows) {
        JsonArray out = new JsonArray();
        for (double[] row : rows) {
            JsonArray values = new JsonArray();
            for (double value : row) {
                values.add(value);
            }
            out.add(values);
        }
        return out;
    }

    private static double[][] rows(JsonArray in) {
        double[][] rows = new double[in.size()][];
        for (int i = 0; i < rows.length; i++) {
            JsonArray values = in.get(i).getAsJsonArray();
            rows[i] = new double[values.size()];
            for (int j = 0; j < rows[i].length; j++) {
                rows[i][j] = values.get(j).getAsDouble();
            }
        }
        return rows;
    }

    private static JsonArray texts(List<String> texts) {
        JsonArray out = new JsonArray();
        texts.forEach(out::add);
        return out;
    }

    private static List<String> texts(JsonArray in) {
        List<String> out = new ArrayList<>();
        in.forEach(text -> out.add(text.getAsString()));
        return out;
    }

    private static double number(JsonObject in, String name) {
        return in.get(name).getAsDouble();
    }

    private static JsonElement bound(double value) {
        return Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE;
    }

    private static double bound(JsonElement element, double otherwise) {
        return element.isJsonNull() ? otherwise : element.getAsDouble();
    }
}
