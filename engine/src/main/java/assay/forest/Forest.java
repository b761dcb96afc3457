package assay.forest;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Trees with what is needed to predict from them. */
final class Forest {

    private static final int BLOCK = 8192;

    final ForestOptions options;
    final Bins bins;
    final Solver solver;
    final Tree[] trees;

    /** The rows that it was grown on; null for a forest that was read from a file. */
    final @Nullable Training training;

    Forest(ForestOptions options, Bins bins, Solver solver, Tree[] trees, @Nullable Training training) {
        this.options = options;
        this.bins = bins;
        this.solver = solver;
        this.trees = trees;
        this.training = training;
    }

    /**
     * What a forest remembers of its training.
     *
     * @param codes rows as codes
     * @param weights weights, or null
     * @param inTree rows that each tree drew
     * @param inLeaves rows that fill the leaves of each tree
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Training(Codes codes, double @Nullable [] weights, long[][] inTree, long[][] inLeaves) {}

    static Forest grow(ForestOptions options, ForestData data, Objective objective, RandomGenerator random) {
        if (objective.size() != data.size()) {
            throw new IllegalArgumentException(
                    "responses must be of " + data.size() + " rows, as the features are, not " + objective.size());
        }
        for (double[] source : objective.sources) {
            for (int i = 0; i < source.length; i++) {
                if (!Double.isFinite(source[i])) {
                    throw new IllegalArgumentException("a response is " + source[i] + " in row " + (i + 1));
                }
            }
        }
        if (data.features() > Tree.MAX_FEATURES) {
            throw new IllegalArgumentException("a forest takes at most " + Tree.MAX_FEATURES + " features");
        }
        long key = random.nextLong();
        Bins bins = Bins.of(data.columns(), options.bins());
        for (int j = 0; j < bins.features(); j++) {
            if (bins.codes(j) >= Tree.MAX_CODES) {
                throw new IllegalArgumentException("feature " + (j + 1) + " has " + bins.codes(j)
                        + " distinct values, more than " + Tree.MAX_CODES + "; say how many bins to use");
            }
        }
        Codes codes = bins.encode(data.columns());
        Units units = Units.of(data.size(), data.clusters());
        int groups = options.groups();
        int count = groups * options.groupSize();
        Tree[] trees = new Tree[count];
        long[][] inTree = new long[count][];
        long[][] inLeaves = new long[count][];
        Tasks.run(options.threads(), groups, () -> {
            Grower grower = new Grower(options, bins, codes, objective, units);
            return group -> grower.grow(group, key, trees, inTree, inLeaves);
        });
        return new Forest(
                options, bins, objective.solver, trees, new Training(codes, data.weights(), inTree, inLeaves));
    }

    Training training() {
        if (training == null) {
            throw new IllegalStateException(
                    "this forest was read from a file, which does not hold the rows that it was grown on;"
                            + " out-of-bag predictions must be made before it is written");
        }
        return training;
    }

    /** Predicts rows of columns, by all trees. */
    void predict(double[][] columns, int[] rows, double[][] out, double @Nullable [][] variances) {
        double[][] picked = new double[columns.length][rows.length];
        for (int j = 0; j < columns.length; j++) {
            for (int i = 0; i < rows.length; i++) {
                picked[j][i] = columns[j][rows[i]];
            }
        }
        predict(bins.encode(picked), null, rows, out, variances);
    }

    void outOfBag(double[][] out, double @Nullable [][] variances) {
        Training seen = training();
        int[] rows = new int[seen.codes().size];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i;
        }
        predict(seen.codes(), seen.inTree(), rows, out, variances);
    }

    /** Predicts each row of codes into the place that {@code at} says; trees that drew the row are left out. */
    private void predict(
            Codes codes, long @Nullable [][] drew, int[] at, double[][] out, double @Nullable [][] variances) {
        if (variances != null && options.groupSize() < 2) {
            throw new IllegalArgumentException("variances need groups of 2 or more trees");
        }
        if (out.length != solver.outputs() || (variances != null && variances.length != solver.outputs())) {
            throw new IllegalArgumentException("this forest has " + solver.outputs() + " outputs");
        }
        int block = Math.min(BLOCK, Math.max(1, (codes.size + options.threads() - 1) / options.threads()));
        int blocks = (codes.size + block - 1) / block;
        Tasks.run(options.threads(), blocks, () -> {
            Prediction prediction = new Prediction(this, codes, drew, block, variances != null);
            return number -> {
                int from = number * block;
                prediction.predict(from, Math.min(codes.size, from + block), at, out, variances);
            };
        });
    }

    /** Shares of the splits on each feature, by depth, the first four levels weighted by the inverse square of the depth. */
    double[] importance() {
        int levels = 4;
        double[][] counts = new double[levels][bins.features()];
        for (Tree tree : trees) {
            count(tree, 0, 0, counts);
        }
        double[] importance = new double[bins.features()];
        double sum = 0;
        for (int level = 0; level < levels; level++) {
            double all = Arrays.stream(counts[level]).sum();
            for (int j = 0; j < importance.length && all > 0; j++) {
                double share = counts[level][j] / all / ((level + 1) * (level + 1));
                importance[j] += share;
                sum += share;
            }
        }
        for (int j = 0; j < importance.length && sum > 0; j++) {
            importance[j] /= sum;
        }
        return importance;
    }

    private static void count(Tree tree, int at, int depth, double[][] counts) {
        long node = tree.nodes[at];
        if (depth < counts.length && !Tree.isLeaf(node)) {
            counts[depth][Tree.feature(node)]++;
            count(tree, at + 1, depth + 1, counts);
            count(tree, Tree.right(node), depth + 1, counts);
        }
    }

    /** The weight of each training row in the prediction of a row. */
    double[] kernel(double[][] columns, int row) {
        Training seen = training();
        double[][] one = new double[columns.length][];
        for (int j = 0; j < one.length; j++) {
            one[j] = new double[] {columns[j][row]};
        }
        Codes target = bins.encode(one);
        int size = seen.codes().size;
        double[] kernel = new double[size];
        int[] inLeaf = new int[size];
        int used = 0;
        for (int t = 0; t < trees.length; t++) {
            int leaf = find(trees[t], target, 0);
            if (Double.isNaN(trees[t].leaves[leaf * solver.moments()])) {
                continue;
            }
            int count = 0;
            for (int i = 0; i < size; i++) {
                if (RowSet.has(seen.inLeaves()[t], i) && find(trees[t], seen.codes(), i) == leaf) {
                    inLeaf[count++] = i;
                }
            }
            used++;
            for (int k = 0; k < count; k++) {
                kernel[inLeaf[k]] += 1.0 / count;
            }
        }
        for (int i = 0; i < size && used > 0; i++) {
            kernel[i] /= used;
        }
        return kernel;
    }

    private int find(Tree tree, Codes codes, int row) {
        int at = 0;
        while (true) {
            long node = tree.nodes[at];
            if (Tree.isLeaf(node)) {
                return Tree.number(node);
            }
            int feature = Tree.feature(node);
            int code = codes.at(feature, row);
            boolean goesRight = code == bins.missing(feature) ? Tree.missingRight(node) : code > Tree.code(node);
            at = goesRight ? Tree.right(node) : at + 1;
        }
    }
}
