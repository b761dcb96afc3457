package assay.bench;

import assay.Arguments;
import assay.bench.Measurement.Result;
import assay.policy.ActionScores;
import assay.policy.PolicyTreeLearner;
import assay.policy.TreePolicy;
import assay.policy.TreeSearch;
import assay.random.Philox;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Time and memory of the search for the best tree of depth 2, on normal features and scores.
 *
 * @param rows rows of all tasks but the large one
 * @param large rows of the large task, 0 for none
 */
public record PolicyBench(int rows, int large) {

    private static final int COLUMNS = 10;
    private static final int KEY = 91;
    private static final int PUBLISHED_ROWS = 10_000;

    public PolicyBench {
        Arguments.atLeast("rows", rows, 10);
        Arguments.atLeast("large", large, 0);
    }

    /** A task. */
    public enum Task {
        /** All trees of continuous features. */
        EXACT,
        /** All trees of features rounded to one decimal. */
        ROUNDED,
        /** All trees with cuts between 64 quantile bins. */
        BINNED
    }

    /**
     * One line of the table.
     *
     * @param task what was searched
     * @param rows how many rows
     * @param actions how many actions
     * @param measured time and memory
     * @param value mean score that the tree collects
     * @param reference seconds of other software, NaN where none are known
     */
    public record Row(Task task, int rows, int actions, Measured measured, double value, double reference) {}

    /**
     * Time and memory.
     *
     * @param seconds on the clock
     * @param cpuSeconds processor time
     * @param heapMegabytes peak of the heap beyond the data
     */
    public record Measured(double seconds, double cpuSeconds, double heapMegabytes) {}

    /**
     * Measures.
     *
     * @param each what to do with each line
     * @throws Exception if a search fails
     */
    public void run(Consumer<Row> each) throws Exception {
        for (int actions = 2; actions <= 3; actions++) {
            for (Task task : Task.values()) {
                each.accept(measure(task, rows, actions));
            }
        }
        if (large > 0) {
            each.accept(measure(Task.BINNED, large, 3));
        }
    }

    private static Row measure(Task task, int n, int actions) throws Exception {
        double[][] columns = new double[COLUMNS][n];
        for (int j = 0; j < COLUMNS; j++) {
            new Philox(KEY, j, 0).normals(columns[j]);
            for (int i = 0; task == Task.ROUNDED && i < n; i++) {
                columns[j][i] = Math.rint(columns[j][i] * 10) / 10;
            }
        }
        double[] scores = new double[n * actions];
        new Philox(KEY, COLUMNS, 1).normals(scores);
        for (int i = 0; i < n; i++) {
            for (int a = 1; a < actions; a++) {
                scores[i * actions + a] += columns[a - 1][i] / 2;
            }
        }
        List<String> names = new ArrayList<>();
        for (int j = 0; j < COLUMNS; j++) {
            names.add("x" + j);
        }
        ActionScores all = new ActionScores(List.of("a", "b", "c").subList(0, actions), scores);
        PolicyTreeLearner learner =
                new PolicyTreeLearner(2, 1, task == Task.BINNED ? TreeSearch.binned() : TreeSearch.exact());
        Measurement m = Measurement.of(n > 100_000 ? 1 : 3, () -> {
            TreePolicy tree = learner.learn(names, columns, all);
            int[] chosen = tree.actionsOf(columns, n);
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += all.score(i, chosen[i]);
            }
            return new Result(sum / n, 1);
        });
        Measured measured = new Measured(m.seconds(), m.cpuSeconds(), m.heapMegabytes());
        return new Row(task, n, actions, measured, m.result().value(), reference(task, n, actions));
    }

    /** policytree 1.2.5 in R, one thread, on a machine of the same kind on another day. */
    private static double reference(Task task, int n, int actions) {
        if (n != PUBLISHED_ROWS || task == Task.BINNED) {
            return Double.NaN;
        }
        return task == Task.ROUNDED ? 4 : actions == 2 ? 64 : 140;
    }
}
