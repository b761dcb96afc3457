package assay.baseline;

import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.experiment.DifferenceInMeans;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The difference in means of users assigned one by one, given out for what a launch to everybody would do. Where users compete
 * for one budget, the treated take from the controls what they seem to gain. Kept because it fails.
 */
public record UserLevelAb() implements Estimator<Fit> {

    @Override
    public Estimand target() {
        return Estimand.GLOBAL_ATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        TwoArms arms = TwoArms.of(sample);
        Estimate means = new DifferenceInMeans().estimate(sample, random).estimate();
        return new Fit(
                List.of(new Estimate(target(), arms.contrast(), means.value(), means.stdError(), means.inference())),
                Glance.of("user-level-ab", "Welch t", sample, arms, Map.of()),
                List.of());
    }
}
