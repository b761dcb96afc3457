package assay.nuisance;

import java.util.Arrays;

/**
 * Grows least-squares trees on binned columns. The histogram of the larger child of a split is the parent's less the
 * smaller child's, so that each level reads at most half of the rows. Not thread-safe: it holds its working arrays.
 */
final class TreeGrower {

    /** What a leaf predicts for the rows in it. */
    interface Leaf {
        double value(int[] order, int from, int to);
    }

    private final Bins bins;
    private final int depth;
    private final int minLeaf;
    private final int width;
    private final int[] order;
    private final int[] right;
    private final double[][][] sums;
    private final int[][][] counts;

    TreeGrower(Bins bins, int rows, int maxBins, int depth, int minLeaf) {
        this.bins = bins;
        this.depth = depth;
        this.minLeaf = minLeaf;
        this.width = maxBins;
        this.order = new int[rows];
        this.right = new int[rows];
        this.sums = new double[depth + 1][2][bins.codes.length * maxBins];
        this.counts = new int[depth + 1][2][bins.codes.length * maxBins];
    }

    /** Grows a tree on gradients by position in the rows; adds {@code rate} times its prediction to each score. */
    void grow(double[] gradient, Leaf leaf, double rate, Trees trees, double[] scores) {
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        int root = trees.start();
        histogram(gradient, 0, order.length, sums[0][0], counts[0][0]);
        node(gradient, leaf, rate, trees, scores, root, 0, 0, order.length, 0, 0);
    }

    @SuppressWarnings("TooManyParameters")
    private void node(
            double[] gradient,
            Leaf leaf,
            double rate,
            Trees trees,
            double[] scores,
            int root,
            int node,
            int from,
            int to,
            int level,
            int side) {
        int best = level < depth ? bestSplit(sums[level][side], counts[level][side], to - from) : -1;
        if (best < 0) {
            double step = rate * leaf.value(order, from, to);
            trees.leaf(root, node, step);
            for (int i = from; i < to; i++) {
                scores[order[i]] += step;
            }
            return;
        }
        int column = best / width;
        int code = best % width;
        trees.split(root, node, column, bins.cuts[column][code]);
        int middle = partition(bins.codes[column], code, from, to);
        if (level + 1 < depth) {
            boolean leftSmaller = middle - from <= to - middle;
            int small = leftSmaller ? 0 : 1;
            histogram(
                    gradient,
                    leftSmaller ? from : middle,
                    leftSmaller ? middle : to,
                    sums[level + 1][small],
                    counts[level + 1][small]);
            subtract(level, side, small);
        }
        node(gradient, leaf, rate, trees, scores, root, 2 * node + 1, from, middle, level + 1, 0);
        node(gradient, leaf, rate, trees, scores, root, 2 * node + 2, middle, to, level + 1, 1);
    }

    private void histogram(double[] gradient, int from, int to, double[] sum, int[] count) {
        Arrays.fill(sum, 0);
        Arrays.fill(count, 0);
        for (int j = 0; j < bins.codes.length; j++) {
            byte[] codes = bins.codes[j];
            int base = j * width;
            for (int i = from; i < to; i++) {
                int row = order[i];
                int at = base + (codes[row] & 0xFF);
                sum[at] += gradient[row];
                count[at]++;
            }
        }
    }

    private void subtract(int level, int side, int small) {
        double[] parent = sums[level][side];
        double[] less = sums[level + 1][small];
        double[] rest = sums[level + 1][1 - small];
        for (int k = 0; k < parent.length; k++) {
            rest[k] = parent[k] - less[k];
        }
        int[] parentCount = counts[level][side];
        int[] lessCount = counts[level + 1][small];
        int[] restCount = counts[level + 1][1 - small];
        for (int k = 0; k < parentCount.length; k++) {
            restCount[k] = parentCount[k] - lessCount[k];
        }
    }

    /** Column times width plus code of the last bin on the left of the best split, or -1. */
    private int bestSplit(double[] sum, int[] count, int rows) {
        if (rows < 2 * minLeaf) {
            return -1;
        }
        int best = -1;
        double bestGain = 0;
        for (int j = 0; j < bins.codes.length; j++) {
            int base = j * width;
            int cuts = bins.cuts[j].length;
            double total = 0;
            for (int b = 0; b <= cuts; b++) {
                total += sum[base + b];
            }
            double all = total * total / rows;
            double left = 0;
            int lefts = 0;
            for (int b = 0; b < cuts; b++) {
                left += sum[base + b];
                lefts += count[base + b];
                int rights = rows - lefts;
                if (lefts < minLeaf || count[base + b] == 0) {
                    continue;
                }
                if (rights < minLeaf) {
                    break;
                }
                double rest = total - left;
                double gain = left * left / lefts + rest * rest / rights - all;
                // A gain must beat the rounding of what it is a difference of.
                if (gain > bestGain && gain > 1e-12 * all) {
                    bestGain = gain;
                    best = base + b;
                }
            }
        }
        return best;
    }

    /** Moves rows at or below a code to the front, in their order. */
    private int partition(byte[] codes, int code, int from, int to) {
        int left = from;
        int rights = 0;
        for (int i = from; i < to; i++) {
            int row = order[i];
            if ((codes[row] & 0xFF) <= code) {
                order[left++] = row;
            } else {
                right[rights++] = row;
            }
        }
        System.arraycopy(right, 0, order, left, rights);
        return left;
    }
}
