package assay.baseline;

import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Role;
import assay.Sample;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The return on spend as the slope of sales on spend across the regions that had a campaign. Spend follows the size of the region,
 * and so do sales: the slope is that of size. Kept because it fails.
 */
public record RegionalRegression() implements Estimator<Fit> {

    @Override
    public Estimand target() {
        return Estimand.LATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.TREATMENT, Role.STRATUM);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        double[] spend = sample.numeric(Role.TREATMENT);
        double[] sales = sample.outcome();
        int[] treated = java.util.stream.IntStream.range(0, spend.length)
                .filter(i -> spend[i] > 0)
                .toArray();
        double[] x = Arrays.stream(treated).mapToDouble(i -> spend[i]).toArray();
        double[] y = Arrays.stream(treated).mapToDouble(i -> sales[i]).toArray();
        Moments ofX = Moments.of(x, 0, x.length);
        Moments ofY = Moments.of(y, 0, y.length);
        double cross = 0;
        for (int i = 0; i < x.length; i++) {
            cross += (x[i] - ofX.mean()) * (y[i] - ofY.mean());
        }
        double slope = cross / ofX.squares();
        double df = x.length - 2.0;
        double rest = Math.max(0, ofY.squares() - slope * cross);
        return new Fit(
                List.of(Estimate.studentT(
                        Estimand.LATE, "per unit of spend", slope, Math.sqrt(rest / df / ofX.squares()), df)),
                Moments.glance("regional-regression", sample),
                List.of());
    }
}
