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
import org.apache.commons.math3.util.FastMath;

/**
 * Targeted maximum likelihood with cross-fitted nuisances (CV-TMLE): the outcome, scaled to [0, 1], is predicted in either arm, and the
 * predictions are moved along {@code logit m(d, x) + epsilon H(d, x)} until their mean solves the efficient score equation; the effect is
 * the mean difference of what is left (van der Laan and Rubin, Int. J. Biostatistics 2, 2006; Zheng and van der Laan, 2011).
 *
 * <p>For everyone {@code H = d / e - (1 - d) / (1 - e)}; for the treated {@code H = (d - (1 - d) e / (1 - e)) / p} with p their share. One
 * epsilon is found for all folds by logistic maximum likelihood. Identified and doubly robust as {@link Aipw}, but the estimate stays
 * within the range of the outcome. The standard error is the standard deviation of the efficient influence function over the root of n.
 *
 * <p>Scaled predictions are held to [0.0005, 0.9995]. A known propensity (role {@link Role#PROPENSITY}) is used instead of a learned one
 * and never clipped.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the propensity learner does not learn probabilities, the folds are below
 * 1, or the clip is outside [0, 0.5).
 *
 * @param outcome learns the mean of the scaled outcome in each arm
 * @param propensity learns the probability of treatment
 * @param over over whom the effect is averaged
 * @param folds number of folds; 1 means that rows are predicted by learners that have seen them
 * @param clip estimated propensities are held to [clip, 1 - clip], and how many is reported; 0 for never
 * @param split how rows are dealt to folds
 */
public record Tmle(Learner outcome, Learner propensity, Averaged over, int folds, double clip, Folds split)
        implements Estimator<Fit> {

    private static final double EDGE = 0.0005;
    private static final int MAX_STEPS = 100;

    public Tmle {
        Checks.probability(propensity);
        Checks.clip(clip);
        Arguments.atLeast("folds", folds, 1);
    }

    /**
     * Series nuisances, the effect on everyone.
     *
     * @return five folds stratified by arm, clip 0.01
     */
    public static Tmle standard() {
        return new Tmle(
                SeriesLearner.regression(5),
                SeriesLearner.probability(2),
                Averaged.EVERYONE,
                5,
                0.01,
                Folds.STRATIFIED_BY_ARM);
    }

    /**
     * Least squares and logistic regression.
     *
     * @param over over whom the effect is averaged
     * @return five folds stratified by arm, clip 0.01
     */
    public static Tmle linear(Averaged over) {
        return new Tmle(new LinearLearner(), new LogisticLearner(), over, 5, 0.01, Folds.STRATIFIED_BY_ARM);
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
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double y : data.outcome) {
            low = Math.min(low, y);
            high = Math.max(high, y);
        }
        double range = high - low;
        double[] y = new double[data.size];
        for (int i = 0; i < y.length; i++) {
            y[i] = (data.outcome[i] - low) / range;
        }
        CrossFit plan = CrossFit.split(folds, split, data.columns, data.outcome, data.arm, random);
        Overlap overlap = new Overlap(data.known == null ? clip : 0);
        double[] e = data.known != null ? data.known.clone() : plan.predict(propensity, data.columns, data.arm, random);
        overlap.hold(e, data.arm);
        double[] treated = logits(plan.predictArm(outcome, data.columns, y, data.arm, 1, random));
        double[] control = logits(plan.predictArm(outcome, data.columns, y, data.arm, 0, random));
        double share = data.arms.treated() / (double) data.size;
        double epsilon = fluctuation(data.arm, y, e, treated, control, share);
        double[] influence = new double[data.size];
        double value = 0;
        for (int i = 0; i < data.size; i++) {
            double one = expit(treated[i] + epsilon * clever(true, e[i], share));
            double zero = expit(control[i] + epsilon * clever(false, e[i], share));
            boolean d = data.arm[i] > 0.5;
            double weight = over == Averaged.EVERYONE ? 1 : d ? 1 / share : 0;
            double residual = clever(d, e[i], share) * (y[i] - (d ? one : zero));
            value += weight * (one - zero) / data.size;
            influence[i] = weight * (one - zero) + residual;
        }
        for (int i = 0; i < data.size; i++) {
            double weight = over == Averaged.EVERYONE ? 1 : data.arm[i] > 0.5 ? 1 / share : 0;
            influence[i] = range * (influence[i] - weight * value);
        }
        Repetitions result = new Repetitions(1, data.size);
        result.add(range * value, influence);
        Map<String, Double> diagnostics = new TreeMap<>();
        List<Caution> cautions = new ArrayList<>();
        diagnostics.put("folds", (double) folds);
        diagnostics.put("epsilon", epsilon);
        overlap.report(diagnostics, cautions);
        return new Fit(
                List.of(Estimate.normal(target(), data.arms.contrast(), result.value(), result.stdError())),
                Glance.of("tmle", "efficient influence function, normal", sample, data.arms, diagnostics),
                cautions,
                term -> influence.clone());
    }

    /** H at an arm. */
    private double clever(boolean treated, double e, double share) {
        if (over == Averaged.EVERYONE) {
            return treated ? 1 / e : -1 / (1 - e);
        }
        return treated ? 1 / share : -e / (1 - e) / share;
    }

    /** Newton's method on a concave likelihood, with steps halved until the score shrinks. */
    private double fluctuation(double[] arm, double[] y, double[] e, double[] treated, double[] control, double share) {
        double epsilon = 0;
        double[] now = score(epsilon, arm, y, e, treated, control, share);
        for (int step = 0; step < MAX_STEPS && Math.abs(now[0]) > 1e-13 * y.length; step++) {
            double move = now[0] / now[1];
            double[] next = now;
            for (int halving = 0; halving < 60; halving++, move /= 2) {
                next = score(epsilon + move, arm, y, e, treated, control, share);
                if (Math.abs(next[0]) < Math.abs(now[0])) {
                    break;
                }
            }
            if (!(Math.abs(next[0]) < Math.abs(now[0]))) {
                break;
            }
            epsilon += move;
            now = next;
        }
        return epsilon;
    }

    private double[] score(
            double epsilon, double[] arm, double[] y, double[] e, double[] treated, double[] control, double share) {
        double sum = 0;
        double information = 0;
        for (int i = 0; i < y.length; i++) {
            boolean d = arm[i] > 0.5;
            double h = clever(d, e[i], share);
            double p = expit((d ? treated[i] : control[i]) + epsilon * h);
            sum += h * (y[i] - p);
            information += h * h * p * (1 - p);
        }
        return new double[] {sum, information};
    }

    private static double[] logits(double[] predictions) {
        for (int i = 0; i < predictions.length; i++) {
            double p = Math.min(Math.max(predictions[i], EDGE), 1 - EDGE);
            predictions[i] = FastMath.log(p / (1 - p));
        }
        return predictions;
    }

    private static double expit(double eta) {
        double odds = FastMath.exp(-Math.abs(eta));
        return (eta >= 0 ? 1 : odds) / (1 + odds);
    }
}
