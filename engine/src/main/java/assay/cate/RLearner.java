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
import assay.nuisance.WeightedLearner;
import assay.nuisance.WeightedSeries;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The R-learner of effects by unit: minimises {@code sum [(y - l(x)) - (d - m(x)) tau(x)]^2} over tau, l being the mean outcome
 * whatever the arm and m the propensity, that is the regression of {@code (y - l) / (d - m)} on the covariates with weights
 * {@code (d - m)^2} (Nie and Wager, Biometrika 108, 2021).
 *
 * <p>The weights take a learner that has them; drawing rows by weight instead would add noise to every fit, so other learners are
 * not accepted. Rows that could well have been in either arm count most: where the effect learner cannot hold the effect, it is fitted
 * best to them. Cross-fitting is nested as in {@link DrLearner}. The scores take the expected outcome in each arm from
 * {@code l + (1 - m) tau} and {@code l - m tau}.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the propensity learner does not learn probabilities, folds are
 * below 3, or the clip is outside [0, 0.5).
 *
 * @param outcome learns the mean outcome given the covariates, over both arms
 * @param propensity learns the probability of treatment
 * @param effect learns the effect
 * @param folds number of folds, at least 3
 * @param clip estimated propensities are held to [clip, 1 - clip], and how many is reported; 0 for never
 * @param split how rows are dealt to folds
 */
public record RLearner(Learner outcome, Learner propensity, WeightedLearner effect, int folds, double clip, Folds split)
        implements Estimator<CateFit> {

    public RLearner {
        PropensityBounds.check(propensity, clip, folds);
    }

    /**
     * Outcomes by series of degree 5, propensities by boosted trees, which fit more shapes than a series of log-odds does, and
     * effects by a series of degree 2.
     *
     * @return five folds stratified by arm, clip 0.01
     */
    public static RLearner standard() {
        return of(
                SeriesLearner.regression(5),
                BoostedTrees.probability(),
                new WeightedSeries(2, Interactions.PAIRWISE, 1));
    }

    /**
     * Linear outcomes and effects, and a logistic propensity.
     *
     * @return five folds stratified by arm, clip 0.01
     */
    public static RLearner linear() {
        return of(new LinearLearner(), new LogisticLearner(), WeightedSeries.linear());
    }

    /**
     * Learners of one's own.
     *
     * @param outcome learns the mean outcome given the covariates, over both arms
     * @param propensity learns the probability of treatment
     * @param effect learns the effect
     * @return five folds stratified by arm, clip 0.01
     */
    public static RLearner of(Learner outcome, Learner propensity, WeightedLearner effect) {
        return new RLearner(outcome, propensity, effect, 5, 0.01, Folds.STRATIFIED_BY_ARM);
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
        double[][] m = nuisances.propensity(propensity, bounds);
        double[][] l = nuisances.of(outcome, data.outcome);
        double[] effects = new double[data.size];
        for (int k = 0; k < folds; k++) {
            learn(data, m[k], l[k], plan.without(k), random).predict(data.columns, plan.fold(k), effects);
        }
        double[] e = nuisances.unseen(m);
        double[] mean = nuisances.unseen(l);
        double[] treated = new double[data.size];
        double[] control = new double[data.size];
        for (int i = 0; i < effects.length; i++) {
            treated[i] = mean[i] + (1 - e[i]) * effects[i];
            control[i] = mean[i] - e[i] * effects[i];
        }
        Predictor all = learn(data, e, mean, plan.all(), random);
        return data.fit(
                "r-learner",
                folds,
                bounds,
                effects,
                data.scores(e, treated, control),
                new Effects(data.columns.length, all));
    }

    private Predictor learn(LearnerData data, double[] m, double[] l, int[] rows, RandomGenerator random) {
        double[] response = new double[data.size];
        double[] weights = new double[data.size];
        for (int row : rows) {
            double residual = data.arm[row] - m[row];
            response[row] = (data.outcome[row] - l[row]) / residual;
            weights[row] = residual * residual;
        }
        return effect.fit(data.columns, response, weights, rows, random);
    }
}
