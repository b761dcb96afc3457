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
import java.util.Arrays;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The S-learner of effects by unit: one regression of the outcome on covariates and treatment, {@code mu(x, d)}, and the effect
 * {@code mu(x, 1) - mu(x, 0)} (Kuenzel, Sekhon, Bickel and Yu, PNAS 116, 2019).
 *
 * <p>To the learner the treatment is one more column, after the covariates: a learner that shrinks, or splits on few columns, shrinks
 * the effect towards 0, and one without products of columns gives every unit the same effect. The propensity serves the scores by which
 * the fit is judged, not the effects.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the propensity learner does not learn probabilities, folds are
 * below 3, or the clip is outside [0, 0.5).
 *
 * @param outcome learns the mean outcome given covariates and treatment
 * @param propensity learns the probability of treatment
 * @param folds number of folds, at least 3
 * @param clip estimated propensities are held to [clip, 1 - clip], and how many is reported; 0 for never
 * @param split how rows are dealt to folds
 */
public record SLearner(Learner outcome, Learner propensity, int folds, double clip, Folds split)
        implements Estimator<CateFit> {

    public SLearner {
        PropensityBounds.check(propensity, clip, folds);
    }

    /**
     * Outcomes by a series of degree 5 with products of treatment and covariates, and propensities by boosted trees. The effect
     * is a plane.
     *
     * @return five folds stratified by arm, clip 0.01
     */
    public static SLearner standard() {
        return of(SeriesLearner.regression(5), BoostedTrees.probability());
    }

    /**
     * A linear regression, hence one effect for all.
     *
     * @return five folds stratified by arm, clip 0.01
     */
    public static SLearner linear() {
        return of(new LinearLearner(), new LogisticLearner());
    }

    /**
     * Boosted trees, which shrink.
     *
     * @return five folds stratified by arm, clip 0.01
     */
    public static SLearner boosted() {
        return of(BoostedTrees.regression(), BoostedTrees.probability());
    }

    /**
     * Learners of one's own.
     *
     * @param outcome learns the mean outcome
     * @param propensity learns the probability of treatment
     * @return five folds stratified by arm, clip 0.01
     */
    public static SLearner of(Learner outcome, Learner propensity) {
        return new SLearner(outcome, propensity, 5, 0.01, Folds.STRATIFIED_BY_ARM);
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
        double[][] columns = withArm(data.columns, data.arm);
        for (int k = 0; k < folds; k++) {
            Predictor mean = outcome.fit(columns, data.outcome, plan.without(k), random);
            inArm(mean, 1).predict(data.columns, plan.fold(k), treated);
            inArm(mean, 0).predict(data.columns, plan.fold(k), control);
        }
        double[] effects = new double[data.size];
        for (int i = 0; i < effects.length; i++) {
            effects[i] = treated[i] - control[i];
        }
        Predictor mean = outcome.fit(columns, data.outcome, plan.all(), random);
        return data.fit(
                "s-learner",
                folds,
                bounds,
                effects,
                data.scores(e, treated, control),
                new Effects(data.columns.length, Effects.difference(inArm(mean, 1), inArm(mean, 0))));
    }

    private static double[][] withArm(double[][] columns, double[] arm) {
        double[][] all = Arrays.copyOf(columns, columns.length + 1);
        all[columns.length] = arm;
        return all;
    }

    /** The expected outcome in an arm. */
    private static Predictor inArm(Predictor mean, double arm) {
        return (columns, rows, out) -> {
            double[] everywhere = new double[out.length];
            Arrays.fill(everywhere, arm);
            mean.predict(withArm(columns, everywhere), rows, out);
        };
    }
}
