package assay.forest;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Predicts rows by block: each tree deals the rows of the block to its leaves, as it was grown, so that each leaf is looked up
 * once. Sums over trees are in the order of the trees whatever the block. Not thread-safe.
 */
final class Prediction {

    private final Forest forest;
    private final Codes codes;
    private final long @Nullable [][] drew;
    private final int moments;
    private final int outputs;
    private final int[] rows;
    private final int[] spare;
    private final double[] sums;
    private final int[] counts;
    private final double[][] value;
    private final double[] mean;
    private final double[] solution;
    private final double[][] influence;

    /** Coefficients of the influence by output, then row and moment. */
    private final double[][] coefficients;

    private final LittleBags[] bags;
    private int[] stack = new int[96];

    Prediction(Forest forest, Codes codes, long @Nullable [][] drew, int block, boolean withVariance) {
        this.forest = forest;
        this.codes = codes;
        this.drew = drew;
        this.moments = forest.solver.moments();
        this.outputs = forest.solver.outputs();
        this.rows = new int[block];
        this.spare = new int[block];
        this.sums = new double[block * moments];
        this.counts = new int[block];
        this.value = new double[outputs][block];
        this.mean = new double[moments];
        this.solution = new double[outputs];
        this.influence = new double[outputs][moments];
        this.coefficients = new double[withVariance ? outputs : 0][block * moments];
        this.bags = new LittleBags[withVariance ? outputs : 0];
        for (int o = 0; o < bags.length; o++) {
            bags[o] = new LittleBags(block);
        }
    }

    /** Predicts rows from, inclusive, to, exclusive, into the places that {@code at} says. */
    void predict(int from, int to, int[] at, double[][] out, double @Nullable [][] variances) {
        int size = to - from;
        Arrays.fill(sums, 0);
        Arrays.fill(counts, 0);
        for (int t = 0; t < forest.trees.length; t++) {
            deal(t, from, size, false);
        }
        for (int i = 0; i < size; i++) {
            solve(i, variances != null);
            for (int o = 0; o < outputs; o++) {
                out[o][at[from + i]] = value[o][i];
            }
        }
        if (variances == null) {
            return;
        }
        int group = forest.options.groupSize();
        for (LittleBags bag : bags) {
            bag.clear();
        }
        for (int t = 0; t < forest.trees.length; t += group) {
            for (int g = 0; g < group; g++) {
                deal(t + g, from, size, true);
            }
            for (LittleBags bag : bags) {
                bag.close(size, group);
            }
        }
        for (int o = 0; o < outputs; o++) {
            for (int i = 0; i < size; i++) {
                variances[o][at[from + i]] = Double.isNaN(value[o][i]) ? Double.NaN : bags[o].variance(i, group);
            }
        }
    }

    private void solve(int i, boolean withVariance) {
        for (int k = 0; k < moments; k++) {
            mean[k] = sums[i * moments + k] / counts[i];
        }
        boolean solved = counts[i] > 0 && forest.solver.solve(mean, solution, withVariance ? influence : null);
        for (int o = 0; o < outputs; o++) {
            value[o][i] = solved ? solution[o] : Double.NaN;
            if (withVariance) {
                if (!solved) {
                    Arrays.fill(influence[o], 0);
                }
                System.arraycopy(influence[o], 0, coefficients[o], i * moments, moments);
            }
        }
    }

    /** Deals the rows of a block to the leaves of a tree, to be added up, or to take their influence. */
    private void deal(int t, int from, int size, boolean again) {
        Tree tree = forest.trees[t];
        int count = 0;
        if (drew == null) {
            for (int i = 0; i < size; i++) {
                rows[i] = from + i;
            }
            count = size;
        } else {
            long[] set = drew[t];
            for (int i = 0; i < size; i++) {
                // Written whether or not it stays, which costs less than a branch that cannot be foretold.
                rows[count] = from + i;
                count += 1 - (int) ((set[(from + i) >>> 6] >>> (from + i)) & 1);
            }
        }
        int top = push(0, 0, 0, count);
        while (top > 0) {
            top -= 3;
            int node = stack[top];
            int start = stack[top + 1];
            int end = stack[top + 2];
            long word = tree.nodes[node];
            if (Tree.isLeaf(word)) {
                int leaf = Tree.number(word) * moments;
                if (Double.isNaN(tree.leaves[leaf])) {
                    continue;
                }
                if (again) {
                    influence(tree.leaves, leaf, start, end, from);
                } else {
                    add(tree.leaves, leaf, start, end, from);
                }
                continue;
            }
            int middle = split(word, start, end);
            if (middle < end) {
                top = push(top, Tree.right(word), middle, end);
            }
            if (start < middle) {
                top = push(top, node + 1, start, middle);
            }
        }
    }

    private int split(long word, int start, int end) {
        int feature = Tree.feature(word);
        int missing = forest.bins.missing(feature);
        if (codes.narrow) {
            return Partition.by(
                    codes.bytes[feature], rows, spare, start, end, Tree.code(word), missing, Tree.missingRight(word));
        }
        return Partition.by(
                codes.ints[feature], rows, spare, start, end, Tree.code(word), missing, Tree.missingRight(word));
    }

    private int push(int top, int node, int start, int end) {
        if (top + 3 > stack.length) {
            stack = Arrays.copyOf(stack, 2 * stack.length);
        }
        stack[top] = node;
        stack[top + 1] = start;
        stack[top + 2] = end;
        return top + 3;
    }

    private void add(double[] leaves, int leaf, int start, int end, int from) {
        for (int r = start; r < end; r++) {
            int i = rows[r] - from;
            counts[i]++;
            int s = i * moments;
            for (int k = 0; k < moments; k++) {
                sums[s + k] += leaves[leaf + k];
            }
        }
    }

    private void influence(double[] leaves, int leaf, int start, int end, int from) {
        for (int o = 0; o < outputs; o++) {
            double[] c = coefficients[o];
            LittleBags bag = bags[o];
            for (int r = start; r < end; r++) {
                int i = rows[r] - from;
                int s = i * moments;
                double psi = 0;
                for (int k = 0; k < moments; k++) {
                    psi += c[s + k] * leaves[leaf + k];
                }
                bag.add(i, psi);
            }
        }
    }
}
