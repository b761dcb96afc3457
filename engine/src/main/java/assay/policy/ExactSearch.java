package assay.policy;

import java.util.Arrays;

/**
 * The best tree of depth 2 of all: for each pair of a root feature and an inner feature, rows move from one side of the root to the
 * other in the order of the root feature, and a {@link PrefixTree} of the inner feature tells the best split of the side that they move to.
 * Time is of order {@code p^2 n log n} for p features, whatever the number of distinct values.
 */
final class ExactSearch implements DepthTwo {

    private final int leastLeaf;
    private final double slack;

    ExactSearch(int leastLeaf, double slack) {
        this.leastLeaf = leastLeaf;
        this.slack = slack;
    }

    @Override
    public Growth best(Cases cases) {
        Growth best = Stump.best(cases, leastLeaf, slack);
        int feature = -1;
        int level = -1;
        double value = best.value();
        PrefixTree[] trees = new PrefixTree[cases.features];
        for (int f = 0; f < cases.features; f++) {
            trees[f] = new PrefixTree(cases.levels[f], cases.actions, leastLeaf);
        }
        for (int f = 0; f < cases.features; f++) {
            int last = cases.levels[f] - 1;
            if (last == 0) {
                continue;
            }
            int[] order = cases.order(f);
            double[] left = new double[last + 1];
            double[] right = new double[last + 1];
            Arrays.fill(left, Double.NEGATIVE_INFINITY);
            Arrays.fill(right, Double.NEGATIVE_INFINITY);
            for (int j = 0; j < cases.features; j++) {
                forward(cases, order, f, j, trees[j], left);
                backward(cases, order, f, j, trees[j], right);
            }
            for (int c = 0; c < last; c++) {
                if (left[c] + right[c] > value + slack) {
                    value = left[c] + right[c];
                    feature = f;
                    level = c;
                }
            }
        }
        if (feature < 0) {
            return best;
        }
        return Growth.split(
                feature,
                level,
                Stump.best(cases.rows(cases.side(feature, level, true)), leastLeaf, slack),
                Stump.best(cases.rows(cases.side(feature, level, false)), leastLeaf, slack));
    }

    private static void forward(Cases cases, int[] order, int f, int j, PrefixTree tree, double[] best) {
        tree.clear();
        int[] root = cases.codes[f];
        int[] inner = cases.codes[j];
        int k = cases.actions;
        for (int i = 0; i < order.length; i++) {
            int row = order[i];
            tree.add(inner[row], cases.scores, row * k);
            int level = root[row];
            if (i + 1 == order.length || root[order[i + 1]] != level) {
                best[level] = Math.max(best[level], tree.best());
            }
        }
    }

    /** What is right of a level is what is at the next one that holds rows, and beyond. */
    private static void backward(Cases cases, int[] order, int f, int j, PrefixTree tree, double[] best) {
        tree.clear();
        int[] root = cases.codes[f];
        int[] inner = cases.codes[j];
        int k = cases.actions;
        for (int i = order.length - 1; i > 0; i--) {
            int row = order[i];
            tree.add(inner[row], cases.scores, row * k);
            int level = root[order[i - 1]];
            if (level != root[row]) {
                best[level] = Math.max(best[level], tree.best());
            }
        }
    }
}
