package assay.baseline;

import assay.Column;
import assay.Estimand;
import assay.EstimationException;
import assay.Estimator;
import assay.Glance;
import assay.HypothesisTest;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.distribution.NormalDistribution;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Counts rows just above and just below a cutoff of 0 and takes them for tosses of a fair coin. A density that slopes makes one
 * side fuller although nobody chose a side. Kept because it fails.
 *
 * @param width of the window on either side
 */
public record CountsAtCutoff(double width) implements Estimator<HypothesisTest> {

    @Override
    public Estimand target() {
        return Estimand.CATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.COVARIATE);
    }

    @Override
    public HypothesisTest estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        Column first = sample.columns(Role.COVARIATE).get(0);
        int below = 0;
        int above = 0;
        for (double x : first instanceof Column.Numeric numeric ? numeric.values() : new double[0]) {
            below += x < 0 && x >= -width ? 1 : 0;
            above += x >= 0 && x < width ? 1 : 0;
        }
        if (below + above == 0) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS,
                    "No row of '" + first.name() + "' is within " + width + " of 0.",
                    "Take a wider window.");
        }
        double z = (above - below) / Math.sqrt(above + below);
        return new HypothesisTest(
                "As many rows of " + first.name() + " are just above 0 as just below",
                z,
                Double.POSITIVE_INFINITY,
                Math.min(1, 2 * NormalDistribution.survival(Math.abs(z))),
                new Glance(
                        "counts-at-cutoff", "a fair coin", sample.size(), above, below, sample.dropped(), 0, Map.of()),
                List.of());
    }
}
