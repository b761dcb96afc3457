package assay.policy;

import assay.Arguments;
import assay.nuisance.BoostedTrees;
import assay.nuisance.Learner;
import assay.nuisance.LinearLearner;
import assay.nuisance.LogisticLearner;
import assay.nuisance.SeriesLearner;
import assay.nuisance.Task;

/**
 * How doubly robust scores of actions are learned, see {@link MultiArmScores}.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the outcome learner does not learn a conditional mean, the propensity
 * learner no probability, there are fewer than two folds, or the clip is outside [0, 0.5).
 *
 * @param outcome learns the mean outcome under each action
 * @param propensity learns the probability of each action, where it is not known
 * @param folds number of folds, at least 2
 * @param clip estimated propensities below this are raised to it, and how many is reported
 */
public record ScoreLearner(Learner outcome, Learner propensity, int folds, double clip) {

    private static final double CLIP = 0.01;

    public ScoreLearner {
        Arguments.atLeast("folds", folds, 2);
        if (outcome.task() != Task.REGRESSION) {
            throw new IllegalArgumentException("the outcome learner must learn a conditional mean: " + outcome);
        }
        if (propensity.task() != Task.PROBABILITY) {
            throw new IllegalArgumentException("the propensity learner must learn a probability: " + propensity);
        }
        if (!(clip >= 0 && clip < 0.5)) {
            throw new IllegalArgumentException("clip must be in [0, 0.5), not " + clip);
        }
    }

    /**
     * Linear outcomes and logistic propensities.
     *
     * @return five folds, clip 0.01
     */
    public static ScoreLearner linear() {
        return new ScoreLearner(new LinearLearner(), new LogisticLearner(), 5, CLIP);
    }

    /**
     * Series of degree 3 for outcomes, logistic propensities.
     *
     * @return five folds, clip 0.01
     */
    public static ScoreLearner series() {
        return new ScoreLearner(SeriesLearner.regression(3), new LogisticLearner(), 5, CLIP);
    }

    /**
     * Boosted trees.
     *
     * @return five folds, clip 0.01
     */
    public static ScoreLearner boosted() {
        return new ScoreLearner(BoostedTrees.regression(), BoostedTrees.probability(), 5, CLIP);
    }
}
