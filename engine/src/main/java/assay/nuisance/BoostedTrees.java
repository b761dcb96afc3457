package assay.nuisance;

import assay.Arguments;
import java.util.random.RandomGenerator;

/**
 * Gradient boosting of histogram trees: each tree is the least-squares fit to the residuals (for probabilities, to
 * {@code y - p}, its leaves then one Newton step of the log-likelihood), shrunk by the learning rate (Friedman, The Annals
 * of Statistics 29, 2001; histograms as in Ke et al., NeurIPS 2017).
 *
 * <p>Deterministic but for the rows held out for early stopping. Predictions are bounded by what was seen, so nothing is
 * extrapolated.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if an option is out of its range.
 *
 * @param task a conditional mean by squared loss, or a probability by logistic loss
 * @param trees number of trees, at least 1
 * @param depth splits on the way to a leaf, 1 to 10
 * @param learningRate in (0, 1]
 * @param minLeaf rows in a leaf, at least 1
 * @param bins of a column, 2 to 255
 * @param stopping whether boosting may end early
 */
public record BoostedTrees(
        Task task, int trees, int depth, double learningRate, int minLeaf, int bins, Stopping stopping)
        implements Learner {

    private static final int MAX_DEPTH = 10;
    private static final int MAX_BINS = 255;

    public BoostedTrees {
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
     * A conditional mean.
     *
     * @return 100 trees of depth 3, rate 0.1, leaves of 10, 64 bins
     */
    public static BoostedTrees regression() {
        return new BoostedTrees(Task.REGRESSION, 100, 3, 0.1, 10, 64, Stopping.NEVER_EARLY);
    }

    /**
     * A probability.
     *
     * @return 50 trees of depth 2, rate 0.1, leaves of 20, 64 bins: propensities that run to 0 and 1 do more harm than
     *     ones that are a little flat
     */
    public static BoostedTrees probability() {
        return new BoostedTrees(Task.PROBABILITY, 50, 2, 0.1, 20, 64, Stopping.NEVER_EARLY);
    }

    @Override
    public Predictor fit(double[][] columns, double[] response, int[] rows, RandomGenerator random) {
        return BoostedFit.of(this, columns, response, rows, random);
    }
}
