package assay.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.Gold;
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
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** What policytree 1.2.5 of R 4.2.2 collects; trees that collect the same may differ. */
class PolicyTreeGoldTest {

    private static final double PRINTED = 5e-8;

    private static List<String[]> rows(String file) throws IOException {
        String given = System.getenv("ASSAY_DATA");
        String root = System.getenv("ASSAY_ROOT");
        Path data = given != null ? Path.of(given) : Path.of(root == null ? "." : root, "../shared/data");
        Path path = data.resolve(file);
        assumeTrue(Files.exists(path), () -> "skipped: there is no " + path + "; set ASSAY_DATA");
        List<String[]> rows = new ArrayList<>();
        try (InputStream raw = Files.newInputStream(path);
                InputStream in = file.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.readLine();
            lines.lines()
                    .forEach(line -> rows.add(
                            line.replace("\"", "").replace("1,000", "1000").split(",", -1)));
        }
        return rows;
    }

    private static double collected(TreePolicy tree, double[][] columns, ActionScores scores) {
        int[] actions = tree.actionsOf(columns, scores.size());
        double sum = 0;
        for (int i = 0; i < actions.length; i++) {
            sum += scores.score(i, actions[i]);
        }
        return sum;
    }

    private static double gold(String name) {
        JsonObject values = Gold.read("policytree.json").getAsJsonObject("values");
        for (String part : name.split("/", -1)) {
            values = values.getAsJsonObject(part);
        }
        return values.get("reward_sum").getAsDouble();
    }

    private static double[][] columns(List<String[]> rows, int features, int size) {
        double[][] columns = new double[features][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < features; j++) {
                columns[j][i] = Double.parseDouble(rows.get(i)[j]);
            }
        }
        return columns;
    }

    private static ActionScores scores(List<String[]> rows, int actions, int size) {
        double[] scores = new double[size * actions];
        for (int i = 0; i < size; i++) {
            for (int a = 0; a < actions; a++) {
                scores[i * actions + a] = Double.parseDouble(rows.get(i)[5 + a]);
            }
        }
        return new ActionScores(List.of("0", "1", "2").subList(0, actions), scores);
    }

    private static List<String> names(int count) {
        return List.of("X1", "X2", "X3", "X4", "X5").subList(0, count);
    }

    private static double learned(PolicyTreeLearner learner, double[][] columns, ActionScores scores) {
        return collected(learner.learn(names(columns.length), columns, scores), columns, scores);
    }

    @Test
    void collectsWhatPolicytreeCollects() throws IOException {
        List<String[]> rows = rows("policy_gamma_n1000.csv");
        double[][] columns = columns(rows, 5, 1000);
        for (int actions = 2; actions <= 3; actions++) {
            ActionScores scores = scores(rows, actions, 1000);
            for (int depth = 0; depth <= 2; depth++) {
                PolicyTreeLearner learner = new PolicyTreeLearner(depth, 1, TreeSearch.exact());
                assertEquals(
                        gold("actions" + actions + "_depth" + depth),
                        learned(learner, columns, scores),
                        1000 * PRINTED);
            }
        }
        ActionScores scores = scores(rows, 3, 1000);
        assertEquals(
                gold("actions3_depth2_min_node_50"),
                learned(new PolicyTreeLearner(2, 50, TreeSearch.exact()), columns, scores),
                1000 * PRINTED);
        assertEquals(
                gold("hybrid_depth3"),
                learned(new PolicyTreeLearner(3, 1, TreeSearch.hybrid()), columns, scores),
                1000 * PRINTED);
        double binned = learned(new PolicyTreeLearner(2, 1, TreeSearch.binned()), columns, scores);
        assertTrue(binned <= gold("actions3_depth2") + PRINTED, "bins cannot collect more");
        assertTrue(binned >= gold("actions3_depth2") * 0.98, "and collect nearly as much: " + binned);
    }

    @Test
    void collectsWhatPolicytreeCollectsAtDepthThree() throws IOException {
        List<String[]> rows = rows("policy_gamma_n1000.csv");
        double[][] columns = columns(rows, 3, 150);
        ActionScores scores = scores(rows, 3, 150);
        assertEquals(
                gold("actions3_depth3_first150"),
                learned(new PolicyTreeLearner(3, 1, TreeSearch.exact()), columns, scores),
                1000 * PRINTED);
    }

    /** The scores of the script: outcome less mean of the arm over its share, and a cost of 0.05 for an e-mail. */
    @Test
    void hillstromByTablesAndBySweep() throws IOException {
        List<String[]> rows = rows("hillstrom.csv.gz");
        List<String> arms = List.of("No E-Mail", "Mens E-Mail", "Womens E-Mail");
        int n = rows.size();
        int[] arm = new int[n];
        double[] count = new double[3];
        double[] mean = new double[3];
        double[][] columns = new double[5][n];
        for (int i = 0; i < n; i++) {
            String[] row = rows.get(i);
            arm[i] = arms.indexOf(row[8]);
            count[arm[i]]++;
            mean[arm[i]] += Double.parseDouble(row[9]);
            columns[0][i] = Double.parseDouble(row[0]);
            columns[1][i] = Double.parseDouble(row[1].substring(0, 1));
            columns[2][i] = Double.parseDouble(row[3]);
            columns[3][i] = Double.parseDouble(row[4]);
            columns[4][i] = Double.parseDouble(row[6]);
        }
        double[] scores = new double[n * 3];
        for (int i = 0; i < n; i++) {
            for (int a = 0; a < 3; a++) {
                double m = mean[a] / count[a];
                double visit = Double.parseDouble(rows.get(i)[9]);
                scores[i * 3 + a] = m + (arm[i] == a ? (visit - m) / (count[a] / n) : 0);
            }
        }
        ActionScores net = new ActionScores(arms, scores).less(new double[] {0, 0.05, 0.05});
        assertTrue(Arrays.stream(net.means()).max().orElseThrow() < 0.1328);
        String gold = "hillstrom_visit_aipw_scores_cost0.05/depth";
        for (int depth = 1; depth <= 2; depth++) {
            PolicyTreeLearner learner = new PolicyTreeLearner(depth, 1, TreeSearch.exact());
            assertEquals(gold(gold + depth), learned(learner, columns, net), 1e-5);
        }
        Cases cases = Cases.of(columns, net.scores(), 3, n);
        assertEquals(
                gold(gold + 2), new ExactSearch(1, cases.slack()).best(cases).value(), 1e-5);
    }
}
