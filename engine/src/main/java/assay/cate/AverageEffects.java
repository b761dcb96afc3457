package assay.cate;

import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Fit;
import assay.Glance;
import assay.Problem;
import assay.WeightType;
import assay.linear.ArrayRows;
import assay.linear.ClusterCovariance;
import assay.linear.Covariance;
import assay.linear.LinearFit;
import assay.linear.LinearModel;
import assay.linear.LinearSpec;
import assay.linear.VarianceEstimator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Average effects from the nuisances of an effect surface, each row's learned without the row.
 *
 * <p>With outcome Y, arm D, propensity e, arm means m1 and m0 and weights w:
 *
 * <ul>
 *   <li>ATE: the mean of the doubly robust scores (Robins, Rotnitzky and Zhao, J. Amer. Statist. Assoc. 89, 1994).
 *   <li>ATT: the mean of {@code Y - m0} over the treated, less that over the controls weighted by {@code e / (1 - e)}.
 *   <li>ATC: the mean of {@code Y - m1} over the treated weighted by {@code (1 - e) / e}, less that over the controls.
 *   <li>ATO, units weighted by {@code e (1 - e)}: the slope of {@code Y - m} on {@code D - e}, with an intercept (Crump, Hotz, Imbens
 *       and Mitnik, 2006; Li, Morgan and Zaslavsky, J. Amer. Statist. Assoc. 113, 2018).
 * </ul>
 *
 * <p>Weighted means are normalised to weights that sum to one. Standard errors are those of the influence function, summed over
 * clusters where there are some; HC3, or CR2 with clusters, for the slope.
 */
public final class AverageEffects {

    private static final double POOR = 0.5;

    private AverageEffects() {}

    /**
     * The average treatment effect.
     *
     * @param fit the effect surface
     * @return one term, with its influence function
     * @throws EstimationException if an arm is empty or scores do not vary
     */
    public static Fit ate(CateFit fit) {
        return of(fit, Estimand.ATE);
    }

    /**
     * The average effect on the treated.
     *
     * @param fit the effect surface
     * @return one term, with its influence function
     * @throws EstimationException if an arm is empty or scores do not vary
     */
    public static Fit att(CateFit fit) {
        return of(fit, Estimand.ATT);
    }

    /**
     * The average effect on the controls.
     *
     * @param fit the effect surface
     * @return one term, with its influence function
     * @throws EstimationException if an arm is empty or scores do not vary
     */
    public static Fit atc(CateFit fit) {
        return of(fit, Estimand.ATC);
    }

    /**
     * The average effect in the overlap population.
     *
     * @param fit the effect surface
     * @return one term, with its influence function
     * @throws EstimationException if an arm is empty or scores do not vary
     */
    public static Fit ato(CateFit fit) {
        return of(fit, Estimand.ATO);
    }

    /**
     * An average effect.
     *
     * @param fit the effect surface
     * @param target ATE, ATT, ATC or ATO
     * @return one term, with its influence function
     * @throws EstimationException if an arm is empty or scores do not vary
     * @throws IllegalArgumentException if the target is another
     */
    public static Fit of(CateFit fit, Estimand target) {
        return of(fit, target, target.code(), "treated - control");
    }

    static Fit of(CateFit fit, Estimand target, String method, String term) {
        OrthogonalScores scores = fit.scores();
        Units units = Units.of(scores);
        int treated = treated(scores);
        Map<String, Double> diagnostics = new TreeMap<>();
        List<Caution> cautions = new ArrayList<>(fit.cautions());
        if (target != Estimand.ATO) {
            overlap(scores, diagnostics, cautions);
        }
        units.caution(cautions);
        Result result = switch (target) {
            case ATE -> ate(scores, units, term);
            case ATT -> among(scores, units, Estimand.ATT, term);
            case ATC -> among(scores, units, Estimand.ATC, term);
            case ATO -> ato(scores, term);
            default ->
                throw new IllegalArgumentException("an effect surface gives ATE, ATT, ATC and ATO, not " + target);
        };
        Glance glance = new Glance(
                method,
                result.variance,
                scores.size(),
                treated,
                scores.size() - treated,
                fit.glance().dropped(),
                units.clustered() ? units.count() : 0,
                diagnostics);
        return new Fit(List.of(result.estimate), glance, cautions, index -> result.influence.clone());
    }

    /** An estimate on its way to a fit. */
    private static final class Result {
        final Estimate estimate;
        final String variance;
        final double[] influence;

        Result(Estimate estimate, String variance, double[] influence) {
            this.estimate = estimate;
            this.variance = variance;
            this.influence = influence;
        }
    }

    private static Result ate(OrthogonalScores scores, Units units, String term) {
        double[] score = scores.doublyRobust();
        double value = units.mean(score);
        double[] influence = new double[score.length];
        for (int i = 0; i < score.length; i++) {
            influence[i] = score.length * units.weight(i) * (score[i] - value) / units.total();
        }
        return new Result(
                units.estimate(Estimand.ATE, term, value, influence),
                units.variance("the doubly robust scores"),
                influence);
    }

    /** The difference of two weighted means of residuals from the mean of the arm that the target lacks. */
    private static Result among(OrthogonalScores scores, Units units, Estimand target, String term) {
        int n = scores.size();
        boolean onTreated = target == Estimand.ATT;
        double[] missing = onTreated ? scores.control() : scores.treated();
        double[] weight = new double[n];
        double[] sum = new double[2];
        double[] mean = new double[2];
        for (int i = 0; i < n; i++) {
            double e = scores.propensity()[i];
            int arm = scores.arm()[i] > 0.5 ? 1 : 0;
            double odds = onTreated ? e / (1 - e) : (1 - e) / e;
            weight[i] = units.weight(i) * ((arm == 1) == onTreated ? 1 : odds);
            sum[arm] += weight[i];
            mean[arm] += weight[i] * (scores.outcome()[i] - missing[i]);
        }
        mean[0] /= sum[0];
        mean[1] /= sum[1];
        double[] influence = new double[n];
        for (int i = 0; i < n; i++) {
            int arm = scores.arm()[i] > 0.5 ? 1 : 0;
            double residual = scores.outcome()[i] - missing[i] - mean[arm];
            influence[i] = (arm == 1 ? n : -n) * weight[i] * residual / sum[arm];
        }
        return new Result(
                units.estimate(target, term, mean[1] - mean[0], influence),
                units.variance("the influence function"),
                influence);
    }

    private static Result ato(OrthogonalScores scores, String term) {
        int n = scores.size();
        double[] y = new double[n];
        double[] d = new double[n];
        for (int i = 0; i < n; i++) {
            y[i] = scores.outcome()[i] - scores.marginal(i);
            d[i] = scores.arm()[i] - scores.propensity()[i];
        }
        ArrayRows rows = ArrayRows.of(LinearSpec.ols(List.of("centred outcome"), List.of("centred treatment")), y, d);
        double[] weight = scores.weight();
        int[] cluster = scores.cluster();
        rows = weight == null ? rows : rows.weighted(weight, WeightType.PROBABILITY);
        rows = cluster == null ? rows : rows.clustered(cluster);
        VarianceEstimator variance = cluster == null ? Covariance.HC3 : ClusterCovariance.CR2;
        LinearFit line = LinearModel.fit(rows);
        return new Result(
                line.estimate(Estimand.ATO, term, 0, new double[] {0, 1}, variance),
                variance.label() + " of the slope, t",
                line.influence(1, 0));
    }

    static int treated(OrthogonalScores scores) {
        int treated = 0;
        for (double d : scores.arm()) {
            treated += d > 0.5 ? 1 : 0;
        }
        int other = scores.size() - treated;
        if (treated == 0 || other == 0) {
            throw new EstimationException(
                    Problem.ONE_LEVEL,
                    "All " + scores.size() + " rows are in the " + (treated == 0 ? "control" : "treated")
                            + " arm; an effect needs a treated and a control arm.",
                    "Check the column and the filter that made the file.");
        }
        return treated;
    }

    private static void overlap(OrthogonalScores scores, Map<String, Double> diagnostics, List<Caution> cautions) {
        double[] sum = new double[2];
        double[] squares = new double[2];
        int[] rows = new int[2];
        double min = 1;
        double max = 0;
        for (int i = 0; i < scores.size(); i++) {
            double e = scores.propensity()[i];
            int arm = scores.arm()[i] > 0.5 ? 1 : 0;
            double w = arm == 1 ? 1 / e : 1 / (1 - e);
            min = Math.min(min, e);
            max = Math.max(max, e);
            sum[arm] += w;
            squares[arm] += w * w;
            rows[arm]++;
        }
        double treated = sum[1] * sum[1] / squares[1] / rows[1];
        double control = sum[0] * sum[0] / squares[0] / rows[0];
        diagnostics.put("min_propensity", min);
        diagnostics.put("max_propensity", max);
        diagnostics.put("ess_ratio_treated", treated);
        diagnostics.put("ess_ratio_control", control);
        boolean told = cautions.stream().anyMatch(c -> c.code().equals("poor-overlap"));
        if (!told && Math.min(treated, control) < POOR) {
            cautions.add(Caution.of(
                    "poor-overlap",
                    String.format(
                            Locale.ROOT,
                            "Propensities run from %.3g to %.3g; weighted by them, the treated arm is worth %.0f%% of its"
                                    + " rows and the control arm %.0f%%.",
                            min,
                            max,
                            100 * treated,
                            100 * control)));
        }
    }
}
