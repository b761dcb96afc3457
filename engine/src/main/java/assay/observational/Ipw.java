package assay.observational;

import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Role;
import assay.Sample;
import assay.nuisance.Interactions;
import assay.nuisance.Learner;
import assay.nuisance.LogisticFit;
import assay.nuisance.LogisticLearner;
import assay.nuisance.Predictor;
import assay.nuisance.SeriesLearner;
import assay.nuisance.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Inverse probability weighting: outcomes of the treated weighted by {@code 1 / e(x)} against those of the controls
 * weighted by {@code 1 / (1 - e(x))}.
 *
 * <p>The estimand is the average treatment effect, identified when the covariates hold every common cause of treatment
 * and outcome and every unit could have been in either arm, and estimated consistently when the propensity is.
 *
 * <p>The propensity is learned from all rows. For a logistic regression, whatever its terms, the standard error stacks
 * its estimating equations with those of the weighted means, so that it accounts for the estimation (Lunceford and
 * Davidian, Statistics in Medicine 23, 2004); for another learner, and for a known propensity (role
 * {@link Role#PROPENSITY}, never clipped), the propensity counts as known.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the learner does not learn probabilities or the clip is
 * outside [0, 0.5).
 *
 * @param weighting normalised within arms, or not
 * @param propensity learns the probability of treatment
 * @param clip estimated propensities are held to [clip, 1 - clip], and how many is reported; 0 for never
 */
public record Ipw(Weighting weighting, Learner propensity, double clip) implements Estimator<Fit> {

    public Ipw {
        Checks.probability(propensity);
        Checks.clip(clip);
    }

    /**
     * Normalised weights from a logistic regression on the covariates.
     *
     * @return clip 0.01
     */
    public static Ipw standard() {
        return new Ipw(Weighting.HAJEK, new LogisticLearner(), 0.01);
    }

    /**
     * Normalised weights from a logistic regression on the covariates, their squares and products, with a ridge of one
     * row.
     *
     * @return clip 0.01
     */
    public static Ipw series() {
        return new Ipw(Weighting.HAJEK, new SeriesLearner(Task.PROBABILITY, 2, Interactions.PAIRWISE, 1), 0.01);
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
        int[] rows = new int[data.size];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i;
        }
        double[] raw = new double[data.size];
        LogisticFit model = null;
        if (data.known != null) {
            raw = data.known;
        } else {
            Predictor learned = propensity.fit(data.columns, data.arm, rows, random);
            learned.predict(data.columns, rows, raw);
            model = learned instanceof LogisticFit logistic ? logistic : null;
        }
        double[] e = raw.clone();
        Overlap overlap = new Overlap(data.known == null ? clip : 0);
        overlap.hold(e, data.arm);
        double[] influence = new double[data.size];
        double[] slope = new double[data.size];
        double value = weigh(data, e, influence, slope);
        if (model != null) {
            for (int i = 0; i < slope.length; i++) {
                // A propensity held to a bound does not move with the regression.
                slope[i] = raw[i] == e[i] ? slope[i] : 0;
            }
            model.addEstimation(data.columns, rows, data.arm, slope, influence);
        }
        Repetitions result = new Repetitions(1, data.size);
        result.add(value, influence);
        Map<String, Double> diagnostics = new TreeMap<>();
        List<Caution> cautions = new ArrayList<>();
        overlap.report(diagnostics, cautions);
        String variance = model != null
                ? "stacked estimating equations of weights and logistic propensity, normal"
                : "influence function with the propensity as known, normal";
        return new Fit(
                List.of(Estimate.normal(Estimand.ATE, data.arms.contrast(), value, result.stdError())),
                Glance.of("ipw", variance, data.sample, data.arms, diagnostics),
                cautions,
                term -> influence.clone());
    }

    /** The estimate; its influence values and derivatives in the log-odds of each row go to the arrays. */
    private double weigh(Comparison data, double[] e, double[] influence, double[] slope) {
        double[] total = new double[2];
        double[] weighted = new double[2];
        for (int i = 0; i < data.size; i++) {
            int a = data.arm[i] > 0.5 ? 1 : 0;
            double w = a == 1 ? 1 / e[i] : 1 / (1 - e[i]);
            total[a] += w;
            weighted[a] += w * data.outcome[i];
        }
        boolean normalised = weighting == Weighting.HAJEK;
        double[] mean = new double[2];
        double[] scale = new double[2];
        for (int a = 0; a < 2; a++) {
            scale[a] = normalised ? data.size / total[a] : 1;
            mean[a] = weighted[a] / data.size * scale[a];
        }
        double value = mean[1] - mean[0];
        for (int i = 0; i < data.size; i++) {
            int a = data.arm[i] > 0.5 ? 1 : 0;
            double w = a == 1 ? 1 / e[i] : 1 / (1 - e[i]);
            double y = scale[a] * (normalised ? data.outcome[i] - mean[a] : data.outcome[i]);
            influence[i] = (a == 1 ? w * y : -w * y) - (normalised ? 0 : value);
            // d(1/e)/d(log-odds) = -(1 - e)/e, d(1/(1-e))/d(log-odds) = e/(1 - e): both are -+(w - 1).
            slope[i] = -(w - 1) * y;
        }
        return value;
    }
}
