package assay.baseline;

import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The difference of two conversion rates with sessions as independent coins: the variance of a rate R over S sessions is taken
 * to be {@code R (1 - R) / S}. Sessions of one user are alike, so that intervals are too short. Kept because it fails.
 */
public record SessionLevelRatio() implements Estimator<Fit> {

    @Override
    public Estimand target() {
        return Estimand.RATIO;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.NUMERATOR, Role.DENOMINATOR, Role.ASSIGNMENT);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        TwoArms arms = TwoArms.of(sample);
        double[] numerator = sample.numeric(Role.NUMERATOR);
        double[] denominator = sample.numeric(Role.DENOMINATOR);
        double[] top = new double[2];
        double[] bottom = new double[2];
        for (int i = 0; i < numerator.length; i++) {
            int arm = (int) arms.indicator()[i];
            top[arm] += numerator[i];
            bottom[arm] += denominator[i];
        }
        double r0 = top[0] / bottom[0];
        double r1 = top[1] / bottom[1];
        double variance = r1 * (1 - r1) / bottom[1] + r0 * (1 - r0) / bottom[0];
        Glance glance = Glance.of(
                "session-level-ratio",
                "sessions as independent coins, normal",
                sample,
                arms,
                Map.of("ratio_treated", r1, "ratio_control", r0));
        return new Fit(
                List.of(Estimate.normal(target(), arms.contrast(), r1 - r0, Math.sqrt(variance))), glance, List.of());
    }
}
