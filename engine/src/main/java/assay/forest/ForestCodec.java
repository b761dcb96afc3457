package assay.forest;

import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Grown causal forests as bytes, without the rows that they were grown on. A tree is written as the walk of its nodes, left child
 * first, of which the children follow: what is read back cannot have a cycle or a child out of range, and what is no tree is refused.
 * Moments that are 1 in all leaves, or equal another moment in all of them, are not repeated.
 */
public final class ForestCodec {

    private static final int STORED = -1;
    private static final int ONE = -2;
    private static final int MOST_TREES = 10_000_000;

    private ForestCodec() {}

    /**
     * Writes a causal forest.
     *
     * @param out where to
     * @param model the forest
     * @throws IOException if that fails
     */
    public static void write(DataOutput out, CausalForestModel model) throws IOException {
        Forest forest = model.forest();
        options(out, forest.options);
        out.writeInt(forest.bins.features());
        for (double[] cuts : forest.bins.thresholds) {
            out.writeInt(cuts.length);
            numbers(out, cuts, cuts.length);
        }
        int[] moments = moments(forest);
        for (int kind : moments) {
            out.writeInt(kind);
        }
        out.writeInt(forest.trees.length);
        for (Tree tree : forest.trees) {
            tree(out, tree, moments);
        }
    }

    /**
     * Reads a causal forest, which predicts as the one that was written did, to the bit. What takes the rows that it was grown on,
     * such as predicting them out of bag, it refuses.
     *
     * @param in where from
     * @return the forest
     * @throws ForestFileException if that is no forest
     * @throws IOException if it cannot be read
     */
    public static CausalForestModel readCausal(ForestInput in) throws IOException {
        ForestOptions options = options(in);
        Bins bins = bins(in);
        Solver solver = new EffectSolver();
        int[] moments = new int[solver.moments()];
        for (int k = 0; k < moments.length; k++) {
            // A moment equals one before it, so that what is copied is there.
            moments[k] = in.readInt("kind of moment", ONE, k - 1);
        }
        int count = in.readCount("trees", Integer.BYTES + 1);
        if (count != options.groups() * options.groupSize()) {
            throw in.refuse(
                    count + " trees where " + options.trees() + " in groups of " + options.groupSize() + " were grown");
        }
        Tree[] trees = new Tree[count];
        for (int t = 0; t < count; t++) {
            trees[t] = tree(in, bins, moments);
        }
        return new CausalForestModel(new Forest(options, bins, solver, trees, null));
    }

    private static void options(DataOutput out, ForestOptions options) throws IOException {
        out.writeInt(options.trees());
        out.writeDouble(options.sampleFraction());
        out.writeInt(options.candidates());
        out.writeInt(options.minNode());
        ForestInput.writeText(out, options.honesty().name());
        out.writeDouble(options.honestyFraction());
        ForestInput.writeText(out, options.pruning().name());
        out.writeDouble(options.alpha());
        out.writeDouble(options.imbalancePenalty());
        out.writeInt(options.groupSize());
        out.writeInt(options.bins());
    }

    private static ForestOptions options(ForestInput in) throws IOException {
        int trees = in.readInt("number of trees", 1, MOST_TREES);
        double sampleFraction = in.readDouble();
        int candidates = in.readInt();
        int minNode = in.readInt();
        String honesty = in.readText();
        double honestyFraction = in.readDouble();
        String pruning = in.readText();
        double alpha = in.readDouble();
        double imbalancePenalty = in.readDouble();
        int groupSize = in.readInt("size of a group", 1, MOST_TREES);
        int bins = in.readInt();
        try {
            return new ForestOptions(
                    trees,
                    sampleFraction,
                    candidates,
                    minNode,
                    Honesty.valueOf(honesty),
                    honestyFraction,
                    Pruning.valueOf(pruning),
                    alpha,
                    imbalancePenalty,
                    groupSize,
                    bins,
                    1);
        } catch (IllegalArgumentException e) {
            throw in.refuse("options of which " + e.getMessage());
        }
    }

    private static Bins bins(ForestInput in) throws IOException {
        int features = in.readInt("number of features", 1, Tree.MAX_FEATURES);
        double[][] thresholds = new double[features][];
        for (int j = 0; j < features; j++) {
            int count = in.readCount("thresholds of a feature", Double.BYTES);
            if (count >= Tree.MAX_CODES) {
                throw in.refuse(count + " thresholds of a feature");
            }
            thresholds[j] = in.readDoubles(count);
            double last = Double.NEGATIVE_INFINITY;
            for (double cut : thresholds[j]) {
                if (!(cut > last && cut < Double.POSITIVE_INFINITY)) {
                    throw in.refuse("thresholds of feature " + (j + 1) + " that are not finite and increasing, " + last
                            + " before " + cut);
                }
                last = cut;
            }
        }
        return new Bins(thresholds);
    }

    /** Which moments must be stored. */
    private static int[] moments(Forest forest) {
        int size = forest.solver.moments();
        int[] kinds = new int[size];
        for (int k = 0; k < size; k++) {
            kinds[k] = STORED;
            if (all(forest, size, k, -1)) {
                kinds[k] = ONE;
            }
            for (int j = 0; j < k && kinds[k] == STORED; j++) {
                kinds[k] = all(forest, size, k, j) ? j : STORED;
            }
        }
        return kinds;
    }

    /** Whether a moment equals another one, or 1, in all leaves. */
    private static boolean all(Forest forest, int size, int moment, int other) {
        for (Tree tree : forest.trees) {
            for (int at = 0; at < tree.leaves.length; at += size) {
                double expected = other < 0 ? 1 : tree.leaves[at + other];
                if (Double.doubleToRawLongBits(tree.leaves[at + moment]) != Double.doubleToRawLongBits(expected)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static void tree(DataOutput out, Tree tree, int[] moments) throws IOException {
        int size = moments.length;
        double[] stored = new double[tree.leaves.length];
        int count = 0;
        out.writeInt(tree.nodes.length);
        for (long node : tree.nodes) {
            if (Tree.isLeaf(node)) {
                varint(out, 0);
                for (int k = 0, at = Tree.number(node) * size; k < size; k++) {
                    if (moments[k] == STORED) {
                        stored[count++] = tree.leaves[at + k];
                    }
                }
            } else {
                varint(out, 1 + 2 * Tree.feature(node) + (Tree.missingRight(node) ? 1 : 0));
                varint(out, Tree.code(node));
            }
        }
        numbers(out, stored, count);
    }

    private static Tree tree(ForestInput in, Bins bins, int[] moments) throws IOException {
        int count = in.readCount("nodes of a tree", 1);
        if (count < 1 || count > Tree.MAX_NODES) {
            throw in.refuse("a tree of " + count + " nodes");
        }
        long[] nodes = new long[count];
        int[] waiting = new int[count];
        int top = 0;
        int leaves = 0;
        for (int at = 0; at < count; at++) {
            int kind = varint(in);
            if (kind > 0) {
                nodes[at] = split(in, bins, kind - 1);
                waiting[top++] = at;
                continue;
            }
            nodes[at] = Tree.leaf(leaves++);
            boolean last = at == count - 1;
            if ((top == 0) != last) {
                throw in.refuse("a tree that " + (last ? "lacks a child" : "goes on after its last leaf"));
            }
            if (!last) {
                int parent = waiting[--top];
                nodes[parent] = Tree.withRight(nodes[parent], at + 1);
            }
        }
        if (!Tree.isLeaf(nodes[count - 1])) {
            throw in.refuse("a tree that lacks a child");
        }
        return new Tree(nodes, leaves(in, leaves, moments));
    }

    private static long split(ForestInput in, Bins bins, int kind) throws IOException {
        int feature = kind >> 1;
        if (feature >= bins.features()) {
            throw in.refuse("a split on feature " + (feature + 1) + " of " + bins.features());
        }
        int code = varint(in);
        // A split above the last code sends only what is missing to the right.
        if (code > bins.thresholds[feature].length) {
            throw in.refuse(
                    "a split of feature " + (feature + 1) + " at value " + (code + 1) + " of " + bins.codes(feature));
        }
        return Tree.split(feature, code, (kind & 1) != 0, 0);
    }

    private static double[] leaves(ForestInput in, int count, int[] moments) throws IOException {
        int size = moments.length;
        int each = 0;
        for (int kind : moments) {
            each += kind == STORED ? 1 : 0;
        }
        double[] stored = in.readDoubles(Math.multiplyExact(count, each));
        double[] leaves = new double[Math.multiplyExact(count, size)];
        int next = 0;
        for (int at = 0; at < leaves.length; at += size) {
            for (int k = 0; k < size; k++) {
                double value = moments[k] == STORED ? stored[next++] : moments[k] == ONE ? 1 : leaves[at + moments[k]];
                boolean possible = k == 0 ? Double.isNaN(value) || value > 0 : !Double.isNaN(value);
                if (!possible || Double.isInfinite(value)) {
                    throw in.refuse("a leaf whose moment " + k + " is " + value);
                }
                leaves[at + k] = value;
            }
        }
        return leaves;
    }

    private static void numbers(DataOutput out, double[] values, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(count, Double.BYTES));
        bytes.asDoubleBuffer().put(values, 0, count);
        out.write(bytes.array());
    }

    /** Seven bits to a byte, the lowest first, the highest bit of a byte saying that more follow. */
    private static void varint(DataOutput out, int value) throws IOException {
        int left = value;
        while (left > 0x7F) {
            out.writeByte((left & 0x7F) | 0x80);
            left >>>= 7;
        }
        out.writeByte(left);
    }

    private static int varint(ForestInput in) throws IOException {
        int value = 0;
        for (int shift = 0; shift < 28; shift += 7) {
            int next = in.readByte();
            value |= (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw in.refuse("a number of more than 28 bits in a tree");
    }
}
