package assay.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import assay.EstimationException;
import assay.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PolicyTreeLearnerTest {

    private static final double EXACT = 1e-9;

    /** The most that a tree collects, by trying all; negative infinity where no tree has leaves that are large enough. */
    private static double bruteForce(
            double[][] columns, ActionScores scores, List<Integer> rows, int depth, int least) {
        if (rows.size() < least) {
            return Double.NEGATIVE_INFINITY;
        }
        double best = Double.NEGATIVE_INFINITY;
        for (int a = 0; a < scores.actions().size(); a++) {
            double sum = 0;
            for (int row : rows) {
                sum += scores.score(row, a);
            }
            best = Math.max(best, sum);
        }
        if (depth == 0) {
            return best;
        }
        for (double[] column : columns) {
            for (int at : rows) {
                List<Integer> left = new ArrayList<>();
                List<Integer> right = new ArrayList<>();
                rows.forEach(row -> (column[row] <= column[at] ? left : right).add(row));
                if (!right.isEmpty()) {
                    best = Math.max(
                            best,
                            bruteForce(columns, scores, left, depth - 1, least)
                                    + bruteForce(columns, scores, right, depth - 1, least));
                }
            }
        }
        return best;
    }

    private static double collected(TreePolicy tree, double[][] columns, ActionScores scores) {
        int[] actions = tree.actionsOf(columns, scores.size());
        double sum = 0;
        for (int i = 0; i < actions.length; i++) {
            sum += scores.score(i, actions[i]);
        }
        return sum;
    }

    private static int leastLeaf(TreePolicy tree, double[][] columns, int size) {
        int[] count = new int[tree.leaves()];
        for (int leaf : tree.leavesOf(columns, size)) {
            count[leaf]++;
        }
        int least = size;
        for (int c : count) {
            least = Math.min(least, c);
        }
        return least;
    }

    /** Features of few values, so that there are ties, beside features of many. */
    private static double[][] columns(SplittableRandom random, int n, int p) {
        double[][] columns = new double[p][n];
        for (int j = 0; j < p; j++) {
            int values = random.nextInt(4) == 0 ? 2 : random.nextInt(3) == 0 ? 5 : 1_000_000;
            for (int i = 0; i < n; i++) {
                columns[j][i] = (random.nextInt(values) - values / 2) / 7.0;
            }
        }
        return columns;
    }

    private static ActionScores scores(SplittableRandom random, int n, int k) {
        double[] scores = new double[n * k];
        boolean whole = random.nextBoolean();
        for (int i = 0; i < scores.length; i++) {
            scores[i] = whole ? random.nextInt(5) - 2 : random.nextDouble() - 0.5;
        }
        return new ActionScores(List.of("a", "b", "c").subList(0, k), scores);
    }

    private static List<String> names(int p) {
        return List.of("x0", "x1", "x2", "x3").subList(0, p);
    }

    private static List<Integer> all(int n) {
        List<Integer> rows = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            rows.add(i);
        }
        return rows;
    }

    @Test
    void equalsBruteForceOnSmallCases() {
        SplittableRandom random = new SplittableRandom(1);
        for (int trial = 0; trial < 300; trial++) {
            int n = 1 + random.nextInt(40);
            int p = 1 + random.nextInt(4);
            int k = 2 + random.nextInt(2);
            int least = random.nextBoolean() ? 1 : 1 + random.nextInt(Math.max(1, n / 3));
            double[][] columns = columns(random, n, p);
            ActionScores scores = scores(random, n, k);
            for (int depth = 0; depth <= 2; depth++) {
                double best = bruteForce(columns, scores, all(n), depth, least);
                Cases cases = Cases.of(columns, scores.scores(), k, n);
                for (TreeSearch search : List.of(TreeSearch.exact(), TreeSearch.binned())) {
                    TreePolicy tree = new PolicyTreeLearner(depth, least, search).learn(names(p), columns, scores);
                    String what = "trial " + trial + " depth " + depth + " least " + least + " " + search;
                    assertEquals(best, collected(tree, columns, scores), EXACT, what);
                    assertTrue(leastLeaf(tree, columns, n) >= least, what);
                }
                if (depth == 2) {
                    assertEquals(
                            best,
                            new ExactSearch(least, cases.slack()).best(cases).value(),
                            EXACT,
                            "sweep");
                    assertEquals(
                            best,
                            new TableSearch(least, cases.slack()).best(cases).value(),
                            EXACT,
                            "tables");
                }
            }
        }
    }

    @Test
    void equalsBruteForceAtDepthThree() {
        SplittableRandom random = new SplittableRandom(2);
        for (int trial = 0; trial < 60; trial++) {
            int n = 2 + random.nextInt(15);
            int p = 1 + random.nextInt(3);
            int k = 2 + random.nextInt(2);
            int least = 1 + random.nextInt(2);
            double[][] columns = columns(random, n, p);
            ActionScores scores = scores(random, n, k);
            double best = bruteForce(columns, scores, all(n), 3, least);
            Cases cases = Cases.of(columns, scores.scores(), k, n);
            DepthThree search = new DepthThree(least, cases.slack());
            Growth two = new ExactSearch(least, cases.slack()).best(cases);
            assertEquals(best, search.best(cases, two, false).value(), EXACT, "sweep, trial " + trial);
            assertEquals(best, search.best(cases, two, true).value(), EXACT, "tables, trial " + trial);
            TreePolicy tree = new PolicyTreeLearner(3, least, TreeSearch.exact()).learn(names(p), columns, scores);
            assertEquals(best, collected(tree, columns, scores), EXACT);
        }
    }

    @Test
    void moreDepthCollectsNoLess() {
        SplittableRandom random = new SplittableRandom(3);
        int n = 400;
        double[][] columns = columns(random, n, 4);
        ActionScores scores = scores(random, n, 3);
        double before = Double.NEGATIVE_INFINITY;
        for (int depth = 0; depth <= 2; depth++) {
            double value = collected(
                    new PolicyTreeLearner(depth, 1, TreeSearch.exact()).learn(names(4), columns, scores),
                    columns,
                    scores);
            assertTrue(value >= before - EXACT);
            before = value;
        }
        TreePolicy hybrid = new PolicyTreeLearner(4, 1, TreeSearch.hybrid()).learn(names(4), columns, scores);
        assertTrue(collected(hybrid, columns, scores) >= before - EXACT);
    }

    @Test
    void tiesGoToTheSmallestTreeAndTheLowestFeatureThresholdAndAction() {
        double[] x = {0, 1, 2, 3};
        double[] same = {1, 1, 1, 1, 1, 1, 1, 1};
        PolicyTreeLearner learner = new PolicyTreeLearner(2, 1, TreeSearch.exact());
        TreePolicy flat =
                learner.learn(List.of("x", "z"), new double[][] {x, x}, new ActionScores(List.of("a", "b"), same));
        assertEquals(List.of("For all: a."), flat.rules());
        double[] rising = {1, 0, 1, 0, 1, 1, 0, 1};
        TreePolicy split =
                learner.learn(List.of("x", "z"), new double[][] {x, x}, new ActionScores(List.of("a", "b"), rising));
        assertEquals(List.of("If x <= 1: a.", "If x > 1: b."), split.rules());
    }

    @Test
    void cutsAreShort() {
        assertEquals(1.65, TreePolicies.between(1.643, 1.657));
        assertEquals(100, TreePolicies.between(37, 152));
        assertEquals(3, TreePolicies.between(3, 4));
        assertEquals(0, TreePolicies.between(-0.2, 0.7));
        assertEquals(-0.5, TreePolicies.between(-0.52, -0.48));
        double next = Math.nextUp(0.1);
        assertEquals(0.1, TreePolicies.between(0.1, next));
        assertEquals(2e-200, TreePolicies.between(1.9e-200, 2.1e-200));
    }

    @Test
    void anExactSearchOutOfReachNamesTheWayOut() {
        SplittableRandom random = new SplittableRandom(4);
        double[][] columns = new double[4][20_000];
        for (double[] column : columns) {
            for (int i = 0; i < column.length; i++) {
                column[i] = random.nextDouble();
            }
        }
        ActionScores scores = scores(random, 20_000, 2);
        EstimationException e = assertThrows(
                EstimationException.class,
                () -> new PolicyTreeLearner(3, 1, TreeSearch.exact()).learn(names(4), columns, scores));
        assertEquals(Problem.UNSUITABLE_METHOD, e.problem());
        assertTrue(e.remedy().contains("hybrid"));
    }

    @Test
    void refusesWhatItCannotUse() {
        assertThrows(IllegalArgumentException.class, () -> new PolicyTreeLearner(4, 1, TreeSearch.exact()));
        assertThrows(IllegalArgumentException.class, () -> new PolicyTreeLearner(2, 0, TreeSearch.exact()));
        ActionScores scores = new ActionScores(List.of("a", "b"), new double[] {1, 2, 3, 4});
        PolicyTreeLearner learner = PolicyTreeLearner.standard();
        assertThrows(
                IllegalArgumentException.class,
                () -> learner.learn(List.of("x"), new double[][] {{1, Double.NaN}}, scores));
        assertThrows(IllegalArgumentException.class, () -> learner.learn(List.of("x"), new double[][] {{1}}, scores));
        EstimationException few = assertThrows(
                EstimationException.class,
                () -> new PolicyTreeLearner(1, 3, TreeSearch.exact())
                        .learn(List.of("x"), new double[][] {{1, 2}}, scores));
        assertEquals(Problem.TOO_FEW_ROWS, few.problem());
        assertThrows(IllegalArgumentException.class, () -> new ActionScores(List.of("a", "b"), new double[] {1, 2, 3}));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ActionScores(List.of("a", "b"), new double[] {1, Double.POSITIVE_INFINITY}));
    }
}
