package assay.cate;

import assay.Estimand;
import assay.Estimator;
import assay.Role;
import assay.Sample;
import assay.nuisance.BoostedTrees;
import assay.nuisance.Folds;
import assay.nuisance.Interactions;
import assay.nuisance.Learner;
import assay.nuisance.LinearLearner;
import assay.nuisance.LogisticLearner;
import assay.nuisance.Predictor;
import assay.nuisance.SeriesLearner;
import assay.nuisance.Task;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The DR-learner of effects by unit: the doubly robust score
 * {@code m1(x) - m0(x) + d (y - m1(x)) / e(x) - (1 - d) (y - m0(x)) / (1 - e(x))}, whose conditional mean is the effect
 * {@code E[Y(1) - Y(0) | X = x]}, is regressed on the covariates (Kennedy, Electronic Journal of Statistics 17, 2023).
 *
 * <p>The error of the effects is that of the second regression, had the nuisances been known, plus the product of the errors of
 * outcome and propensity. Cross-fitting is nested: what predicts a fold has seen none of its rows, and the scores that it has
 * learned from come from nuisances that had seen neither that fold nor the fold of the score. A known propensity (role
 * {@link Role#PROPENSITY}) is used instead of an estimated one and never clipped. Clusters (role {@link Role#CLUSTER}) are dealt to
 * folds whole.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the propensity learner does not learn probabilities, the effect
 * learner does, folds are below 3, or the clip is outside [0, 0.5).
 *
 * @param outcome learns the mean outcome in each arm
 * @param propensity learns the probability of treatment
 * @param effect learns the mean of the scores
 * @param folds number of folds, at least 3
 * @param clip estimated propensities are held to [clip, 1 - clip], and how many is reported; 0 for never
 * @param split how rows are dealt to folds
 */
public record DrLearner(Learner outcome, Learner propensity, Learner effect, int folds, double clip, Folds split)
        implements Estimator<CateFit> {

    public DrLearner {
        PropensityBounds.check(propensity, clip, folds);
        if (effect.task() != Task.REGRESSION) {
            throw new IllegalArgumentException("the effect learner must learn a conditional mean: " + effect);
        }
    }

    /**
     * Outcomes by series of degree 5, propensities by boosted trees, which fit more shapes than a series of log-odds does, and
     * effects by a series of degree 2.
     *
     * @return five folds stratified by arm, clip 0.01
     */
    public static DrLearner standard() {
        return of(
                SeriesLearner.regression(5),
                BoostedTrees.probability(),
                new SeriesLearner(Task.REGRESSION, 2, Interactions.PAIRWISE, 1));
    }

    /**
     * Linear outcomes and effects, and a logistic propensity.
     *
     * @return five folds stratified by arm, clip 0.01
     */
    public static DrLearner linear() {
        return of(new LinearLearner(), new LogisticLearner(), new LinearLearner());
    }

    /**
     * Learners of one's own.
     *
     * @param outcome learns the mean outcome in each arm
     * @param propensity learns the probability of treatment
     * @param effect learns the mean of the scores
     * @return five folds stratified by arm, clip 0.01
     */
    public static DrLearner of(Learner outcome, Learner propensity, Learner effect) {
        return new DrLearner(outcome, propensity, effect, 5, 0.01, Folds.STRATIFIED_BY_ARM);
    }

    @Override
    public Estimand target() {
        return Estimand.ATE;
    }

    @Override
    public Set<Role> needs() {
        return LearnerData.NEEDS;
    }

    @Override
    public Set<Role> reads() {
        return LearnerData.READS;
    }

    @Override
    public CateFit estimate(Sample sample, RandomGenerator random) {
        LearnerData data = LearnerData.of(sample, outcome);
        NestedFolds plan = NestedFolds.of(folds, split, data, random);
        NestedNuisances nuisances = new NestedNuisances(data, plan, random);
        PropensityBounds bounds = new PropensityBounds(clip, data);
        double[][] e = nuisances.propensity(propensity, bounds);
        double[][] treated = nuisances.ofArm(outcome, 1);
        double[][] control = nuisances.ofArm(outcome, 0);
        double[] effects = new double[data.size];
        for (int k = 0; k < folds; k++) {
            double[] score = data.scores(e[k], treated[k], control[k]).doublyRobust();
            effect.fit(data.columns, score, plan.without(k), random).predict(data.columns, plan.fold(k), effects);
        }
        OrthogonalScores scores =
                data.scores(nuisances.unseen(e), nuisances.unseen(treated), nuisances.unseen(control));
        Predictor all = effect.fit(data.columns, scores.doublyRobust(), plan.all(), random);
        return data.fit("dr-learner", folds, bounds, effects, scores, new Effects(data.columns.length, all));
    }
}
