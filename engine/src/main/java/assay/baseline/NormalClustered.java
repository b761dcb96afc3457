package assay.baseline;

import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Role;
import assay.Sample;
import assay.experiment.ClusteredOls;
import assay.linear.ClusterCovariance;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Clustered least squares as most software gave it for long: CR1 with the normal quantile. Both take clusters for many. Kept
 * because it fails.
 */
public record NormalClustered() implements Estimator<Fit> {

    @Override
    public Estimand target() {
        return Estimand.ATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.CLUSTER);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        Fit fit = new ClusteredOls(ClusterCovariance.CR1).estimate(sample, random);
        Estimate e = fit.estimate();
        Glance glance = new Glance(
                "normal-clustered",
                "CR1, normal",
                fit.glance().n(),
                fit.glance().treated(),
                fit.glance().control(),
                fit.glance().dropped(),
                fit.glance().clusters(),
                fit.glance().diagnostics());
        return new Fit(List.of(Estimate.normal(target(), e.term(), e.value(), e.stdError())), glance, List.of());
    }
}
