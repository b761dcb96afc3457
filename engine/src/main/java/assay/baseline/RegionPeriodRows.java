package assay.baseline;

import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Role;
import assay.Sample;
import assay.geo.GeoTest;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The effect of a campaign as the change of its regions less that of the others, with the standard error of as many independent rows as
 * there are regions by periods: least squares with a dummy for treated regions, one for the test, and their product. A region is one
 * draw however many days it is looked at. Kept because it fails.
 */
public record RegionPeriodRows() implements Estimator<Fit> {

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
        double[] treated = changes(test, test.treated());
        double[] control = changes(test, test.controls());
        double value = Arrays.stream(treated).average().orElseThrow()
                - Arrays.stream(control).average().orElseThrow();
        double rest = residuals(test, test.treated()) + residuals(test, test.controls());
        int periods = test.panel().calendar().size();
        double df = (double) periods * (treated.length + control.length) - 4;
        double variance =
                rest / df * (1.0 / treated.length + 1.0 / control.length) * (1.0 / test.before() + 1.0 / test.after());
        return new Fit(
                List.of(Estimate.studentT(Estimand.ATT, "campaign - none", value, Math.sqrt(variance), df)),
                Moments.glance("region-period-rows", sample),
                List.of());
    }

    private static double[] changes(GeoTest test, int[] regions) {
        return Arrays.stream(regions)
                .mapToDouble(i -> {
                    double[] series = test.panel().outcome()[i];
                    return Moments.of(series, test.before(), series.length).mean()
                            - Moments.of(series, 0, test.before()).mean();
                })
                .toArray();
    }

    /** Squares about the mean change of a group, regions being taken at their own level: rows vary within regions only. */
    private static double residuals(GeoTest test, int[] regions) {
        double sum = 0;
        for (int i : regions) {
            double[] series = test.panel().outcome()[i];
            sum += Moments.of(series, 0, test.before()).squares()
                    + Moments.of(series, test.before(), series.length).squares();
        }
        return sum;
    }
}
