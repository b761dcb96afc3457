package assay.baseline;

import assay.Column;
import assay.Estimand;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Role;
import assay.Sample;
import assay.adaptive.BatchedOls;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The means of several arms and their differences, as if everybody had been equally likely to get each arm: after a bandit, arms that had bad
 * luck at first were given up before it could average out, and their means are too low (Nie, Tian, Taylor and Zou, Why adaptively
 * collected data have negative bias and how to correct for it, AISTATS 2018, arXiv:1708.01977).
 *
 * <p>It is {@link BatchedOls} with all rows in one batch: Welch's comparison of each arm with control.
 */
public record ArmMeans() implements Estimator<Fit> {

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
        double[] once = new double[sample.size()];
        Fit fit = new BatchedOls().estimate(sample.with(Role.TIME, new Column.Numeric("once", once)), random);
        Glance g = fit.glance();
        Glance glance = new Glance(
                "difference-in-means",
                "Welch t, unequal variances (HC2)",
                g.n(),
                g.treated(),
                g.control(),
                g.dropped(),
                0,
                Map.of());
        return new Fit(fit.terms(), glance, fit.cautions());
    }
}
