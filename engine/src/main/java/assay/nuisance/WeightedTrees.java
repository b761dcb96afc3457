package assay.nuisance;

import assay.Arguments;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Gradient boosting of histogram trees by weighted squared loss: each tree splits by the least-squares fit to {@code w (y - f)}, the
 * gradient, and a leaf is {@code sum w (y - f) / (sum w + 1)}, a Newton step held back by one row of average weight (Friedman, The
 * Annals of Statistics 29, 2001). Deterministic.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if an option is out of its range.
 *
 * @param trees number of trees, at least 1
 * @param depth splits on the way to a leaf, 1 to 10
 * @param learningRate in (0, 1]
 * @param minLeaf rows in a leaf, at least 1
 * @param bins of a column, 2 to 255
 */
public record WeightedTrees(int trees, int depth, double learningRate, int minLeaf, int bins)
        implements WeightedLearner {

    private static final int MAX_DEPTH = 10;
    private static final int MAX_BINS = 255;

    public WeightedTrees {
        Arguments.atLeast("trees", trees, 1);
        Arguments.atLeast("depth", depth, 1);
        Arguments.atLeast("minimum leaf", minLeaf, 1);
        Arguments.atLeast("bins", bins, 2);
        if (depth > MAX_DEPTH || bins > MAX_BINS || !(learningRate > 0 && learningRate <= 1)) {
            throw new IllegalArgumentException("depth must be at most " + MAX_DEPTH + ", bins at most " + MAX_BINS
                    + " and the learning rate in (0, 1], not " + depth + ", " + bins + " and " + learningRate);
        }
    }

    /**
     * Trees for effects, which are smoother than outcomes and noisier.
     *
     * @return 100 trees of depth 3, rate 0.05, leaves of 30, 64 bins
     */
    public static WeightedTrees standard() {
        return new WeightedTrees(100, 3, 0.05, 30, 64);
    }

    @Override
    public Predictor fit(double[][] columns, double[] response, double[] weights, int[] rows, RandomGenerator random) {
        double[] w = RowWeights.scaled(weights, rows);
        int n = rows.length;
        double start = 0;
        for (int i = 0; i < n; i++) {
            start += w[i] * response[rows[i]] / n;
        }
        double constant = start;
        double[] scores = new double[n];
        Arrays.fill(scores, constant);
        double[] gradient = new double[n];
        TreeGrower grower = new TreeGrower(new Bins(columns, rows, bins), n, bins, depth, minLeaf);
        TreeGrower.Leaf leaf = (order, from, to) -> {
            double sum = 0;
            double weight = 0;
            for (int i = from; i < to; i++) {
                sum += gradient[order[i]];
                weight += w[order[i]];
            }
            return sum / (weight + 1);
        };
        Trees grown = new Trees(depth, trees);
        for (int t = 0; t < trees; t++) {
            for (int i = 0; i < n; i++) {
                gradient[i] = w[i] * (response[rows[i]] - scores[i]);
            }
            grower.grow(gradient, leaf, learningRate, grown, scores);
        }
        return (features, wanted, out) -> {
            for (int row : wanted) {
                out[row] = constant;
            }
            for (int t = 0; t < grown.count(); t++) {
                for (int row : wanted) {
                    out[row] += grown.at(t, features, row);
                }
            }
        };
    }
}
