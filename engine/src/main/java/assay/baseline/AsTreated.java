package assay.baseline;

import assay.Column;
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
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Those who took the treatment less those who did not, whatever they were assigned, given out for the effect on compliers. Who
 * takes a treatment is not decided by lot. Kept because it fails.
 */
public record AsTreated() implements Estimator<Fit> {

    @Override
    public Estimand target() {
        return Estimand.LATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.TREATMENT);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        Column received = sample.column(Role.TREATMENT);
        Sample compared = Sample.builder()
                .add(Role.OUTCOME, sample.column(Role.OUTCOME))
                .add(Role.ASSIGNMENT, received)
                .build();
        TwoArms arms = TwoArms.of(compared);
        Estimate means = new DifferenceInMeans().estimate(compared, random).estimate();
        return new Fit(
                List.of(new Estimate(target(), arms.contrast(), means.value(), means.stdError(), means.inference())),
                new Glance(
                        "as-treated",
                        "Welch t",
                        sample.size(),
                        arms.treated(),
                        arms.control(),
                        sample.dropped(),
                        0,
                        java.util.Map.of()),
                List.of());
    }
}
