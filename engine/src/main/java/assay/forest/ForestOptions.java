package assay.forest;

import assay.Arguments;

/**
 * How a forest is grown. The defaults are those of generalised random forests (Athey, Tibshirani and Wager, Ann. Statist. 47,
 * 2019).
 *
 * <p>The constructor throws {@link IllegalArgumentException} if an option is out of its range, or trees that share a half-sample
 * would draw more than it.
 *
 * @param trees number of trees, rounded up to whole groups, at least 1
 * @param sampleFraction share of the rows (or clusters) that a tree draws, in (0, 1], at most 0.5 in groups of 2 or more
 * @param candidates mean number of features that a split looks at, which is Poisson (at least 1, and fixed where the mean is
 *     above 500); 0 for the root of the number of features plus 20, but no more than there are
 * @param minNode rows that a node must have more of to be split; of causal forests also the rows that a child must have on
 *     either side of the mean treatment
 * @param honesty whether splits and leaves come from different rows
 * @param honestyFraction share of a tree's rows that choose splits, in (0, 1)
 * @param pruning what becomes of empty leaves
 * @param alpha share of the parent (its rows; of causal forests its variation of treatment) that either child must have, in [0,
 *     0.25]
 * @param imbalancePenalty weight of the penalty on uneven splits, not negative
 * @param groupSize trees that share a half-sample: variances need 2 or more, 1 is for forests that only predict
 * @param bins values that a feature is reduced to, by quantiles, 2 to 255; {@link #EXACT} for every value
 * @param threads threads to grow and predict with, at least 1; results do not depend on it
 */
public record ForestOptions(
        int trees,
        double sampleFraction,
        int candidates,
        int minNode,
        Honesty honesty,
        double honestyFraction,
        Pruning pruning,
        double alpha,
        double imbalancePenalty,
        int groupSize,
        int bins,
        int threads) {

    /** The number of bins that stands for every distinct value. */
    public static final int EXACT = 0;

    /** The most values that a feature is reduced to. */
    public static final int MAX_BINS = 255;

    public ForestOptions {
        Arguments.atLeast("trees", trees, 1);
        Arguments.atLeast("candidates", candidates, 0);
        Arguments.atLeast("minimum node", minNode, 1);
        Arguments.atLeast("group size", groupSize, 1);
        Arguments.atLeast("threads", threads, 1);
        Arguments.probability("honesty fraction", honestyFraction);
        double most = groupSize > 1 ? 0.5 : 1;
        if (!(sampleFraction > 0 && sampleFraction <= most)) {
            throw new IllegalArgumentException("sample fraction must be in (0, " + most + "] with groups of "
                    + groupSize + " trees, not " + sampleFraction);
        }
        if (!(alpha >= 0 && alpha <= 0.25)) {
            throw new IllegalArgumentException("alpha must be in [0, 0.25], not " + alpha);
        }
        if (!(imbalancePenalty >= 0 && imbalancePenalty < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("imbalance penalty must not be negative, but is " + imbalancePenalty);
        }
        if (bins != EXACT && (bins < 2 || bins > MAX_BINS)) {
            throw new IllegalArgumentException("bins must be 2 to " + MAX_BINS + ", or 0 for every value, not " + bins);
        }
    }

    /**
     * The defaults.
     *
     * @return 2,000 honest trees in pairs, each of half of the rows, 255 bins, one thread
     */
    public static ForestOptions standard() {
        return new ForestOptions(2000, 0.5, 0, 5, Honesty.HONEST, 0.5, Pruning.PRUNE_EMPTY, 0.05, 0, 2, MAX_BINS, 1);
    }

    /**
     * Another number of trees.
     *
     * @param changed at least 1
     * @return the changed options
     */
    public ForestOptions withTrees(int changed) {
        return new ForestOptions(
                changed,
                sampleFraction,
                candidates,
                minNode,
                honesty,
                honestyFraction,
                pruning,
                alpha,
                imbalancePenalty,
                groupSize,
                bins,
                threads);
    }

    /**
     * Another number of threads.
     *
     * @param changed at least 1
     * @return the changed options
     */
    public ForestOptions withThreads(int changed) {
        return new ForestOptions(
                trees,
                sampleFraction,
                candidates,
                minNode,
                honesty,
                honestyFraction,
                pruning,
                alpha,
                imbalancePenalty,
                groupSize,
                bins,
                changed);
    }

    /**
     * Another smallest node.
     *
     * @param changed at least 1
     * @return the changed options
     */
    public ForestOptions withMinNode(int changed) {
        return new ForestOptions(
                trees,
                sampleFraction,
                candidates,
                changed,
                honesty,
                honestyFraction,
                pruning,
                alpha,
                imbalancePenalty,
                groupSize,
                bins,
                threads);
    }

    /**
     * Another number of trees by half-sample.
     *
     * @param changed at least 1
     * @return the changed options
     */
    public ForestOptions withGroupSize(int changed) {
        return new ForestOptions(
                trees,
                sampleFraction,
                candidates,
                minNode,
                honesty,
                honestyFraction,
                pruning,
                alpha,
                imbalancePenalty,
                changed,
                bins,
                threads);
    }

    /**
     * Another number of bins.
     *
     * @param changed 2 to 255, or {@link #EXACT}
     * @return the changed options
     */
    public ForestOptions withBins(int changed) {
        return new ForestOptions(
                trees,
                sampleFraction,
                candidates,
                minNode,
                honesty,
                honestyFraction,
                pruning,
                alpha,
                imbalancePenalty,
                groupSize,
                changed,
                threads);
    }

    /**
     * The number of groups of trees.
     *
     * @return at least 1
     */
    int groups() {
        return (trees + groupSize - 1) / groupSize;
    }

    /** The mean number of features that a split looks at. */
    double meanCandidates(int features) {
        int wanted = candidates == 0 ? (int) Math.ceil(Math.sqrt(features) + 20) : candidates;
        return Math.min(wanted, features);
    }
}
