package assay.harness;

import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.HypothesisTest;
import assay.Role;
import assay.Sample;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The test of no effect that goes with an estimate.
 *
 * @param estimator what is estimated
 */
record TestOfFit(Estimator<Fit> estimator) implements Estimator<HypothesisTest> {

    @Override
    public Estimand target() {
        return estimator.target();
    }

    @Override
    public Set<Role> needs() {
        return estimator.needs();
    }

    @Override
    public HypothesisTest estimate(Sample sample, RandomGenerator random) {
        Fit fit = estimator.estimate(sample, random);
        Estimate estimate = fit.estimate();
        return new HypothesisTest(
                "the effect is 0",
                Math.abs(estimate.inference().statistic(0)),
                estimate.inference().degreesOfFreedom(),
                estimate.inference().pValue(0),
                fit.glance(),
                List.of());
    }
}
