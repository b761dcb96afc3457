package assay.policy;

import java.util.Arrays;

/**
 * The levels of a feature with the sum of score differences at each, for every pair of actions, kept so that the best split into two
 * leaves is read off the root: a segment tree whose nodes hold the sum of each difference and its largest and smallest prefix sum. To
 * add a row takes the logarithm of the number of levels.
 *
 * <p>With sums T of a set of rows and prefix sums P up to a level, two leaves of actions a and b collect
 * {@code P_a + T_b - P_b}, which is {@code T_b} plus a prefix sum of the difference.
 */
final class PrefixTree {

    private final int actions;
    private final int pairs;
    private final int stride;
    private final int leaves;
    private final double[] nodes;
    private final int[] counts;
    private final int leastLeaf;
    private final int levels;
    private final double[] totals;
    private final double[] range;
    private int size;
    private int low;
    private int below;
    private int high;
    private int above;

    PrefixTree(int levels, int actions, int leastLeaf) {
        this.levels = levels;
        this.actions = actions;
        this.pairs = actions * (actions - 1) / 2;
        this.stride = 3 * pairs;
        int power = 1;
        while (power < levels) {
            power *= 2;
        }
        this.leaves = power;
        this.nodes = new double[2 * leaves * stride];
        this.leastLeaf = leastLeaf;
        this.counts = new int[levels];
        this.totals = new double[actions];
        this.range = new double[stride];
        clear();
    }

    void clear() {
        Arrays.fill(nodes, 0);
        Arrays.fill(counts, 0);
        Arrays.fill(totals, 0);
        size = 0;
        low = levels - 1;
        high = -1;
        below = 0;
        above = 0;
    }

    void add(int level, double[] scores, int at) {
        size++;
        for (int a = 0; a < actions; a++) {
            totals[a] += scores[at + a];
        }
        int node = leaves + level;
        int base = node * stride;
        int q = base;
        for (int a = 0; a < actions; a++) {
            for (int b = a + 1; b < actions; b++) {
                double sum = nodes[q] + (scores[at + a] - scores[at + b]);
                nodes[q] = sum;
                nodes[q + 1] = sum;
                nodes[q + 2] = sum;
                q += 3;
            }
        }
        for (node >>= 1; node > 0; node >>= 1) {
            int to = node * stride;
            int l = 2 * to;
            int r = l + stride;
            for (int end = to + stride; to < end; to += 3, l += 3, r += 3) {
                double left = nodes[l];
                nodes[to] = left + nodes[r];
                nodes[to + 1] = Math.max(nodes[l + 1], left + nodes[r + 1]);
                nodes[to + 2] = Math.min(nodes[l + 2], left + nodes[r + 2]);
            }
        }
        if (leastLeaf > 1) {
            move(level);
        }
    }

    /** Rows are only added, so that the first level that leaves enough rows to its left moves down only, and the last one up. */
    private void move(int level) {
        counts[level]++;
        below += level <= low ? 1 : 0;
        while (below - counts[low] >= leastLeaf) {
            below -= counts[low--];
        }
        above += level > high ? 1 : 0;
        while (high + 1 < levels && above - counts[high + 1] >= leastLeaf) {
            above -= counts[++high];
        }
    }

    /** The most that one leaf or two collect from the rows; negative infinity where there are too few for one. */
    double best() {
        if (size < leastLeaf) {
            return Double.NEGATIVE_INFINITY;
        }
        double best = totals[0];
        for (int a = 1; a < actions; a++) {
            best = Math.max(best, totals[a]);
        }
        if (leastLeaf == 1) {
            return Math.max(best, two(nodes, stride));
        }
        if (below < leastLeaf || above < leastLeaf || low > high) {
            return best;
        }
        query();
        return Math.max(best, two(range, 0));
    }

    private double two(double[] from, int at) {
        double best = Double.NEGATIVE_INFINITY;
        int q = at;
        for (int a = 0; a < actions; a++) {
            for (int b = a + 1; b < actions; b++) {
                best = Math.max(best, Math.max(totals[b] + from[q + 1], totals[a] - from[q + 2]));
                q += 3;
            }
        }
        return best;
    }

    /** The largest and smallest prefix sums that end at the levels from low to high. */
    private void query() {
        for (int q = 0; q < stride; q += 3) {
            range[q] = 0;
            range[q + 1] = Double.NEGATIVE_INFINITY;
            range[q + 2] = Double.POSITIVE_INFINITY;
        }
        int node = 1;
        // Sums of what lies before, on the way down to the first level.
        for (int width = leaves >> 1; width > 0; width >>= 1) {
            node *= 2;
            if ((low & width) != 0) {
                for (int q = 0; q < stride; q += 3) {
                    range[q] += nodes[node * stride + q];
                }
                node++;
            }
        }
        int from = low;
        while (from <= high) {
            int span = 1;
            int top = leaves + from;
            while ((top & 1) == 0 && from + 2 * span - 1 <= high) {
                top >>= 1;
                span *= 2;
            }
            for (int q = 0, at = top * stride; q < stride; q += 3, at += 3) {
                range[q + 1] = Math.max(range[q + 1], range[q] + nodes[at + 1]);
                range[q + 2] = Math.min(range[q + 2], range[q] + nodes[at + 2]);
                range[q] += nodes[at];
            }
            from += span;
        }
    }
}
