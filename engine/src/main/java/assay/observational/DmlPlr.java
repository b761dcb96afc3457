package assay.observational;

import assay.Arguments;
import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.nuisance.CrossFit;
import assay.nuisance.Folds;
import assay.nuisance.Learner;
import assay.nuisance.SeriesLearner;
import assay.nuisance.Task;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Double machine learning of the partially linear model {@code y = theta d + g(x) + u} by partialling out: with
 * cross-fitted {@code l(x)} of the outcome and {@code m(x)} of the treatment,
 * {@code theta = sum (d - m)(y - l) / sum (d - m)^2} over all folds at once (DML2; Chernozhukov et al., The Econometrics
 * Journal 21, 2018, section 4.1).
 *
 * <p>The estimand is the average treatment effect where the effect is the same for every unit; where it is not, the
 * estimate is an average with weights {@code (d - m)^2}, which favours units that could well have been in either arm.
 *
 * <p>The standard error is the root of the mean squared score over its squared derivative and n - 1. Repetitions are
 * aggregated as in {@link Aipw}. A known propensity (role {@link Role#PROPENSITY}) is used instead of a learned one.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if folds or repetitions are below 1.
 *
 * @param outcome learns the mean outcome given the covariates, over both arms
 * @param propensity learns the mean of the treatment given the covariates, as a probability or by regression
 * @param folds number of folds; 1 means that rows are predicted by learners that have seen them
 * @param repetitions number of random splits
 * @param split how rows are dealt to folds
 */
public record DmlPlr(Learner outcome, Learner propensity, int folds, int repetitions, Folds split)
        implements Estimator<Fit> {

    /** Below this share of the treatment's variance unexplained by the covariates, nothing is left to learn from. */
    private static final double DETERMINED = 1e-8;

    public DmlPlr {
        Arguments.atLeast("folds", folds, 1);
        Arguments.atLeast("repetitions", repetitions, 1);
    }

    /**
     * Series nuisances.
     *
     * @return five folds stratified by arm, one repetition
     */
    public static DmlPlr standard() {
        return new DmlPlr(SeriesLearner.regression(5), SeriesLearner.probability(2), 5, 1, Folds.STRATIFIED_BY_ARM);
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
        Repetitions results = new Repetitions(repetitions, data.size);
        double min = 1;
        double max = 0;
        for (int r = 0; r < repetitions; r++) {
            CrossFit plan = CrossFit.split(folds, split, data.columns, data.outcome, data.arm, random);
            double[] m = data.known != null ? data.known : plan.predict(propensity, data.columns, data.arm, random);
            for (double p : m) {
                min = Math.min(min, p);
                max = Math.max(max, p);
            }
            solve(data, m, plan.predict(outcome, data.columns, data.outcome, random), results);
        }
        Map<String, Double> diagnostics = new TreeMap<>();
        diagnostics.put("folds", (double) folds);
        diagnostics.put("repetitions", (double) repetitions);
        diagnostics.put("min_propensity", min);
        diagnostics.put("max_propensity", max);
        List<Caution> cautions = List.of();
        Estimate estimate = Estimate.normal(Estimand.ATE, data.arms.contrast(), results.value(), results.stdError());
        return new Fit(
                List.of(estimate),
                Glance.of(
                        "dml-plr",
                        "standard deviation of the orthogonal scores, normal",
                        data.sample,
                        data.arms,
                        diagnostics),
                cautions,
                term -> results.influence().clone());
    }

    private static void solve(Comparison data, double[] m, double[] l, Repetitions results) {
        double cross = 0;
        double squares = 0;
        for (int i = 0; i < data.size; i++) {
            double v = data.arm[i] - m[i];
            cross += v * (data.outcome[i] - l[i]);
            squares += v * v;
        }
        if (squares < DETERMINED * data.size) {
            throw new EstimationException(
                    Problem.NOT_IDENTIFIED,
                    "The covariates predict the treatment exactly, so no variation in it is left to learn from.",
                    "Leave out the covariate that determines the treatment.");
        }
        double value = cross / squares;
        double[] influence = new double[data.size];
        for (int i = 0; i < influence.length; i++) {
            double v = data.arm[i] - m[i];
            influence[i] = (data.outcome[i] - l[i] - value * v) * v * data.size / squares;
        }
        results.add(value, influence);
    }
}
