package assay.baseline;

import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Role;
import assay.Sample;
import assay.geo.GeoTest;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The effect of a campaign as the mean outcome of its regions in the test less that before, with Welch's standard error over
 * periods. Season, trend and all else that came with the test count as effect. Kept because it fails.
 */
public record BeforeAfter() implements Estimator<Fit> {

    @Override
    public Estimand target() {
        return Estimand.ATT;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.UNIT, Role.TIME);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        GeoTest test = GeoTest.of(sample);
        double[] series = test.treatedMean();
        Moments before = Moments.of(series, 0, test.before());
        Moments after = Moments.of(series, test.before(), series.length);
        double variance = before.ofMean() + after.ofMean();
        double df = variance
                * variance
                / (before.ofMean() * before.ofMean() / (before.count() - 1.0)
                        + after.ofMean() * after.ofMean() / (after.count() - 1.0));
        return new Fit(
                List.of(Estimate.studentT(
                        Estimand.ATT,
                        "campaign - none",
                        after.mean() - before.mean(),
                        Math.sqrt(variance),
                        Math.max(1, df))),
                Moments.glance("before-after", sample),
                List.of());
    }
}
