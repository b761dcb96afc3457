package assay.experiment;

import assay.Arguments;
import assay.Caution;
import assay.Clusters;
import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Influence;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The difference of a quantile between two arms, such as the 90th percentile of load times.
 *
 * <p>The standard error of an arm's quantile comes from two order statistics about it, of ranks
 * {@code n p -+ 1.96 sqrt(n p (1 - p))} rounded outwards: {@code (q_U - q_L) / (U - L) sqrt(n p (1 - p))}, which is
 * {@code (q_U - q_L) / (2 1.96)} but for rounding. No density has to be estimated. Where clusters were assigned, the variance
 * is multiplied by what clustering does to the share of rows below the quantile: the variance of that ratio metric over
 * {@code p (1 - p) / n} (Deng, Knoblich and Lu, KDD 2018, section 4). Inference is normal.
 *
 * <p>The difference of quantiles is an effect on the distribution. It is not the quantile of the effects on units, and means
 * of it over segments are not that of the whole.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the probability is not in (0, 1).
 *
 * @param probability which quantile, in (0, 1)
 * @param unit what was randomised
 */
public record QuantileEffect(double probability, RandomisationUnit unit) implements Estimator<Fit> {

    /** A value that is tied in this share of the rank interval makes the quantile a step. */
    private static final double TIED = 0.25;

    public QuantileEffect {
        Arguments.probability("probability", probability);
    }

    /**
     * The 90th percentile.
     *
     * @return a row for each randomised unit
     */
    public static QuantileEffect standard() {
        return new QuantileEffect(0.9, RandomisationUnit.ROW);
    }

    @Override
    public Estimand target() {
        return Estimand.QTE;
    }

    @Override
    public Set<Role> needs() {
        return unit.needs(Role.OUTCOME, Role.ASSIGNMENT);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        double[] outcome = sample.outcome();
        TwoArms arms = TwoArms.of(sample);
        String name = sample.column(Role.OUTCOME).name();
        ArmMoments.of(arms, outcome).requireVariation(name);
        ArmQuantile treated = arm(outcome, arms, 1, arms.treatedLabel(), name);
        ArmQuantile control = arm(outcome, arms, 0, arms.controlLabel(), name);
        double v1 = treated.stdError() * treated.stdError();
        double v0 = control.stdError() * control.stdError();
        Map<String, Double> diagnostics = new TreeMap<>();
        diagnostics.put("quantile_treated", treated.value());
        diagnostics.put("quantile_control", control.value());
        int count = 0;
        if (unit == RandomisationUnit.CLUSTER) {
            Clusters clusters = Clusters.of(sample);
            double[] clusterArms = ClusterMeans.arms(arms, clusters);
            double f1 = designEffect(outcome, clusters, clusterArms, 1, treated);
            double f0 = designEffect(outcome, clusters, clusterArms, 0, control);
            diagnostics.put("design_effect_treated", f1);
            diagnostics.put("design_effect_control", f0);
            v1 *= f1;
            v0 *= f0;
            count = clusters.count();
        }
        Glance glance = new Glance(
                "quantile",
                "order statistics, normal" + (count == 0 ? "" : ", corrected for clusters"),
                sample.size(),
                arms.treated(),
                arms.control(),
                sample.dropped(),
                count,
                diagnostics);
        Influence influence = term -> influence(outcome, arms, treated, control);
        return new Fit(
                List.of(difference(arms.contrast(), treated.value(), control.value(), v1, v0)),
                glance,
                cautions(name, treated, control),
                influence);
    }

    /** The difference of two independent quantiles with known variances. */
    static Estimate difference(String term, double treated, double control, double v1, double v0) {
        return Estimate.normal(Estimand.QTE, term, treated - control, Math.sqrt(v1 + v0));
    }

    private ArmQuantile arm(double[] outcome, TwoArms arms, int arm, String label, String name) {
        double[] values = new double[(arm == 1 ? arms.treated() : arms.control()) + 1];
        int next = 0;
        for (int i = 0; i < outcome.length; i++) {
            values[next] = outcome[i];
            next += (int) arms.indicator()[i] == arm ? 1 : 0;
        }
        double[] sorted = Arrays.copyOf(values, next);
        Arrays.sort(sorted);
        return ArmQuantile.of(sorted, probability, label, name);
    }

    /** The variance of the share at or below the quantile over clusters, by that over rows. */
    private double designEffect(double[] outcome, Clusters clusters, double[] arms, int arm, ArmQuantile quantile) {
        double[] residuals = new double[clusters.count()];
        for (int i = 0; i < outcome.length; i++) {
            residuals[clusters.of()[i]] += (outcome[i] <= quantile.value() ? 1 : 0) - quantile.below();
        }
        double squares = 0;
        double count = 0;
        for (int g = 0; g < residuals.length; g++) {
            if ((int) arms[g] == arm) {
                squares += residuals[g] * residuals[g];
                count++;
            }
        }
        double n = quantile.rows();
        return squares * count / (count - 1) / n / (probability * (1 - probability));
    }

    private List<Caution> cautions(String name, ArmQuantile treated, ArmQuantile control) {
        List<Caution> cautions = new ArrayList<>(0);
        for (ArmQuantile arm : List.of(treated, control)) {
            double span = 2 * 1.96 * Math.sqrt(probability * (1 - probability) / arm.rows());
            if (arm.tied() > TIED * span && arm.tied() > 1.0 / arm.rows() && cautions.isEmpty()) {
                cautions.add(Caution.of(
                        "tied-quantile",
                        String.format(
                                Locale.ROOT,
                                "%.1f %% of the rows of an arm share the value of '%s' at the quantile %s, which moves in "
                                        + "steps there: the normal approximation is rough.",
                                100 * arm.tied(),
                                name,
                                probability)));
            }
        }
        return cautions;
    }

    private double[] influence(double[] outcome, TwoArms arms, ArmQuantile treated, ArmQuantile control) {
        double[] values = new double[outcome.length];
        double scale1 = sparsity(treated) * values.length / treated.rows();
        double scale0 = sparsity(control) * values.length / control.rows();
        for (int i = 0; i < values.length; i++) {
            values[i] = arms.indicator()[i] == 1
                    ? scale1 * (treated.below() - (outcome[i] <= treated.value() ? 1 : 0))
                    : -scale0 * (control.below() - (outcome[i] <= control.value() ? 1 : 0));
        }
        return values;
    }

    /** One over the density at the quantile, as the standard error implies it. */
    private double sparsity(ArmQuantile arm) {
        return arm.stdError() * Math.sqrt(arm.rows() / (probability * (1 - probability)));
    }
}
