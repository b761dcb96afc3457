package assay.sequential;

import assay.Arguments;
import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.util.FastMath;

/**
 * The boundary of sub-Bernoulli sums by a beta mixture (Howard and others 2021, propositions 7 and 8).
 *
 * <p>Sums of deviations in {@code [-g, h]} with mean 0, such as {@code X - p} for conversions with {@code g = p} and {@code h = 1
 * - p}, with {@code v = g h n}.
 *
 * @param rho precision of the mixing distribution in intrinsic time, above 0
 * @param below g, above 0
 * @param above h, above 0
 * @param sides one or two
 */
public record BetaBinomialMixture(double rho, double below, double above, Sides sides) implements MixtureBoundary {

    /** The smallest precision, as a share of g h. */
    private static final double FLOOR = 1e-3;

    public BetaBinomialMixture {
        Arguments.positive("rho", rho);
        Arguments.positive("below", below);
        Arguments.positive("above", above);
    }

    /**
     * The boundary that is low near an intrinsic time.
     *
     * @param v intrinsic time, above 0
     * @param alpha chance of crossing that it is tuned for, in (0, 1), below 1/2 for one side
     * @param below g
     * @param above h
     * @param sides one or two
     * @return the boundary
     */
    public static BetaBinomialMixture optimalAt(double v, double alpha, double below, double above, Sides sides) {
        double unit = below * above;
        double rho = Math.max(NormalMixture.rho(v, alpha, sides) - unit, FLOOR * unit);
        return new BetaBinomialMixture(rho, below, above, sides);
    }

    @Override
    public double largest(double v) {
        return v / below;
    }

    @Override
    public double logEvidence(double s, double v) {
        double g = below;
        double h = above;
        double length = g + h;
        double edge = sides == Sides.ONE_SIDED ? h / length : 1;
        return v / (g * h) * FastMath.log(length)
                - (v + h * s) / (h * length) * FastMath.log(g)
                - (v - g * s) / (g * length) * FastMath.log(h)
                + logBeta((rho + v - g * s) / (g * length), (rho + v + h * s) / (h * length), edge)
                - logBeta(rho / (g * length), rho / (h * length), edge);
    }

    private static double logBeta(double a, double b, double edge) {
        return Beta.logBeta(a, b) + (edge < 1 ? FastMath.log(Beta.regularizedBeta(edge, a, b)) : 0);
    }
}
