package assay.quasi;

import assay.Arguments;
import assay.Caution;
import assay.Estimand;
import assay.EstimationException;
import assay.Estimator;
import assay.Glance;
import assay.HypothesisTest;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.distribution.NormalDistribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Whether the density of the running variable jumps at the cutoff, as it does where people who can choose their side do
 * (McCrary 2008): the slopes of the distribution function on both sides, by local polynomials (Cattaneo, Jansson and Ma, J.
 * American Statistical Association 115, 2020, doi:10.1080/01621459.2019.1635480).
 *
 * <p>{@code f(0+)} is the coefficient of the first power in a weighted polynomial of the empirical distribution function; it needs
 * no bins. The bandwidth is best for order p, and the test is made with order p + 1, whose bias is of smaller order there. The
 * variance is that of the influence of each row: through the distribution function at all rows beyond it, and through its own
 * residual. Normal p-value of the difference.
 *
 * <p>The running variable is the first covariate. Diagnostics: {@code density_below}, {@code density_above}, {@code
 * bandwidth}, rows within it on each side.
 *
 * @param cutoff where treatment changes
 * @param kernel how rows count by distance
 * @param order order p for which the bandwidth is best, 1 to 3
 * @param bandwidth in units of the running variable, 0 for the best
 */
public record RdDensityTest(double cutoff, RdKernel kernel, int order, double bandwidth)
        implements Estimator<HypothesisTest> {

    private static final int FEW = 20;
    private static final int MOST = 3;

    public RdDensityTest {
        Arguments.finite("cutoff", cutoff);
        Arguments.atLeast("order", order, 1);
        if (order > MOST) {
            throw new IllegalArgumentException("order must be at most " + MOST + ", not " + order);
        }
        if (!(bandwidth >= 0 && bandwidth < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("bandwidth must be above 0, or 0 for the best, not " + bandwidth);
        }
    }

    /**
     * Quadratic and triangular, at the best bandwidth, about a cutoff of 0.
     *
     * @return the test
     */
    public static RdDensityTest standard() {
        return new RdDensityTest(0, RdKernel.TRIANGULAR, 2, 0);
    }

    /**
     * The same about another cutoff.
     *
     * @param changed where treatment changes
     * @return the changed test
     */
    public RdDensityTest at(double changed) {
        return new RdDensityTest(changed, kernel, order, bandwidth);
    }

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
        // Rows stand for themselves here, in whatever clusters they are.
        RdSides sides = RdSides.of(sample.with(Role.CLUSTER), cutoff);
        RdDensity density = new RdDensity(sides, kernel);
        double h = bandwidth > 0 ? bandwidth : density.bandwidth(order, FEW);
        RdDensity.Jump jump = density.jump(h, h, order + 1);
        double z = jump.statistic();
        if (Double.isNaN(z)) {
            throw new EstimationException(
                    Problem.NOT_IDENTIFIED,
                    "The density of '" + sides.name() + "' has no slope to tell near the cutoff.",
                    "Take a larger --bandwidth.");
        }
        List<Caution> cautions = new ArrayList<>();
        if (sides.massPoints()) {
            cautions.add(Caution.of(
                    "mass-points",
                    "Running variable '" + sides.name()
                            + "' has mass points: its density is a matter of where they lie."));
        }
        int n = sides.size();
        int above = sides.right().size();
        Glance glance = new Glance(
                "rdd-density",
                "influence of rows on the distribution function",
                n,
                above,
                n - above,
                sample.dropped(),
                0,
                Map.of(
                        "density_below",
                        jump.below(),
                        "density_above",
                        jump.above(),
                        "bandwidth",
                        h,
                        "left_rows",
                        (double) jump.belowRows(),
                        "right_rows",
                        (double) jump.aboveRows()));
        return new HypothesisTest(
                "The density of " + sides.name() + " is continuous at " + Panel.label(cutoff),
                z,
                Double.POSITIVE_INFINITY,
                Math.min(1, 2 * NormalDistribution.survival(Math.abs(z))),
                glance,
                cautions);
    }
}
