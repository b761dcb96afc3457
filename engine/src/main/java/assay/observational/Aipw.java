package assay.observational;

import assay.Arguments;
import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Role;
import assay.Sample;
import assay.nuisance.BoostedTrees;
import assay.nuisance.CrossFit;
import assay.nuisance.Folds;
import assay.nuisance.Learner;
import assay.nuisance.LinearLearner;
import assay.nuisance.LogisticLearner;
import assay.nuisance.SeriesLearner;
import assay.nuisance.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Augmented inverse probability weighting with cross-fitted nuisances: the average over rows of
 * {@code m1(x) - m0(x) + d (y - m1(x)) / e(x) - (1 - d) (y - m0(x)) / (1 - e(x))}.
 *
 * <p>The estimand is the average treatment effect. It is identified when the covariates hold every common cause of
 * treatment and outcome and every unit could have been in either arm. The estimate is consistent when the outcome
 * regressions or the propensity are, and its normal inference holds when the product of their errors vanishes faster
 * than the root of the sample size (Robins, Rotnitzky and Zhao, JASA 89, 1994; Chernozhukov et al., The Econometrics
 * Journal 21, 2018, section 5).
 *
 * <p>The standard error is the sample standard deviation of the scores, with divisor n - 1, over the root of n. With
 * repetitions, the estimate is the median and its variance the median of {@code se_r^2 + (value_r - median)^2}
 * (Chernozhukov et al., definition 3.3). A known propensity (role {@link Role#PROPENSITY}) is used instead of an
 * estimated one and never clipped; in a randomised experiment the estimate is then unbiased whatever the outcome
 * learner.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the propensity learner does not learn probabilities, the
 * folds or repetitions are below 1, or the clip is outside [0, 0.5).
 *
 * @param outcome learns the mean outcome in each arm
 * @param propensity learns the probability of treatment
 * @param folds number of folds; 1 means that rows are predicted by learners that have seen them
 * @param repetitions number of random splits
 * @param clip estimated propensities are held to [clip, 1 - clip], and how many is reported; 0 for never
 * @param split how rows are dealt to folds
 */
public record Aipw(Learner outcome, Learner propensity, int folds, int repetitions, double clip, Folds split)
        implements Estimator<Fit> {

    public Aipw {
        Checks.probability(propensity);
        Checks.clip(clip);
        Arguments.atLeast("folds", folds, 1);
        Arguments.atLeast("repetitions", repetitions, 1);
    }

    /**
     * Series nuisances.
     *
     * @return five folds stratified by arm, one repetition, clip 0.01
     */
    public static Aipw standard() {
        return of(SeriesLearner.regression(5), SeriesLearner.probability(2));
    }

    /**
     * Linear outcome regressions and a logistic propensity.
     *
     * @return five folds stratified by arm, one repetition, clip 0.01
     */
    public static Aipw linear() {
        return of(new LinearLearner(), new LogisticLearner());
    }

    /**
     * Boosted trees.
     *
     * @return five folds stratified by arm, one repetition, clip 0.01
     */
    public static Aipw boosted() {
        return of(BoostedTrees.regression(), BoostedTrees.probability());
    }

    private static Aipw of(Learner outcome, Learner propensity) {
        return new Aipw(outcome, propensity, 5, 1, 0.01, Folds.STRATIFIED_BY_ARM);
    }

    @Override
    public Estimand target() {
        return Estimand.ATE;
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
            double[] treated = plan.predictArm(outcome, data.columns, data.outcome, data.arm, 1, random);
            double[] control = plan.predictArm(outcome, data.columns, data.outcome, data.arm, 0, random);
            score(data, e, treated, control, results);
        }
        return report(data, overlap, results);
    }

    private static void score(Comparison data, double[] e, double[] treated, double[] control, Repetitions results) {
        double[] score = new double[data.size];
        double sum = 0;
        for (int i = 0; i < score.length; i++) {
            double residual = data.arm[i] > 0.5
                    ? (data.outcome[i] - treated[i]) / e[i]
                    : -(data.outcome[i] - control[i]) / (1 - e[i]);
            score[i] = treated[i] - control[i] + residual;
            sum += score[i];
        }
        double value = sum / score.length;
        for (int i = 0; i < score.length; i++) {
            score[i] -= value;
        }
        results.add(value, score);
    }

    private Fit report(Comparison data, Overlap overlap, Repetitions results) {
        Map<String, Double> diagnostics = new TreeMap<>();
        List<Caution> cautions = new ArrayList<>();
        diagnostics.put("folds", (double) folds);
        diagnostics.put("repetitions", (double) repetitions);
        overlap.report(diagnostics, cautions);
        Estimate estimate = Estimate.normal(Estimand.ATE, data.arms.contrast(), results.value(), results.stdError());
        return new Fit(
                List.of(estimate),
                Glance.of(
                        "aipw",
                        "standard deviation of the efficient scores, normal",
                        data.sample,
                        data.arms,
                        diagnostics),
                cautions,
                term -> results.influence().clone());
    }
}
