package assay.experiment;

import assay.Caution;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The difference of two ratios of sums, {@code sum(N) / sum(D)} of the treated less that of the controls, such as
 * conversions by session when users were randomised.
 *
 * <p>By the delta method the variance of an arm's ratio R over its n units is
 * {@code (s_N^2 - 2 R s_ND + R^2 s_D^2) / (n mean(D)^2)} (Deng, Knoblich and Lu, KDD 2018, section 2.2). It is computed as the
 * variance of a mean: that of the linearised values {@code R + (N_i - R D_i) / mean(D)}. Inference is Student's t with the
 * degrees of freedom of Welch over the linearised values. The unit is what was randomised: where the rows of a cluster
 * were assigned together, they are added up first.
 *
 * @param unit what was randomised
 */
public record RatioMetric(RandomisationUnit unit) implements Estimator<Fit> {

    /** Below so many standard errors from 0, a denominator is too uncertain for the delta method. */
    private static final double WEAK = 5;

    /**
     * A row for each randomised unit.
     *
     * @return with {@link RandomisationUnit#ROW}
     */
    public static RatioMetric standard() {
        return new RatioMetric(RandomisationUnit.ROW);
    }

    @Override
    public Estimand target() {
        return Estimand.RATIO;
    }

    @Override
    public Set<Role> needs() {
        return unit.needs(Role.NUMERATOR, Role.DENOMINATOR, Role.ASSIGNMENT);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        TwoArms arms = TwoArms.of(sample);
        RatioUnits ratio = RatioUnits.of(sample, unit);
        Fit means = new DifferenceInMeans().estimate(ratio.units(), random);
        Estimate difference = means.estimate();
        Estimate estimate = new Estimate(
                target(), arms.contrast(), difference.value(), difference.stdError(), difference.inference());
        Map<String, Double> diagnostics = new TreeMap<>();
        diagnostics.put("ratio_treated", means.glance().diagnostics().get("mean_treated"));
        diagnostics.put("ratio_control", means.glance().diagnostics().get("mean_control"));
        int clusters = ratio.clusters().map(c -> c.count()).orElse(0);
        Glance glance = new Glance(
                "ratio",
                "delta method, Welch t over " + (unit == RandomisationUnit.ROW ? "units" : "clusters"),
                sample.size(),
                arms.treated(),
                arms.control(),
                sample.dropped(),
                clusters,
                diagnostics);
        List<Caution> cautions = new ArrayList<>(means.cautions());
        weakDenominator(ratio, cautions);
        Influence own = means.influence().orElseThrow();
        Influence influence = ratio.clusters()
                .<Influence>map(c -> term -> ClusterMeans.spread(own.values(term), c))
                .orElse(own);
        return new Fit(List.of(estimate), glance, cautions, influence);
    }

    static void weakDenominator(RatioUnits ratio, List<Caution> cautions) {
        if (ratio.precision() < WEAK) {
            cautions.add(Caution.of(
                    "weak-denominator",
                    String.format(
                            Locale.ROOT,
                            "A mean denominator is only %.1f standard errors from 0; a ratio to it is too skewed for the "
                                    + "delta method, so intervals may miss more often than they say.",
                            ratio.precision())));
        }
    }
}
