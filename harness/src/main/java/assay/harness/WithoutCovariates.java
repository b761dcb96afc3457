package assay.harness;

import assay.Estimand;
import assay.Estimator;
import assay.Fit;
import assay.Role;
import assay.Sample;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * An estimator that is not shown the covariates, as a foil.
 *
 * @param estimator the estimator
 */
record WithoutCovariates(Estimator<Fit> estimator) implements Estimator<Fit> {

    @Override
    public Estimand target() {
        return estimator.target();
    }

    @Override
    public Set<Role> needs() {
        return estimator.needs();
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        return estimator.estimate(sample.with(Role.COVARIATE), random);
    }
}
