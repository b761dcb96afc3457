package assay.policy;

import java.util.List;

/**
 * The best tree that keeps to a budget, among those that are best at some price, see {@link Budget}: trees are few, so that less than
 * the budget may be spent.
 *
 * @param tree learns trees
 * @param budget what may be spent
 */
public record BudgetedTreeLearner(PolicyTreeLearner tree, Budget budget) implements PolicyLearner {

    @Override
    public TreePolicy learn(List<String> features, double[][] columns, ActionScores scores) {
        return (TreePolicy)
                budget.keep(charges -> tree.learn(features, columns, scores.less(charges)), columns, scores);
    }
}
