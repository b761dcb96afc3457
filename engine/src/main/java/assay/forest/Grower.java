package assay.forest;

import assay.random.Philox;
import java.util.Arrays;
import org.apache.commons.math3.util.FastMath;
import org.jspecify.annotations.Nullable;

/** Grows the trees of one group after another, in memory that it keeps. Not thread-safe. */
final class Grower {

    private static final byte OUT = 0;
    private static final byte GROWS = 1;
    private static final byte FILLS = 2;
    private static final double LARGE_MEAN = 500;

    private final ForestOptions options;
    private final Codes codes;
    private final Bins bins;
    private final Objective objective;
    private final Units units;
    private final SplitFinder finder;
    private final int features;
    private final int[] half;
    private final int[] drawn;
    private final byte[] part;
    private final int[] growing;
    private final int[] filling;
    private final int[] spare;
    private final double[][] local;
    private final double @Nullable [] localWeights;
    private final byte[][] localBytes;
    private final int[][] localInts;
    private final int[] rowOf;
    private final double[] channels;
    private final int[] candidates;
    private final double meanCandidates;
    private final double noCandidates;
    private long[] nodes = new long[64];
    private int[] stack = new int[64];
    private double[] leaves = new double[64];
    private int nodeCount;
    private int leafCount;

    Grower(ForestOptions options, Bins bins, Codes codes, Objective objective, Units units) {
        this.options = options;
        this.codes = codes;
        this.bins = bins;
        this.objective = objective;
        this.units = units;
        this.features = bins.features();
        int most = 0;
        for (int j = 0; j < features; j++) {
            most = Math.max(most, bins.codes(j));
        }
        this.finder = SplitFinder.of(objective, options, most);
        int size = codes.size;
        this.half = new int[units.count];
        this.drawn = new int[units.count];
        this.part = new byte[units.count];
        this.growing = new int[size];
        this.filling = new int[size];
        this.spare = new int[size];
        this.local = new double[objective.sources.length][size];
        this.localWeights = objective.weights == null ? null : new double[size];
        this.localBytes = codes.narrow ? new byte[features][size] : new byte[0][];
        this.localInts = codes.narrow ? new int[0][] : new int[features][size];
        this.rowOf = new int[size];
        this.channels = new double[size * objective.stride()];
        this.candidates = new int[features];
        this.meanCandidates = options.meanCandidates(features);
        this.noCandidates = FastMath.exp(-meanCandidates);
    }

    /** The trees of a group, and the rows that they drew and that fill their leaves. */
    void grow(int group, long key, Tree[] trees, long[][] inTree, long[][] inLeaves) {
        Philox random = new Philox(key, group, 0);
        int count = units.count;
        for (int u = 0; u < count; u++) {
            half[u] = u;
        }
        int available = count;
        if (options.groupSize() > 1) {
            available = Math.max(1, count / 2);
            shuffle(half, count, available, random);
        }
        double share = options.groupSize() > 1 ? 2 * options.sampleFraction() : options.sampleFraction();
        int draws = Math.max(1, (int) Math.round(share * available));
        boolean honest = options.honesty() == Honesty.HONEST;
        int grows = honest ? Math.max(1, (int) (draws * options.honestyFraction())) : draws;
        for (int t = 0; t < options.groupSize(); t++) {
            System.arraycopy(half, 0, drawn, 0, available);
            shuffle(drawn, available, Math.min(draws, available), random);
            Arrays.fill(part, OUT);
            for (int u = 0; u < draws; u++) {
                part[drawn[u]] = u < grows ? GROWS : FILLS;
            }
            int at = group * options.groupSize() + t;
            inTree[at] = RowSet.of(codes.size);
            inLeaves[at] = RowSet.of(codes.size);
            trees[at] = tree(random, honest, inTree[at], inLeaves[at]);
        }
    }

    /** Moves a random choice of the first so many to the front. */
    private static void shuffle(int[] items, int size, int chosen, Philox random) {
        for (int i = 0; i < chosen; i++) {
            int j = i + below(random, size - i);
            int swapped = items[i];
            items[i] = items[j];
            items[j] = swapped;
        }
    }

    private static int below(Philox random, int bound) {
        return (int) (((random.nextLong() >>> 32) * bound) >>> 32);
    }

    private Tree tree(Philox random, boolean honest, long[] inTree, long[] inLeaves) {
        int grown = 0;
        int filled = 0;
        for (int row = 0; row < codes.size; row++) {
            byte p = part[units.of(row)];
            if (p == OUT) {
                continue;
            }
            RowSet.add(inTree, row);
            if (p == GROWS) {
                rowOf[grown++] = row;
            }
            if (p == FILLS || !honest) {
                filling[filled++] = row;
                RowSet.add(inLeaves, row);
            }
        }
        gather(grown);
        nodeCount = 0;
        leafCount = 0;
        split(grown, filled, random);
        return finish();
    }

    /** Copies the growing rows, so that the search for splits stays in near memory. */
    private void gather(int grown) {
        for (int i = 0; i < grown; i++) {
            growing[i] = i;
        }
        for (int s = 0; s < local.length; s++) {
            double[] from = objective.sources[s];
            double[] to = local[s];
            for (int i = 0; i < grown; i++) {
                to[i] = from[rowOf[i]];
            }
        }
        if (localWeights != null && objective.weights != null) {
            for (int i = 0; i < grown; i++) {
                localWeights[i] = objective.weights[rowOf[i]];
            }
        }
        for (int j = 0; j < features; j++) {
            if (codes.narrow) {
                byte[] from = codes.bytes[j];
                byte[] to = localBytes[j];
                for (int i = 0; i < grown; i++) {
                    to[i] = from[rowOf[i]];
                }
            } else {
                int[] from = codes.ints[j];
                int[] to = localInts[j];
                for (int i = 0; i < grown; i++) {
                    to[i] = from[rowOf[i]];
                }
            }
        }
    }

    /** Splits nodes from the root, left child first; the stack holds ranges of rows and the parent to be told of a right child. */
    private void split(int grown, int filled, Philox random) {
        int top = push(0, 0, grown, 0, filled, -1);
        while (top > 0) {
            top -= 5;
            int from = stack[top];
            int to = stack[top + 1];
            int fillFrom = stack[top + 2];
            int fillTo = stack[top + 3];
            int parent = stack[top + 4];
            int node = nodeCount++;
            if (node == nodes.length) {
                nodes = Arrays.copyOf(nodes, 2 * node);
            }
            if (parent >= 0) {
                nodes[parent] = Tree.withRight(nodes[parent], node);
            }
            if (!search(from, to, random)) {
                nodes[node] = Tree.leaf(leafCount);
                fill(fillFrom, fillTo);
                continue;
            }
            int feature = finder.feature;
            int code = finder.code;
            boolean missingRight = finder.missingRight;
            int middle;
            int fillMiddle;
            int missing = bins.missing(feature);
            if (codes.narrow) {
                middle = Partition.by(localBytes[feature], growing, spare, from, to, code, missing, missingRight);
                fillMiddle = Partition.by(
                        codes.bytes[feature], filling, spare, fillFrom, fillTo, code, missing, missingRight);
            } else {
                middle = Partition.by(localInts[feature], growing, spare, from, to, code, missing, missingRight);
                fillMiddle = Partition.by(
                        codes.ints[feature], filling, spare, fillFrom, fillTo, code, missing, missingRight);
            }
            nodes[node] = Tree.split(feature, code, missingRight, 0);
            top = push(top, middle, to, fillMiddle, fillTo, node);
            top = push(top, from, middle, fillFrom, fillMiddle, -1);
        }
        if (nodeCount > Tree.MAX_NODES) {
            throw new IllegalArgumentException(
                    "a tree has more than " + Tree.MAX_NODES + " nodes; raise the smallest node");
        }
    }

    private int push(int top, int from, int to, int fillFrom, int fillTo, int parent) {
        if (top + 5 > stack.length) {
            stack = Arrays.copyOf(stack, 2 * stack.length);
        }
        stack[top] = from;
        stack[top + 1] = to;
        stack[top + 2] = fillFrom;
        stack[top + 3] = fillTo;
        stack[top + 4] = parent;
        return top + 5;
    }

    private boolean search(int from, int to, Philox random) {
        int rows = to - from;
        if (rows <= options.minNode()
                || !objective.label(growing, from, to, local, localWeights, channels)
                || !finder.start(channels, rows)) {
            return false;
        }
        int chosen = Math.max(1, Math.min(features, poisson(random)));
        for (int j = 0; j < features; j++) {
            candidates[j] = j;
        }
        if (chosen < features) {
            shuffle(candidates, features, chosen, random);
        }
        for (int c = 0; c < chosen; c++) {
            int feature = candidates[c];
            int missing = bins.missing(feature);
            if (codes.narrow) {
                finder.tryFeature(feature, localBytes[feature], growing, from, to, channels, missing);
            } else {
                finder.tryFeature(feature, localInts[feature], growing, from, to, channels, missing);
            }
        }
        if (finder.feature >= 0 && !codes.missing[finder.feature]) {
            // Nothing was missing in training: what is missing later goes with the first child.
            finder.missingRight = false;
        }
        return finder.feature >= 0;
    }

    /** Multiplies uniforms until the product is below exp(-mean); a large mean is taken as it is. */
    private int poisson(Philox random) {
        if (meanCandidates > LARGE_MEAN) {
            return (int) meanCandidates;
        }
        int count = 0;
        double product = random.nextDouble();
        while (product > noCandidates && count <= features) {
            count++;
            product *= random.nextDouble();
        }
        return count;
    }

    private void fill(int from, int to) {
        int moments = objective.solver.moments();
        int at = leafCount * moments;
        leafCount++;
        if (at + moments > leaves.length) {
            leaves = Arrays.copyOf(leaves, Math.max(2 * leaves.length, at + moments));
        }
        Arrays.fill(leaves, at, at + moments, 0);
        for (int i = from; i < to; i++) {
            int row = filling[i];
            objective.add(row, objective.weights == null ? 1 : objective.weights[row], leaves, at);
        }
        if (leaves[at] > 0) {
            double count = to - from;
            for (int k = at; k < at + moments; k++) {
                leaves[k] /= count;
            }
        } else {
            leaves[at] = Double.NaN;
        }
    }

    private Tree finish() {
        if (options.pruning() == Pruning.KEEP_EMPTY) {
            return new Tree(
                    Arrays.copyOf(nodes, nodeCount), Arrays.copyOf(leaves, leafCount * objective.solver.moments()));
        }
        return new Pruner(nodes, leaves, objective.solver.moments()).prune(nodeCount, leafCount);
    }
}
