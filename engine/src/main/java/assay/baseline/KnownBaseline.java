package assay.baseline;

import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.experiment.ArmMoments;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The relative effect with the control mean taken for a known constant: the difference in means and its interval, both divided
 * by it. The larger the lift, the more the error of the baseline matters that is left out. Kept because it fails.
 */
public record KnownBaseline() implements Estimator<Fit> {

    @Override
    public Estimand target() {
        return Estimand.LIFT;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        TwoArms arms = TwoArms.of(sample);
        ArmMoments moments = ArmMoments.of(arms, sample.outcome())
                .requireVariation(sample.column(Role.OUTCOME).name());
        double base = moments.controlMean();
        double error = Math.sqrt(moments.treatedVariance() + moments.controlVariance());
        Glance glance = Glance.of(
                "known-baseline",
                "difference in means over the control mean, taken as known",
                sample,
                arms,
                Map.of("mean_treated", moments.treatedMean(), "mean_control", base));
        return new Fit(
                List.of(Estimate.normal(
                        target(), arms.contrast(), moments.difference() / base, error / Math.abs(base))),
                glance,
                List.of());
    }
}
