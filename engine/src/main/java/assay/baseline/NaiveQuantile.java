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
import assay.experiment.QuantileEffect;
import assay.experiment.RandomisationUnit;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The difference of a quantile with the standard error of a difference in means. In the tail of a skewed outcome a quantile is
 * far less certain than the mean. Kept because it fails.
 *
 * @param probability which quantile, in (0, 1)
 */
public record NaiveQuantile(double probability) implements Estimator<Fit> {

    @Override
    public Estimand target() {
        return Estimand.QTE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        Fit fit = new QuantileEffect(probability, RandomisationUnit.ROW).estimate(sample, random);
        TwoArms arms = TwoArms.of(sample);
        ArmMoments moments = ArmMoments.of(arms, sample.outcome());
        double error = Math.sqrt(moments.treatedVariance() + moments.controlVariance());
        Glance glance = Glance.of(
                "naive-quantile",
                "standard error of a difference in means, normal",
                sample,
                arms,
                fit.glance().diagnostics());
        return new Fit(
                List.of(Estimate.normal(
                        target(), arms.contrast(), fit.estimate().value(), error)),
                glance,
                List.of());
    }
}
