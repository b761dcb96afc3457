package assay.policy;

import assay.Arguments;
import java.util.List;

/**
 * Learns a policy that is a tree: the one that collects most of the scores, {@code max over trees of sum over rows of score(row,
 * tree(x))}, among all trees of a depth (Athey and Wager, Econometrica 89, 2021, doi:10.3982/ECTA15732; the search of all trees after
 * Zhou, Athey and Wager, Operations Research 71, 2023, doi:10.1287/opre.2022.2271).
 *
 * <p>A unit goes left where its feature is at most the cut. Where trees collect the same, the smallest is taken, then the one with the
 * lowest feature, threshold and action. A split whose sides end in one action is a leaf.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the depth is below 0 or above 3 (above 6 in a hybrid search), or least
 * leaf is below 1.
 *
 * @param depth most splits on the way to a leaf
 * @param leastLeaf least number of rows of a leaf
 * @param search which trees are searched
 */
public record PolicyTreeLearner(int depth, int leastLeaf, TreeSearch search) implements PolicyLearner {

    private static final int DEEPEST = 3;
    private static final int DEEPEST_HYBRID = 6;

    public PolicyTreeLearner {
        Arguments.atLeast("depth", depth, 0);
        Arguments.atLeast("least leaf", leastLeaf, 1);
        boolean hybrid = search.kind() == TreeSearch.Kind.HYBRID;
        if (depth > (hybrid ? DEEPEST_HYBRID : DEEPEST)) {
            throw new IllegalArgumentException("depth must be at most " + DEEPEST + " (" + DEEPEST_HYBRID
                    + " in a hybrid search), not " + depth + ": a policy is to be read");
        }
    }

    /**
     * The best tree of depth 2 by quantile bins, with leaves of at least one row.
     *
     * @return the learner
     */
    public static PolicyTreeLearner standard() {
        return new PolicyTreeLearner(2, 1, TreeSearch.binned());
    }

    /**
     * Learns a tree.
     *
     * @param features the names of the features
     * @param columns their values, {@code columns[feature][row]}; finite
     * @param scores what each action would bring each row, net of costs
     * @return the tree
     * @throws assay.EstimationException if there are fewer rows than a leaf must have, or an exact search would be out of reach
     * @throws IllegalArgumentException if names, columns and scores do not agree in number, or a value is not finite
     */
    @Override
    public TreePolicy learn(List<String> features, double[][] columns, ActionScores scores) {
        return TreeGrowth.learn(this, features, columns, scores);
    }
}
