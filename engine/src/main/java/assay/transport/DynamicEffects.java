package assay.transport;

import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Role;
import assay.Sample;
import assay.StudentT;
import assay.quasi.SimultaneousTerms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Effects by time since exposure in an experiment whose units are seen in several periods: the difference in means of the arms among
 * the units seen k periods after their first one, for each k, their mean over the periods, and their sum.
 *
 * <p>The estimand of the first term is {@code mean over k of E[Y_k(1) - Y_k(0)]}, of the others {@code E[Y_k(1) - Y_k(0)]} and
 * {@code sum over k}; identified when units were assigned at random when first seen, and stay or leave for reasons that treatment does
 * not move. Variances are clustered by unit, {@code S_1 / n_1 + S_0 / n_0} with S the covariance of a unit's periods in an arm;
 * inference is Student's t with Welch's degrees of freedom over units. Intervals of the periods hold all at once (a sup-t band).
 *
 * <p>A caution tells where the effect changes with the time since exposure: a novelty that wears off, or users who learn (primacy).
 *
 * <p>Source: Hohnhold, O'Brien and Tang, KDD 2015, doi:10.1145/2783258.2788583, for what time does to effects; Liang and Zeger (1986),
 * doi:10.1093/biomet/73.1.13, for clusters.
 */
public record DynamicEffects() implements Estimator<Fit> {

    private static final double NOTABLE = 0.05;

    /**
     * The method.
     *
     * @return it has no options
     */
    public static DynamicEffects standard() {
        return new DynamicEffects();
    }

    @Override
    public Estimand target() {
        return Estimand.ATE;
    }

    @Override
    public Set<Role> needs() {
        return ExposurePanel.NEEDS;
    }

    /**
     * Estimates the effects.
     *
     * @param sample outcome, assignment, unit, and numeric time of each row, from assignment on
     * @param random gives the key of the band's draws
     * @return the mean effect, one for each period since exposure, and the cumulative effect
     * @throws EstimationException if a unit has two rows for a period or rows in both arms, there is one period only, or a period has
     *     not two units of each arm
     */
    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        ExposurePanel panel = ExposurePanel.of(sample);
        int count = panel.periods.length;
        List<Estimate> terms = new ArrayList<>();
        terms.add(estimate(panel, Estimand.ATE, panel.arms.contrast(), panel.mean()));
        List<String> names = new ArrayList<>();
        double[] df = new double[count];
        for (int k = 0; k < count; k++) {
            names.add("period " + ExposurePanel.number(panel.periods[k]));
            double[] one = new double[count];
            one[k] = 1;
            df[k] = panel.variance(one).degreesOfFreedom();
        }
        terms.addAll(SimultaneousTerms.of(
                Estimand.LAG_EFFECT, names, panel.effects, panel.covariance(), df, random.nextLong()));
        double[] all = new double[count];
        Arrays.fill(all, 1);
        terms.add(estimate(panel, Estimand.ATE, "cumulative", all));
        Estimate trend = estimate(panel, Estimand.COEFFICIENT, "trend", panel.slope());
        Map<String, Double> diagnostics = new TreeMap<>();
        diagnostics.put("trend", trend.value());
        diagnostics.put("trend_std_error", trend.stdError());
        diagnostics.put("trend_p_value", trend.inference().pValue(0));
        double[] influence = panel.influence(panel.mean());
        return new Fit(
                terms,
                new Glance(
                        "dynamic-effects",
                        "means of arms clustered by unit, Welch's t; periods by a sup-t band",
                        sample.size(),
                        panel.arms.treated(),
                        panel.arms.control(),
                        sample.dropped(),
                        panel.rows.length,
                        diagnostics),
                cautions(panel, trend),
                term -> term == 0 ? influence.clone() : panel.influence(multipliers(term, count)));
    }

    private static double[] multipliers(int term, int count) {
        double[] multipliers = new double[count];
        if (term == count + 1) {
            Arrays.fill(multipliers, 1);
        } else {
            multipliers[term - 1] = 1;
        }
        return multipliers;
    }

    /** A combination of the effects with Welch's t. */
    static Estimate estimate(ExposurePanel panel, Estimand estimand, String term, double[] multipliers) {
        Satterthwaite variance = panel.variance(multipliers);
        double value = panel.value(multipliers);
        double error = Math.sqrt(variance.variance());
        return new Estimate(estimand, term, value, error, new StudentT(value, error, variance.degreesOfFreedom()));
    }

    /** Tells of a trend that is no accident. */
    static Optional<Caution> change(Estimate trend) {
        double p = trend.inference().pValue(0);
        if (!(p < NOTABLE)) {
            return Optional.empty();
        }
        return Optional.of(Caution.of(
                "effect-changes",
                String.format(
                        Locale.ROOT,
                        "The effect changes by %.4g per period since exposure (p = %.2g): its mean over these periods is not"
                                + " what lasts.",
                        trend.value(),
                        p)));
    }

    private static List<Caution> cautions(ExposurePanel panel, Estimate trend) {
        List<Caution> cautions = new ArrayList<>();
        change(trend).ifPresent(cautions::add);
        if (!panel.balanced()) {
            int last = panel.periods.length - 1;
            cautions.add(Caution.of(
                    "changing-composition",
                    String.format(
                            Locale.ROOT,
                            "Of %d units %d were seen in the last period since exposure: effects of different periods are of"
                                    + " different units.",
                            panel.rows.length,
                            panel.counts[0][last] + panel.counts[1][last])));
        }
        return cautions;
    }
}
