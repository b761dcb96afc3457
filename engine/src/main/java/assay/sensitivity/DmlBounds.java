package assay.sensitivity;

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
import assay.TwoArms;
import assay.nuisance.CrossFit;
import assay.nuisance.Folds;
import assay.nuisance.Learner;
import assay.nuisance.LinearLearner;
import assay.nuisance.LogisticLearner;
import assay.nuisance.SeriesLearner;
import assay.nuisance.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.util.FastMath;

/**
 * Double machine learning with a bound on what a hidden confounder can do to it (Chernozhukov, Cinelli, Newey, Sharma and
 * Syrgkanis, "Long story short", 2022, doi:10.3386/w30302). See {@link BiasBounds}.
 *
 * <p>Nuisances are cross-fitted. In the partially linear model, with residuals u of the outcome and v of the treatment,
 * {@code S^2 = E[(u - theta v)^2] / E[v^2]}. In the interactive model, with propensity e and representer {@code alpha = D / e - (1
 * - D) / (1 - e)}, {@code S^2 = E[(Y - g)^2] E[2 (1 / e + 1 / (1 - e)) - alpha^2]}, whose second factor is doubly robust.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the propensity learner of the interactive model does not learn
 * probabilities, folds are below 1, the clip is outside [0, 0.5), or a strength is out of its range.
 *
 * @param model partially linear or interactive
 * @param outcomeLearner learns the mean outcome: given the covariates, or within each arm
 * @param propensity learns the treatment given the covariates
 * @param folds number of folds
 * @param split how rows are dealt to folds
 * @param clip estimated propensities of the interactive model are held to [clip, 1 - clip]
 * @param treatment share of the representer (in the partially linear model: of the treatment) that the confounder explains, in
 *     [0, 1)
 * @param outcome share of the outcome's residual variance that it explains, in [0, 1]
 */
public record DmlBounds(
        ScoreModel model,
        Learner outcomeLearner,
        Learner propensity,
        int folds,
        Folds split,
        double clip,
        double treatment,
        double outcome)
        implements Estimator<Fit> {

    private static final double USUAL = 0.1;
    private static final double MAX_SHARE = 0.10;
    private static final double DETERMINED = 1e-8;

    public DmlBounds {
        if (model == ScoreModel.INTERACTIVE && propensity.task() != Task.PROBABILITY) {
            throw new IllegalArgumentException("the propensity learner must learn a probability: " + propensity);
        }
        Arguments.atLeast("folds", folds, 1);
        if (!(clip >= 0 && clip < 0.5)) {
            throw new IllegalArgumentException("clip must be in [0, 0.5), not " + clip);
        }
        new Strength(treatment, outcome);
    }

    /**
     * The partially linear model with series nuisances, and a confounder that explains a tenth of the treatment and of the
     * outcome.
     *
     * @return five folds stratified by arm
     */
    public static DmlBounds standard() {
        return new DmlBounds(
                ScoreModel.PARTIALLY_LINEAR,
                SeriesLearner.regression(5),
                SeriesLearner.probability(2),
                5,
                Folds.STRATIFIED_BY_ARM,
                0.01,
                USUAL,
                USUAL);
    }

    /**
     * The interactive model with linear regressions and a logistic propensity, and the same confounder.
     *
     * @return five folds stratified by arm, clip 0.01
     */
    public static DmlBounds interactive() {
        return new DmlBounds(
                ScoreModel.INTERACTIVE,
                new LinearLearner(),
                new LogisticLearner(),
                5,
                Folds.STRATIFIED_BY_ARM,
                0.01,
                USUAL,
                USUAL);
    }

    /**
     * The same method with other strengths.
     *
     * @param strength what the confounder explains at most
     * @return the changed method
     */
    public DmlBounds withStrength(Strength strength) {
        return new DmlBounds(
                model, outcomeLearner, propensity, folds, split, clip, strength.treatment(), strength.outcome());
    }

    @Override
    public Estimand target() {
        return Estimand.ATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.COVARIATE);
    }

    /**
     * The effect and its bias bound as functions of the strength.
     *
     * @param sample outcome, assignment and covariates
     * @param random deals rows to folds
     * @return for any strength
     * @throws EstimationException if the covariates nearly determine the treatment, or a fold is too small
     */
    public BiasBounds bounds(Sample sample, RandomGenerator random) {
        return scored(sample, random, new ArrayList<>());
    }

    private BiasBounds scored(Sample sample, RandomGenerator random, List<Caution> cautions) {
        sample.require(needs());
        double[] arm = TwoArms.of(sample).indicator();
        double[] y = sample.outcome();
        varies(sample, y);
        double[][] columns = sample.covariates().columns();
        CrossFit plan = CrossFit.split(folds, split, columns, y, arm, random);
        double[] e = plan.predict(propensity, columns, arm, random);
        return model == ScoreModel.PARTIALLY_LINEAR
                ? partiallyLinear(arm, y, e, plan.predict(outcomeLearner, columns, y, random))
                : interactive(
                        arm,
                        y,
                        held(e, cautions),
                        plan.predictArm(outcomeLearner, columns, y, arm, 1, random),
                        plan.predictArm(outcomeLearner, columns, y, arm, 0, random));
    }

    private static void varies(Sample sample, double[] y) {
        for (double v : y) {
            if (v != y[0]) {
                return;
            }
        }
        throw new EstimationException(
                Problem.CONSTANT_OUTCOME,
                "Outcome '" + sample.column(Role.OUTCOME).name() + "' is " + y[0]
                        + " in every row, so there is no variation to explain.",
                "Choose another outcome.");
    }

    private static BiasBounds partiallyLinear(double[] arm, double[] y, double[] m, double[] l) {
        int n = y.length;
        double cross = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double v = arm[i] - m[i];
            cross += v * (y[i] - l[i]);
            squares += v * v;
        }
        if (squares < DETERMINED * n) {
            throw new EstimationException(
                    Problem.NOT_IDENTIFIED,
                    "The covariates predict the treatment exactly, so no variation in it is left to learn from.",
                    "Leave out the covariate that determines the treatment.");
        }
        double value = cross / squares;
        double nu = n / squares;
        double[] influence = new double[n];
        double[] noise = new double[n];
        double[] representer = new double[n];
        for (int i = 0; i < n; i++) {
            double v = arm[i] - m[i];
            double rest = y[i] - l[i] - value * v;
            influence[i] = rest * v * nu;
            noise[i] = rest * rest;
            representer[i] = 2 * nu - v * v * nu * nu;
        }
        return BiasBounds.of(value, influence, noise, representer, 1);
    }

    private static BiasBounds interactive(double[] arm, double[] y, double[] e, double[] treated, double[] control) {
        int n = y.length;
        double[] influence = new double[n];
        double[] noise = new double[n];
        double[] representer = new double[n];
        for (int i = 0; i < n; i++) {
            boolean on = arm[i] > 0.5;
            double alpha = on ? 1 / e[i] : -1 / (1 - e[i]);
            double rest = y[i] - (on ? treated[i] : control[i]);
            influence[i] = treated[i] - control[i] + alpha * rest;
            noise[i] = rest * rest;
            representer[i] = 2 * (1 / e[i] + 1 / (1 - e[i])) - alpha * alpha;
        }
        double value = BiasBounds.mean(influence);
        for (int i = 0; i < n; i++) {
            influence[i] -= value;
        }
        if (!(BiasBounds.mean(representer) > 0)) {
            throw new EstimationException(
                    Problem.NO_OVERLAP,
                    "The propensities are so far from the treatment that the size of the weights has a negative estimate.",
                    "Restrict the data to where both arms occur, or use the partially linear model.");
        }
        return BiasBounds.of(value, influence, noise, representer, 1);
    }

    private double[] held(double[] e, List<Caution> cautions) {
        int clipped = 0;
        double min = 1;
        double max = 0;
        for (int i = 0; i < e.length; i++) {
            min = FastMath.min(min, e[i]);
            max = FastMath.max(max, e[i]);
            if (e[i] < clip || e[i] > 1 - clip) {
                clipped++;
                e[i] = FastMath.min(FastMath.max(e[i], clip), 1 - clip);
            }
        }
        double share = clipped / (double) e.length;
        if (share > MAX_SHARE) {
            throw new EstimationException(
                    Problem.NO_OVERLAP,
                    String.format(
                            Locale.ROOT,
                            "%.1f%% of the estimated propensities are outside [%s, %s] (smallest %.3g, largest %.3g): the"
                                    + " covariates nearly determine the treatment, and such rows have no counterpart.",
                            100 * share,
                            clip,
                            1 - clip,
                            min,
                            max),
                    "Restrict the data to where both arms occur, or leave out covariates that only predict treatment.");
        }
        if (clipped > 0) {
            cautions.add(Caution.of(
                    "propensity-clipped",
                    String.format(
                            Locale.ROOT,
                            "%.2f%% of the propensities were held to [%s, %s], which trades variance for bias.",
                            100 * share,
                            clip,
                            1 - clip)));
        }
        return e;
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        List<Caution> cautions = new ArrayList<>();
        BiasBounds bounds = scored(sample, random, cautions);
        Strength strength = new Strength(treatment, outcome);
        Map<String, Double> diagnostics = new TreeMap<>();
        diagnostics.put("bias", bounds.bias(strength));
        diagnostics.put("lower_bound", bounds.value() - bounds.bias(strength));
        diagnostics.put("upper_bound", bounds.value() + bounds.bias(strength));
        diagnostics.put("r2_treatment", treatment);
        diagnostics.put("r2_outcome", outcome);
        diagnostics.put("robustness_value", bounds.robustnessValue(0));
        diagnostics.put("folds", (double) folds);
        TwoArms arms = TwoArms.of(sample);
        Estimate estimate = new Estimate(
                Estimand.ATE, arms.contrast(), bounds.value(), bounds.stdError(), bounds.inference(strength));
        return new Fit(
                List.of(estimate),
                Glance.of(
                        "dml-bounds",
                        "influence functions of the orthogonal score and of the bias bound, normal",
                        sample,
                        arms,
                        diagnostics),
                cautions);
    }
}
