package assay.sequential;

import assay.Arguments;
import assay.distribution.NormalDistribution;
import org.apache.commons.math3.util.FastMath;

/**
 * The boundary of sub-Gaussian sums by a normal or half-normal mixture: {@code log E = (1/2) log(rho / (v + rho)) + s^2 / (2 (v +
 * rho))}, and with one side {@code log 2 + log F(s / sqrt(v + rho))} more (Howard and others 2021, propositions 5 and 6).
 *
 * <p>Sums of independent normal, or of symmetric, deviations with {@code v} their variance; sums of deviations in an interval of
 * length {@code 2 b} with {@code v = n b^2}.
 *
 * @param rho precision of the mixing distribution in intrinsic time, above 0
 * @param sides one or two
 */
public record NormalMixture(double rho, Sides sides) implements MixtureBoundary {

    public NormalMixture {
        Arguments.positive("rho", rho);
    }

    /**
     * The boundary that is lowest near an intrinsic time, {@code rho = v / (2 log(1/a) + log(1 + 2 log(1/a)))} with {@code a =
     * alpha}, or twice it for one side; the exact optimum, which {@link AnytimeNormal} uses, is some 3 % smaller and makes
     * no visible difference.
     *
     * @param v intrinsic time, above 0
     * @param alpha chance of crossing that it is tuned for, in (0, 1), below 1/2 for one side
     * @param sides one or two
     * @return the boundary
     */
    public static NormalMixture optimalAt(double v, double alpha, Sides sides) {
        return new NormalMixture(rho(v, alpha, sides), sides);
    }

    static double rho(double v, double alpha, Sides sides) {
        Arguments.positive("intrinsic time", v);
        double twice = -2 * FastMath.log(Arguments.probability("alpha", sides == Sides.ONE_SIDED ? 2 * alpha : alpha));
        return v / (twice + FastMath.log1p(twice));
    }

    @Override
    public double logEvidence(double s, double v) {
        double all = v + rho;
        double two = 0.5 * FastMath.log(rho / all) + s * s / (2 * all);
        return sides == Sides.TWO_SIDED
                ? two
                : two + FastMath.log(2) + FastMath.log(NormalDistribution.survival(-s / Math.sqrt(all)));
    }

    @Override
    public double bound(double v, double alpha) {
        return sides == Sides.TWO_SIDED
                ? Math.sqrt((v + rho) * (FastMath.log1p(v / rho) - 2 * FastMath.log(alpha)))
                : MixtureBoundary.super.bound(v, alpha);
    }
}
