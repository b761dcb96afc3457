package assay.observational;

import assay.Arguments;
import assay.Estimand;
import assay.Estimator;
import assay.Fit;
import assay.Role;
import assay.Sample;
import assay.nuisance.BoostedTrees;
import assay.nuisance.CrossFit;
import assay.nuisance.Folds;
import assay.nuisance.Learner;
import assay.nuisance.ProbabilityForestLearner;
import assay.nuisance.RegressionForestLearner;
import assay.nuisance.SeriesLearner;
import assay.nuisance.Stopping;
import assay.nuisance.Task;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Double machine learning of the interactive model, in which the effect may differ by covariates: its average over everyone, by the
 * score {@code m1 - m0 + d (y - m1) / e - (1 - d) (y - m0) / (1 - e) - theta}, or over the treated, by
 * {@code d (y - m0 - theta) / p - (1 - d) e (y - m0) / ((1 - e) p)} with p the share of the treated (Chernozhukov et al., The
 * Econometrics Journal 21, 2018, section 5.1). {@link Aipw} is this over everyone with all folds at once.
 *
 * <p>For the effect on the treated only the controls' outcome is learned, and only propensities near 1 do harm. The standard error is
 * the root of the mean squared score over its squared derivative and n - 1. A known propensity (role {@link Role#PROPENSITY}) is used
 * instead of a learned one and never clipped.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the propensity learner does not learn probabilities, folds or
 * repetitions are below 1, or the clip is outside [0, 0.5).
 *
 * @param outcome learns the mean outcome in an arm
 * @param propensity learns the probability of treatment
 * @param over over whom the effect is averaged
 * @param pooling how folds become one estimate
 * @param folds number of folds; 1 means that rows are predicted by learners that have seen them
 * @param repetitions number of random splits, aggregated by medians as in {@link Aipw}
 * @param clip estimated propensities are held to [clip, 1 - clip], and how many is reported; 0 for never
 * @param split how rows are dealt to folds
 */
public record InteractiveModel(
        Learner outcome,
        Learner propensity,
        Averaged over,
        Pooling pooling,
        int folds,
        int repetitions,
        double clip,
        Folds split)
        implements Estimator<Fit> {

    public InteractiveModel {
        Checks.probability(propensity);
        Checks.clip(clip);
        Arguments.atLeast("folds", folds, 1);
        Arguments.atLeast("repetitions", repetitions, 1);
    }

    /**
     * The effect on everyone, with boosted trees deep enough for propensities with corners: on 20,000 rows its bias is a third of that
     * of {@link Aipw#boosted()} where the propensity has them.
     *
     * @return five folds stratified by arm, solved at once, one repetition, clip 0.01
     */
    public static InteractiveModel boosted() {
        return new InteractiveModel(
                BoostedTrees.regression(),
                new BoostedTrees(Task.PROBABILITY, 100, 4, 0.1, 20, 64, Stopping.NEVER_EARLY),
                Averaged.EVERYONE,
                Pooling.ALL_AT_ONCE,
                5,
                1,
                0.01,
                Folds.STRATIFIED_BY_ARM);
    }

    /**
     * The effect on everyone, with forests for ten thousand rows and more: they find corners of the propensity that boosted trees
     * smooth, at the price of a larger standard error.
     *
     * @return five folds stratified by arm, solved at once, one repetition, clip 0.01
     */
    public static InteractiveModel forests() {
        return new InteractiveModel(
                new RegressionForestLearner(RegressionForestLearner.forManyRows()),
                new ProbabilityForestLearner(
                        RegressionForestLearner.forManyRows().withMinNode(10)),
                Averaged.EVERYONE,
                Pooling.ALL_AT_ONCE,
                5,
                1,
                0.01,
                Folds.STRATIFIED_BY_ARM);
    }

    /**
     * The effect on the treated, with outcomes by series and a propensity by boosted trees.
     *
     * @return five folds stratified by arm, solved at once, one repetition, clip 0.01
     */
    public static InteractiveModel onTreated() {
        return new InteractiveModel(
                SeriesLearner.regression(5),
                BoostedTrees.probability(),
                Averaged.TREATED,
                Pooling.ALL_AT_ONCE,
                5,
                1,
                0.01,
                Folds.STRATIFIED_BY_ARM);
    }

    @Override
    public Estimand target() {
        return over == Averaged.EVERYONE ? Estimand.ATE : Estimand.ATT;
    }

    @Override
    public Set<Role> needs() {
        return Comparison.NEEDS;
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        Comparison data = Comparison.of(sample);
        if (outcome.task() == Task.PROBABILITY) {
            Checks.binary(data);
        }
        Overlap overlap = new Overlap(data.known == null ? clip : 0);
        Repetitions results = new Repetitions(repetitions, data.size);
        for (int r = 0; r < repetitions; r++) {
            CrossFit plan = CrossFit.split(folds, split, data.columns, data.outcome, data.arm, random);
            double[] e =
                    data.known != null ? data.known.clone() : plan.predict(propensity, data.columns, data.arm, random);
            overlap.hold(e, data.arm);
            double[] control = plan.predictArm(outcome, data.columns, data.outcome, data.arm, 0, random);
            LinearScore equation = new LinearScore(data.size);
            if (over == Averaged.TREATED) {
                onTreated(data, e, control, equation);
            } else {
                double[] treated = plan.predictArm(outcome, data.columns, data.outcome, data.arm, 1, random);
                everyone(data, e, treated, control, equation);
            }
            equation.solve(plan, pooling, results);
        }
        return new DmlReport(folds, repetitions)
                .overlap(overlap)
                .fit("interactive-model", "efficient", target(), data.arms.contrast(), data.sample, data.arms, results);
    }

    private static void everyone(
            Comparison data, double[] e, double[] treated, double[] control, LinearScore equation) {
        for (int i = 0; i < data.size; i++) {
            double residual = data.arm[i] > 0.5
                    ? (data.outcome[i] - treated[i]) / e[i]
                    : -(data.outcome[i] - control[i]) / (1 - e[i]);
            equation.set(i, 1, treated[i] - control[i] + residual);
        }
    }

    private static void onTreated(Comparison data, double[] e, double[] control, LinearScore equation) {
        double share = data.arms.treated() / (double) data.size;
        for (int i = 0; i < data.size; i++) {
            double residual = data.outcome[i] - control[i];
            if (data.arm[i] > 0.5) {
                equation.set(i, 1 / share, residual / share);
            } else {
                equation.set(i, 0, -residual * e[i] / (1 - e[i]) / share);
            }
        }
    }
}
