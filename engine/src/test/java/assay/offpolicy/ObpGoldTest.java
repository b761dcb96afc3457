package assay.offpolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.Gold;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** What the Open Bandit Pipeline, zr-obp 0.5.5, prints of three logs: {@code python3 g16_ope.py} in the folder of reference values. */
class ObpGoldTest {

    private static final int ITEMS = 34;
    private static final int SLOTS = 3;

    private static final Map<String, OffPolicyScore> SCORES = new LinkedHashMap<>();

    static {
        SCORES.put("IPS", new Ips());
        SCORES.put("SNIPS", new Snips());
        SCORES.put("IPS_clip_2", new ClippedIps(2));
        SCORES.put("IPS_clip_5", new ClippedIps(5));
        SCORES.put("SGIPS_0.1", new SubGaussianIps(.1));
        SCORES.put("DM", new DirectMethod());
        SCORES.put("DR", new DoublyRobust());
        SCORES.put("SNDR", new SelfNormalisedDr());
        SCORES.put("DR_clip_5", new ClippedDr(5));
        SCORES.put("SwitchDR_1", new SwitchDr(1));
        SCORES.put("SwitchDR_3", new SwitchDr(3));
        SCORES.put("DRos_1", new DrOptimisticShrinkage(1));
        SCORES.put("DRos_10", new DrOptimisticShrinkage(10));
        SCORES.put("SGDR_0.1", new SubGaussianDr(.1));
    }

    @Test
    void syntheticLog() throws IOException {
        JsonObject gold = gold("synthetic_n2000");
        List<String[]> rows = rows("ope_synthetic_n2000.csv");
        int n = rows.size();
        int[] action = new int[n];
        double[] reward = new double[n];
        double[] logged = new double[n];
        double[] target = new double[n * 5];
        double[] model = new double[n * 5];
        for (int i = 0; i < n; i++) {
            String[] row = rows.get(i);
            action[i] = Integer.parseInt(row[3]);
            reward[i] = Double.parseDouble(row[4]);
            logged[i] = Double.parseDouble(row[5]);
            for (int a = 0; a < 5; a++) {
                target[i * 5 + a] = Double.parseDouble(row[6 + a]);
                model[i * 5 + a] = Double.parseDouble(row[11 + a]);
            }
        }
        same(LoggedFeedback.of(action, reward, logged, target).withModel(model), gold);
    }

    @Test
    void randomLogOfTheOpenBanditSampleUnderThompsonSampling() throws IOException {
        JsonObject gold = gold("obd_random_men_eval_bts");
        double[][] bts = new double[ITEMS][SLOTS];
        JsonArray table = gold.getAsJsonArray("action_dist_action_x_position");
        for (int a = 0; a < ITEMS; a++) {
            for (int s = 0; s < SLOTS; s++) {
                bts[a][s] = table.get(a).getAsJsonArray().get(s).getAsDouble();
            }
        }
        Log log = log("obd_random_men.csv.gz");
        same(log.under(bts, log.rates()), gold);
    }

    @Test
    void thompsonLogOfTheOpenBanditSampleUnderUniform() throws IOException {
        JsonObject gold = gold("obd_bts_men_eval_uniform");
        double[][] uniform = new double[ITEMS][SLOTS];
        for (double[] of : uniform) {
            Arrays.fill(of, 1.0 / ITEMS);
        }
        Map<String, OffPolicyScore> scores = new LinkedHashMap<>(SCORES);
        // One row has a weight of 1 to the last bit here, and a weight just above the switch in the reference.
        scores.put("SwitchDR_1", new SwitchDr(Math.nextDown(1.0)));
        LoggedFeedback log = log("obd_bts_men.csv.gz")
                .under(uniform, log("obd_random_men.csv.gz").rates());
        same(log, gold, scores);
    }

    private static void same(LoggedFeedback feedback, JsonObject gold) {
        same(feedback, gold, SCORES);
    }

    private static void same(LoggedFeedback feedback, JsonObject gold, Map<String, OffPolicyScore> scores) {
        JsonObject estimates = gold.getAsJsonObject("estimates");
        scores.forEach((name, score) -> {
            JsonObject printed = estimates.getAsJsonObject(name);
            OffPolicyEstimate estimate = score.evaluate(feedback);
            assertThat(estimate.value()).as(name).isCloseTo(printed.get("value").getAsDouble(), within(1e-9));
            if (score instanceof DirectMethod) {
                return;
            }
            double iid = printed.get("se_iid").getAsDouble();
            if (score instanceof Snips || score instanceof SelfNormalisedDr) {
                // The pipeline takes the spread of w r / mean(w) for that of a mean; ours is that of the ratio, by the
                // delta method.
                assertThat(ofRounds(score, feedback)).as(name).isCloseTo(iid, within(1e-9));
                assertThat(estimate.stdError()).as(name).isNotCloseTo(iid, within(1e-9));
            } else {
                assertThat(estimate.stdError()).as(name).isCloseTo(iid, within(1e-9));
            }
        });
        JsonObject diagnostics = estimates.getAsJsonObject("diagnostics");
        OverlapDiagnosis overlap = OverlapDiagnosis.of(feedback);
        assertThat(overlap.effectiveSize()).isCloseTo(diagnostics.get("ess").getAsDouble(), within(1e-8));
        assertThat(overlap.largestWeight())
                .isCloseTo(diagnostics.get("max_weight").getAsDouble(), within(1e-9));
        assertThat(overlap.meanWeight())
                .isCloseTo(diagnostics.get("mean_weight").getAsDouble(), within(1e-9));
    }

    /** The error that the pipeline prints of a self-normalised score. */
    private static double ofRounds(OffPolicyScore score, LoggedFeedback feedback) {
        double mean = OffPolicyEstimate.mean(feedback.weights());
        double[] e = score instanceof Snips ? feedback.reward() : Scores.residuals(feedback);
        double[] rounds = new double[e.length];
        for (int i = 0; i < e.length; i++) {
            rounds[i] = (score instanceof Snips ? 0 : feedback.direct(i)) + feedback.weights()[i] * e[i] / mean;
        }
        return OffPolicyEstimate.ofTerms("rounds", rounds, feedback).stdError();
    }

    private static final class Log {

        private final int[] item;
        private final int[] slot;
        private final double[] click;
        private final double[] propensity;

        Log(int rows) {
            item = new int[rows];
            slot = new int[rows];
            click = new double[rows];
            propensity = new double[rows];
        }

        double[][] rates() {
            double[][] clicks = new double[ITEMS][SLOTS];
            double[][] shown = new double[ITEMS][SLOTS];
            for (int i = 0; i < item.length; i++) {
                clicks[item[i]][slot[i]] += click[i];
                shown[item[i]][slot[i]]++;
            }
            double[][] rates = new double[ITEMS][SLOTS];
            for (int a = 0; a < ITEMS; a++) {
                for (int s = 0; s < SLOTS; s++) {
                    rates[a][s] = (clicks[a][s] + 1) / (shown[a][s] + 100);
                }
            }
            return rates;
        }

        LoggedFeedback under(double[][] policy, double[][] rates) {
            double[] target = new double[item.length * ITEMS];
            double[] model = new double[item.length * ITEMS];
            for (int i = 0; i < item.length; i++) {
                for (int a = 0; a < ITEMS; a++) {
                    target[i * ITEMS + a] = policy[a][slot[i]];
                    model[i * ITEMS + a] = rates[a][slot[i]];
                }
            }
            return LoggedFeedback.of(item, click, propensity, target).withModel(model);
        }
    }

    private static Log log(String file) throws IOException {
        List<String[]> rows = rows(file);
        int n = rows.size();
        Log log = new Log(n);
        for (int i = 0; i < n; i++) {
            String[] row = rows.get(i);
            log.item[i] = Integer.parseInt(row[2]);
            log.slot[i] = Integer.parseInt(row[3]) - 1;
            log.click[i] = Double.parseDouble(row[4]);
            log.propensity[i] = Double.parseDouble(row[5]);
        }
        return log;
    }

    private static JsonObject gold(String name) {
        return Gold.read("ope.json").getAsJsonObject("values").getAsJsonObject(name);
    }

    private static List<String[]> rows(String file) throws IOException {
        String given = System.getenv("ASSAY_DATA");
        String root = System.getenv("ASSAY_ROOT");
        Path path =
                (given != null ? Path.of(given) : Path.of(root == null ? "." : root, "../shared/data")).resolve(file);
        assumeTrue(Files.exists(path), () -> "skipped: there is no " + path + "; set ASSAY_DATA");
        List<String[]> rows = new ArrayList<>();
        try (InputStream raw = Files.newInputStream(path);
                InputStream plain = file.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader reader = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            reader.readLine();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                rows.add(line.split(",", -1));
            }
        }
        return rows;
    }
}
