package assay.baseline;

import assay.Arguments;
import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Rejections;
import assay.Role;
import assay.Sample;
import assay.experiment.MetricTests;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Each of many metrics tested as if it were the only one: of twenty that treatment does not move, one is found to be moved.
 *
 * @param level size of each test, in (0, 1)
 */
public record UnadjustedMetrics(double level) implements Estimator<Rejections> {

    public UnadjustedMetrics {
        Arguments.probability("level", level);
    }

    @Override
    public Estimand target() {
        return Estimand.ATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT);
    }

    @Override
    public Rejections estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        List<Rejections.Hypothesis> hypotheses = new ArrayList<>();
        MetricTests.estimates(sample, random).forEach((name, estimate) -> hypotheses.add(hypothesis(name, estimate)));
        return new Rejections(hypotheses, List.of());
    }

    private Rejections.Hypothesis hypothesis(String name, Estimate estimate) {
        double p = estimate.inference().pValue(0);
        return new Rejections.Hypothesis(name, p, p <= level);
    }
}
