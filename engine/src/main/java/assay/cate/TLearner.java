package assay.cate;

import assay.Estimand;
import assay.Estimator;
import assay.Role;
import assay.Sample;
import assay.nuisance.BoostedTrees;
import assay.nuisance.Folds;
import assay.nuisance.Learner;
import assay.nuisance.LinearLearner;
import assay.nuisance.LogisticLearner;
import assay.nuisance.Predictor;
import assay.nuisance.SeriesLearner;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The T-learner of effects by unit: the outcome is learned in each arm by itself, and the effect is the difference of the two
 * predictions, {@code m1(x) - m0(x)} (Kuenzel, Sekhon, Bickel and Yu, PNAS 116, 2019).
 *
 * <p>Each regression is regularised for its own outcome, not for their difference: where the arms differ in size or in their
 * covariates, the two err differently, and their difference shows effects that are not there. The propensity serves the scores by
 * which the fit is judged, not the effects.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the propensity learner does not learn probabilities, folds are
 * below 3, or the clip is outside [0, 0.5).
 *
 * @param outcome learns the mean outcome in each arm
 * @param propensity learns the probability of treatment
 * @param folds number of folds, at least 3
 * @param clip estimated propensities are held to [clip, 1 - clip], and how many is reported; 0 for never
 * @param split how rows are dealt to folds
 */
public record TLearner(Learner outcome, Learner propensity, int folds, double clip, Folds split)
        implements Estimator<CateFit> {

    public TLearner {
        PropensityBounds.check(propensity, clip, folds);
    }

    /**
     * Outcomes by series of degree 5, and propensities by boosted trees.
     *
     * @return five folds stratified by arm, clip 0.01
     */
    public static TLearner standard() {
        return of(SeriesLearner.regression(5), BoostedTrees.probability());
    }

    /**
     * Linear regressions.
     *
     * @return five folds stratified by arm, clip 0.01
     */
    public static TLearner linear() {
        return of(new LinearLearner(), new LogisticLearner());
    }

    /**
     * Boosted trees.
     *
     * @return five folds stratified by arm, clip 0.01
     */
    public static TLearner boosted() {
        return of(BoostedTrees.regression(), BoostedTrees.probability());
    }

    /**
     * Learners of one's own.
     *
     * @param outcome learns the mean outcome
     * @param propensity learns the probability of treatment
     * @return five folds stratified by arm, clip 0.01
     */
    public static TLearner of(Learner outcome, Learner propensity) {
        return new TLearner(outcome, propensity, 5, 0.01, Folds.STRATIFIED_BY_ARM);
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
        double[] e = nuisances.unseenPropensity(propensity, bounds);
        double[] treated = new double[data.size];
        double[] control = new double[data.size];
        for (int k = 0; k < folds; k++) {
            int[] training = plan.without(k);
            int[] fold = plan.fold(k);
            nuisances.fit(outcome, data.outcome, training, 1).predict(data.columns, fold, treated);
            nuisances.fit(outcome, data.outcome, training, 0).predict(data.columns, fold, control);
        }
        double[] effects = new double[data.size];
        for (int i = 0; i < effects.length; i++) {
            effects[i] = treated[i] - control[i];
        }
        Predictor all = Effects.difference(
                nuisances.fit(outcome, data.outcome, plan.all(), 1),
                nuisances.fit(outcome, data.outcome, plan.all(), 0));
        return data.fit(
                "t-learner",
                folds,
                bounds,
                effects,
                data.scores(e, treated, control),
                new Effects(data.columns.length, all));
    }
}
