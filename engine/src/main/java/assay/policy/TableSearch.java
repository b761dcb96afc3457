package assay.policy;

import java.util.Arrays;

/**
 * The best tree of depth 2 where features have few levels: all trees are valued from {@link RewardTables}. One pass over the rows for
 * each pair of features, then of order {@code p^2 L^2 K} for p features of L levels and K actions, however many rows there are.
 */
final class TableSearch implements DepthTwo {

    private final int leastLeaf;
    private final double slack;

    TableSearch(int leastLeaf, double slack) {
        this.leastLeaf = leastLeaf;
        this.slack = slack;
    }

    @Override
    public Growth best(Cases cases) {
        return best(RewardTables.of(cases));
    }

    Growth best(RewardTables tables) {
        Best one = one(tables);
        Best best = one;
        for (int f = 0; f < tables.features; f++) {
            best = root(tables, f, best);
        }
        return best.tree();
    }

    /** A value, and the tree that has it. */
    private record Best(double value, Growth tree) {}

    private Best one(RewardTables tables) {
        double[] totals = tables.totals();
        int k = tables.actions;
        int action = 0;
        for (int a = 1; a < k; a++) {
            action = totals[a] > totals[action] ? a : action;
        }
        double leaf = totals[k] >= leastLeaf ? totals[action] : Double.NEGATIVE_INFINITY;
        Best best = new Best(leaf, Growth.leaf(action, totals[action]));
        Side side = new Side(tables);
        for (int f = 0; f < tables.features; f++) {
            side.consider(f, tables.margin(f), totals);
        }
        return side.value > best.value + slack ? new Best(side.value, side.tree()) : best;
    }

    private Best root(RewardTables tables, int f, Best incumbent) {
        int last = tables.levels[f] - 1;
        Side[] left = new Side[last];
        Side[] right = new Side[last];
        Arrays.setAll(left, c -> new Side(tables));
        Arrays.setAll(right, c -> new Side(tables));
        double[] totals = tables.totals();
        int w = tables.width;
        for (int j = 0; j < tables.features; j++) {
            double[] all = tables.margin(j);
            double[] here = new double[all.length];
            double[] there = new double[all.length];
            double[] hereSum = new double[w];
            double[] thereSum = new double[w];
            double[] margin = tables.margin(f);
            for (int c = 0; c < last; c++) {
                tables.addLevel(f, c, j, here);
                for (int a = 0; a < w; a++) {
                    hereSum[a] += margin[c * w + a];
                    thereSum[a] = totals[a] - hereSum[a];
                }
                if (margin[c * w + w - 1] == 0 || hereSum[w - 1] < leastLeaf || thereSum[w - 1] < leastLeaf) {
                    continue;
                }
                for (int i = 0; i < all.length; i++) {
                    there[i] = all[i] - here[i];
                }
                left[c].consider(j, here, hereSum);
                right[c].consider(j, there, thereSum);
            }
        }
        Best best = incumbent;
        for (int c = 0; c < last; c++) {
            double value = left[c].value + right[c].value;
            if (value > best.value + slack) {
                best = new Best(value, Growth.split(f, c, left[c].tree(), right[c].tree()));
            }
        }
        return best;
    }

    /** The best one or two leaves of the rows on one side of a root, feature by feature. */
    private final class Side {

        private final int k;
        private final int w;
        private final double[] prefix;
        private double value = Double.NEGATIVE_INFINITY;
        private double leftValue;
        private double rightValue;
        private int leftAction;
        private int rightAction;
        private int feature = -1;
        private int level;

        Side(RewardTables tables) {
            this.k = tables.actions;
            this.w = tables.width;
            this.prefix = new double[w];
        }

        void consider(int candidate, double[] cells, double[] totals) {
            if (feature < 0 && value == Double.NEGATIVE_INFINITY && totals[k] >= leastLeaf) {
                leaf(totals);
            }
            Arrays.fill(prefix, 0);
            for (int from = 0; from + w < cells.length; from += w) {
                for (int a = 0; a < w; a++) {
                    prefix[a] += cells[from + a];
                }
                double rows = prefix[k];
                if (cells[from + k] == 0 || rows < leastLeaf || totals[k] - rows < leastLeaf) {
                    continue;
                }
                double left = prefix[0];
                double right = totals[0] - prefix[0];
                for (int a = 1; a < k; a++) {
                    left = Math.max(left, prefix[a]);
                    right = Math.max(right, totals[a] - prefix[a]);
                }
                if (left + right > value + slack) {
                    take(candidate, from / w, left, right, totals);
                }
            }
        }

        private void leaf(double[] totals) {
            for (int a = 1; a < k; a++) {
                leftAction = totals[a] > totals[leftAction] ? a : leftAction;
            }
            value = totals[leftAction];
            leftValue = value;
        }

        private void take(int candidate, int at, double left, double right, double[] totals) {
            feature = candidate;
            level = at;
            value = left + right;
            leftValue = left;
            rightValue = right;
            leftAction = 0;
            rightAction = 0;
            for (int a = k - 1; a >= 0; a--) {
                leftAction = prefix[a] == left ? a : leftAction;
                rightAction = totals[a] - prefix[a] == right ? a : rightAction;
            }
        }

        Growth tree() {
            Growth left = Growth.leaf(leftAction, leftValue);
            return feature < 0 ? left : Growth.split(feature, level, left, Growth.leaf(rightAction, rightValue));
        }
    }
}
