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
 * The X-learner of effects by unit: with {@code m0} and {@code m1} learned in either arm, effects are imputed as {@code y - m0(x)} for
 * the treated and {@code m1(x) - y} for the controls, both are regressed on the covariates, and the two regressions are blended by the
 * propensity, {@code e tau0 + (1 - e) tau1} (Kuenzel, Sekhon, Bickel and Yu, PNAS 116, 2019).
 *
 * <p>It borrows strength where one arm is much larger. A row's effect is imputed by the other arm's regression, which never learns from
 * the row; what predicts a fold has seen none of its rows. A known propensity (role {@link Role#PROPENSITY}) is used instead of an
 * estimated one. For units yet to come it is not known: they are blended by it where it is one number, else by a propensity learned
 * from all rows.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the propensity learner does not learn probabilities, the effect
 * learner does, folds are below 3, or the clip is outside [0, 0.5).
 *
 * @param outcome learns the mean outcome in each arm
 * @param propensity learns the probability of treatment
 * @param effect learns the mean of the imputed effects of an arm
 * @param folds number of folds, at least 3
 * @param clip estimated propensities are held to [clip, 1 - clip], and how many is reported; 0 for never
 * @param split how rows are dealt to folds
 */
public record XLearner(Learner outcome, Learner propensity, Learner effect, int folds, double clip, Folds split)
        implements Estimator<CateFit> {

    public XLearner {
        PropensityBounds.check(propensity, clip, folds);
        if (effect.task() != Task.REGRESSION) {
            throw new IllegalArgumentException("the effect learner must learn a conditional mean: " + effect);
        }
    }

    /**
     * Outcomes by series of degree 5, propensities by boosted trees and effects by series of degree 2.
     *
     * @return five folds stratified by arm, clip 0.01
     */
    public static XLearner standard() {
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
    public static XLearner linear() {
        return of(new LinearLearner(), new LogisticLearner(), new LinearLearner());
    }

    /**
     * Boosted trees.
     *
     * @return five folds stratified by arm, clip 0.01
     */
    public static XLearner boosted() {
        return of(BoostedTrees.regression(), BoostedTrees.probability(), BoostedTrees.regression());
    }

    /**
     * Learners of one's own.
     *
     * @param outcome learns the mean outcome in each arm
     * @param propensity learns the probability of treatment
     * @param effect learns the mean of the imputed effects of an arm
     * @return five folds stratified by arm, clip 0.01
     */
    public static XLearner of(Learner outcome, Learner propensity, Learner effect) {
        return new XLearner(outcome, propensity, effect, 5, 0.01, Folds.STRATIFIED_BY_ARM);
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
        double[] effects = new double[data.size];
        for (int k = 0; k < folds; k++) {
            int[] training = plan.without(k);
            int[] fold = plan.fold(k);
            Predictor treatedMean = nuisances.fit(outcome, data.outcome, training, 1);
            Predictor controlMean = nuisances.fit(outcome, data.outcome, training, 0);
            treatedMean.predict(data.columns, fold, treated);
            controlMean.predict(data.columns, fold, control);
            blended(data, nuisances, training, treatedMean, controlMean, held(e))
                    .predict(data.columns, fold, effects);
        }
        int[] rows = plan.all();
        Predictor all = blended(
                data,
                nuisances,
                rows,
                nuisances.fit(outcome, data.outcome, rows, 1),
                nuisances.fit(outcome, data.outcome, rows, 0),
                weight(data, nuisances, rows, bounds));
        return data.fit(
                "x-learner",
                folds,
                bounds,
                effects,
                data.scores(e, treated, control),
                new Effects(data.columns.length, all));
    }

    /** Blends the two regressions of imputed effects by a weight. */
    private Predictor blended(
            LearnerData data,
            NestedNuisances nuisances,
            int[] rows,
            Predictor treatedMean,
            Predictor controlMean,
            Predictor weight) {
        double[] imputed = new double[data.size];
        double[] other = new double[data.size];
        treatedMean.predict(data.columns, rows, imputed);
        controlMean.predict(data.columns, rows, other);
        for (int row : rows) {
            imputed[row] = data.arm[row] > 0.5 ? data.outcome[row] - other[row] : imputed[row] - data.outcome[row];
        }
        Predictor ofTreated = nuisances.fit(effect, imputed, rows, 1);
        Predictor ofControl = nuisances.fit(effect, imputed, rows, 0);
        return (columns, wanted, out) -> {
            double[] first = new double[out.length];
            double[] second = new double[out.length];
            ofTreated.predict(columns, wanted, first);
            ofControl.predict(columns, wanted, second);
            weight.predict(columns, wanted, out);
            for (int row : wanted) {
                out[row] = out[row] * second[row] + (1 - out[row]) * first[row];
            }
        };
    }

    /** The propensity of rows of the data. */
    private static Predictor held(double[] e) {
        return (columns, wanted, out) -> {
            for (int row : wanted) {
                out[row] = e[row];
            }
        };
    }

    /** The weight for units yet to come. */
    private Predictor weight(LearnerData data, NestedNuisances nuisances, int[] rows, PropensityBounds bounds) {
        double[] known = data.known;
        if (known != null && LearnerData.constant(known)) {
            double share = known[0];
            return (columns, wanted, out) -> {
                for (int row : wanted) {
                    out[row] = share;
                }
            };
        }
        Predictor learned = nuisances.fit(propensity, data.arm, rows, Double.NaN);
        return (columns, wanted, out) -> {
            learned.predict(columns, wanted, out);
            bounds.hold(wanted, out);
        };
    }
}
