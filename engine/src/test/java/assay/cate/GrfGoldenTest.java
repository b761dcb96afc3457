package assay.cate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.Estimate;
import assay.Fit;
import assay.Gold;
import assay.Role;
import assay.Sample;
import assay.SharedData;
import assay.forest.ForestOptions;
import assay.random.Philox;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * Causal forests against grf 2.6.1 on the same data (reference values made by gold/g14_grf.R).
 *
 * <p>Both are random, so a value is compared with the mean over some seeds of ours, within four Monte-Carlo standard errors of
 * the difference and a stated difference of the algorithms. The Monte-Carlo standard deviation of one forest, s, is that of ours
 * over independent seeds; grf's "sd_over_seeds" is no measure of it, because since version 2.4 the trees of its forest of seed k
 * are those of seeds k, k + 1, ..., so that forests of seeds 1, 2 and 3 share all but two of their groups of trees. The mean over
 * its seeds is therefore worth one forest, and the difference has variance s^2 (1 + 1 / seeds).
 *
 * <p>False alarms: s has four degrees of freedom, and a t of 4 or more has probability 0.016, so that each check alone would fail once in
 * 62 sets of seeds if both forests were one algorithm and nothing were allowed for; the allowance makes it rarer. Seeds are fixed.
 */
class GrfGoldenTest {

    private static final int SEEDS = 5;

    private static final class Rows {
        private final double[] outcome;
        private final double[] arm;
        private final List<double[]> features;
        private final double known;

        private Rows(double[] outcome, double[] arm, List<double[]> features, double known) {
            this.outcome = outcome;
            this.arm = arm;
            this.features = features;
            this.known = known;
        }

        Sample sample() {
            Sample.Builder builder = Sample.builder().outcome("y", outcome).assignment("w", arm);
            for (int j = 0; j < features.size(); j++) {
                builder.covariate("x" + j, features.get(j));
            }
            if (known > 0) {
                double[] e = new double[arm.length];
                Arrays.fill(e, known);
                builder.add(Role.PROPENSITY, "e", e);
            }
            return builder.build();
        }
    }

    /** Runs our forests and compares every value of the reference. */
    private static void compare(JsonObject gold, Rows rows, int trees) {
        Sample sample = rows.sample();
        double[][] values = new double[SEEDS][];
        for (int s = 0; s < SEEDS; s++) {
            CausalForestLearner learner = CausalForestLearner.of(
                            ForestOptions.standard().withTrees(trees).withThreads(2))
                    .withRecalibration(Recalibration.NONE);
            values[s] = summary(learner.estimate(sample, new Philox(s + 1, 0, 3)));
        }
        double[] ate = pair(gold, "ate");
        double[] att = pair(gold, "att");
        double[] ato = pair(gold, "ato");
        double meanSe = one(gold, "mean_se");
        double cateSd = one(gold, "cate_sd");
        // Averages: a tenth of their standard error. Standard errors: a twentieth. Calibration: a quarter of the
        // standard error.
        // Effects of units: a tenth of their mean standard error for quantiles, a twentieth of themselves for spreads.
        check("ate", values, 0, ate[0], 0.1 * ate[1]);
        check("ate se", values, 1, ate[1], 0.05 * ate[1]);
        check("att", values, 2, att[0], 0.1 * att[1]);
        check("att se", values, 3, att[1], 0.05 * att[1]);
        check("ato", values, 4, ato[0], 0.1 * ato[1]);
        check("ato se", values, 5, ato[1], 0.05 * ato[1]);
        check("calibration mean", values, 6, one(gold, "calib_mean"), 0.25 * one(gold, "calib_mean_se"));
        check("calibration mean se", values, 7, one(gold, "calib_mean_se"), 0.1 * one(gold, "calib_mean_se"));
        check("calibration diff", values, 8, one(gold, "calib_diff"), 0.25 * one(gold, "calib_diff_se"));
        check("calibration diff se", values, 9, one(gold, "calib_diff_se"), 0.1 * one(gold, "calib_diff_se"));
        check("mean effect", values, 10, one(gold, "cate_mean"), 0.1 * ate[1]);
        check("sd of effects", values, 11, cateSd, 0.05 * cateSd);
        check("mean se", values, 12, meanSe, 0.05 * meanSe);
        JsonArray quantiles = gold.getAsJsonObject("cate_q").getAsJsonArray("mean");
        for (int q = 0; q < quantiles.size(); q++) {
            check("quantile " + q, values, 13 + q, quantiles.get(q).getAsDouble(), 0.1 * meanSe);
        }
    }

    private static void check(String what, double[][] values, int at, double gold, double algorithm) {
        double mean = 0;
        for (double[] value : values) {
            mean += value[at] / SEEDS;
        }
        double squares = 0;
        for (double[] value : values) {
            squares += (value[at] - mean) * (value[at] - mean);
        }
        double spread = Math.sqrt(squares / (SEEDS - 1) * (1 + 1.0 / SEEDS));
        assertThat(Math.abs(mean - gold))
                .as("%s: ours %.6g, grf %.6g, Monte-Carlo sd of the difference %.3g", what, mean, gold, spread)
                .isLessThanOrEqualTo(4 * spread + algorithm);
    }

    private static double[] summary(CateFit fit) {
        double[] out = new double[18];
        put(out, 0, AverageEffects.ate(fit).estimate());
        put(out, 2, AverageEffects.att(fit).estimate());
        put(out, 4, AverageEffects.ato(fit).estimate());
        Fit calibration = Calibration.of(fit).coefficients();
        for (Estimate estimate : calibration.terms()) {
            put(out, estimate.term().equals("mean") ? 6 : 8, estimate);
        }
        double[] effects = fit.effects().clone();
        Arrays.sort(effects);
        int n = effects.length;
        double mean = Arrays.stream(effects).average().orElseThrow();
        double squares =
                Arrays.stream(effects).map(t -> (t - mean) * (t - mean)).sum();
        out[10] = mean;
        out[11] = Math.sqrt(squares / (n - 1));
        out[12] = Arrays.stream(fit.variances().orElseThrow())
                .map(Math::sqrt)
                .average()
                .orElseThrow();
        double[] levels = {0.05, 0.25, 0.5, 0.75, 0.95};
        for (int q = 0; q < levels.length; q++) {
            double rank = (n - 1) * levels[q];
            int low = (int) rank;
            out[13 + q] = effects[low] + (rank - low) * (effects[Math.min(n - 1, low + 1)] - effects[low]);
        }
        return out;
    }

    private static void put(double[] out, int at, Estimate estimate) {
        out[at] = estimate.value();
        out[at + 1] = estimate.stdError();
    }

    private static double[] pair(JsonObject gold, String name) {
        JsonArray mean = gold.getAsJsonObject(name).getAsJsonArray("mean");
        return new double[] {mean.get(0).getAsDouble(), mean.get(1).getAsDouble()};
    }

    private static double one(JsonObject gold, String name) {
        return gold.getAsJsonObject(name).get("mean").getAsDouble();
    }

    private static JsonObject gold(String name) {
        return Gold.read("grf.json").getAsJsonObject("values").getAsJsonObject(name);
    }

    private static List<String[]> lines(String file) throws IOException {
        String given = System.getenv("ASSAY_DATA");
        String root = System.getenv("ASSAY_ROOT");
        Path directory = given != null ? Path.of(given) : Path.of(root == null ? "." : root, "../shared/data");
        Path path = directory.resolve(file);
        assumeTrue(Files.exists(path), () -> "skipped: " + file + " is not in " + directory + "; set ASSAY_DATA");
        List<String[]> out = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(path)), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                out.add(fields(line));
            }
        }
        return out;
    }

    /** Splits at commas outside of quotes. */
    private static String[] fields(String line) {
        List<String> out = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                out.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        out.add(field.toString());
        return out.toArray(new String[0]);
    }

    private static double[] column(List<String[]> rows, int column) {
        return rows.stream().mapToDouble(row -> Double.parseDouble(row[column])).toArray();
    }

    @Test
    void theInfantHealthProgram() throws IOException {
        List<String[]> first = lines("ihdp_npci_1_10.csv.gz").stream()
                .filter(row -> row[0].equals("1"))
                .toList();
        List<double[]> features = new ArrayList<>();
        for (int j = 0; j < 25; j++) {
            features.add(column(first, 6 + j));
        }
        compare(gold("ihdp1"), new Rows(column(first, 2), column(first, 1), features, 0), 2000);
    }

    @Test
    void theSupportedWorkDemonstration() {
        Function<String, double[]> data = SharedData.csv("nsw_dw_experimental445.csv");
        List<double[]> features = new ArrayList<>();
        for (String name : List.of("age", "educ", "black", "hisp", "married", "nodegr", "re74", "re75")) {
            features.add(data.apply(name));
        }
        compare(gold("nsw_dw445"), new Rows(data.apply("re78"), data.apply("treat"), features, 0), 2000);
    }

    @Test
    void anEmailCampaignWithKnownPropensity() throws IOException {
        List<String[]> all = lines("hillstrom.csv.gz");
        List<String> names = Arrays.asList(all.get(0));
        int segment = names.indexOf("segment");
        List<String[]> two = all.subList(1, all.size()).stream()
                .filter(row -> !row[segment].equals("Womens E-Mail"))
                .toList();
        List<String[]> rows = Arrays.stream(new RandomR(3).sample(two.size(), 10_000))
                .sorted()
                .mapToObj(i -> two.get(i - 1))
                .toList();
        List<double[]> features = new ArrayList<>();
        for (String name : List.of("recency", "history", "mens", "womens", "newbie")) {
            features.add(column(rows, names.indexOf(name)));
        }
        double[] arm = rows.stream()
                .mapToDouble(row -> row[segment].equals("Mens E-Mail") ? 1 : 0)
                .toArray();
        compare(
                gold("hillstrom_visit_mens_sub10k"),
                new Rows(column(rows, names.indexOf("visit")), arm, features, 0.5),
                1000);
    }

    @Test
    void theGeneratorOfR() {
        // Rscript -e 'set.seed(3); sample(10); set.seed(3); sample(42613, 5)', R 4.2.2.
        assertThat(new RandomR(3).sample(10, 10)).containsExactly(5, 7, 4, 2, 3, 8, 9, 6, 10, 1);
        assertThat(new RandomR(3).sample(42_613, 5)).containsExactly(21_479, 39_610, 19_307, 41_352, 33_098);
    }

    /** The generator of R: Mersenne Twister, seeded by scrambling, and its sampling by rejection of random bits. */
    private static final class RandomR {

        private static final int SIZE = 624;
        private final int[] state = new int[SIZE];
        private int next = SIZE;

        RandomR(int seed) {
            int scrambled = seed;
            for (int j = 0; j < 50; j++) {
                scrambled = 69069 * scrambled + 1;
            }
            // The first word is the position, which R then sets to the end.
            scrambled = 69069 * scrambled + 1;
            for (int j = 0; j < SIZE; j++) {
                scrambled = 69069 * scrambled + 1;
                state[j] = scrambled;
            }
        }

        private double uniform() {
            if (next == SIZE) {
                for (int k = 0; k < SIZE; k++) {
                    int mixed = (state[k] & 0x80000000) | (state[(k + 1) % SIZE] & 0x7FFFFFFF);
                    state[k] = state[(k + 397) % SIZE] ^ (mixed >>> 1) ^ ((mixed & 1) == 0 ? 0 : 0x9908B0DF);
                }
                next = 0;
            }
            int y = state[next++];
            y ^= y >>> 11;
            y ^= (y << 7) & 0x9D2C5680;
            y ^= (y << 15) & 0xEFC60000;
            y ^= y >>> 18;
            return (y & 0xFFFFFFFFL) * 2.3283064365386963e-10;
        }

        private int below(int bound) {
            int bits = (int) Math.ceil(Math.log(bound) / Math.log(2));
            while (true) {
                long value = 0;
                for (int n = 0; n <= bits; n += 16) {
                    value = 65536 * value + (int) Math.floor(uniform() * 65536);
                }
                if (bits < 64) {
                    value &= (1L << bits) - 1;
                }
                if (value < bound) {
                    return (int) value;
                }
            }
        }

        /** Without replacement, from 1 on. */
        int[] sample(int size, int count) {
            int[] left = new int[size];
            Arrays.setAll(left, i -> i);
            int[] out = new int[count];
            int remaining = size;
            for (int i = 0; i < count; i++) {
                int j = below(remaining);
                out[i] = left[j] + 1;
                left[j] = left[--remaining];
            }
            return out;
        }
    }
}
