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
 * The treated mean against the control mean as if that were a known constant. Its standard error is
 * {@code s1 / sqrt(n1)}, which leaves out how uncertain the control mean is: intervals are too short by a factor of
 * about {@code sqrt(1 + n1 / n0)}. Kept because it fails.
 */
public record OneSample() implements Estimator<Fit> {

    @Override
    public Estimand target() {
        return Estimand.ATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        TwoArms arms = TwoArms.of(sample);
        double[] outcome = sample.outcome();
        ArmMoments moments = ArmMoments.of(arms, outcome)
                .requireTreatedVariation(sample.column(Role.OUTCOME).name());
        Estimate estimate = Estimate.studentT(
                target(),
                arms.contrast(),
                moments.difference(),
                Math.sqrt(moments.treatedVariance()),
                arms.treated() - 1);
        Glance glance = Glance.of(
                "one-sample",
                "one-sample t, control mean taken as known",
                sample,
                arms,
                Map.of("mean_treated", moments.treatedMean(), "mean_control", moments.controlMean()));
        return new Fit(List.of(estimate), glance, List.of(), term -> {
            double[] values = new double[outcome.length];
            double scale = values.length / (double) arms.treated();
            for (int i = 0; i < values.length; i++) {
                values[i] = arms.indicator()[i] * scale * (outcome[i] - moments.treatedMean());
            }
            return values;
        });
    }
}
