package assay.sequential;

import assay.Arguments;
import org.apache.commons.math3.special.Gamma;
import org.apache.commons.math3.util.FastMath;

/**
 * The one-sided boundary of sub-Poisson sums by a gamma mixture (Howard and others 2021, proposition 10).
 *
 * <p>Sums of deviations that are at most c, with {@code v} the sum of their conditional variances: the Bennett boundary.
 *
 * @param rho precision of the mixing distribution in intrinsic time, above 0
 * @param scale c, above 0
 */
public record GammaPoissonMixture(double rho, double scale) implements MixtureBoundary {

    public GammaPoissonMixture {
        Arguments.positive("rho", rho);
        Arguments.positive("scale", scale);
    }

    /**
     * The boundary that is low near an intrinsic time.
     *
     * @param v intrinsic time, above 0
     * @param alpha chance of crossing that it is tuned for, in (0, 0.5)
     * @param scale c
     * @return the boundary
     */
    public static GammaPoissonMixture optimalAt(double v, double alpha, double scale) {
        return new GammaPoissonMixture(NormalMixture.rho(v, alpha, Sides.ONE_SIDED), scale);
    }

    @Override
    public double logEvidence(double s, double v) {
        double square = scale * scale;
        double prior = rho / square;
        double rate = (v + rho) / square;
        double shape = s / scale + rate;
        return prior * FastMath.log(prior)
                - Gamma.logGamma(prior)
                - FastMath.log(Gamma.regularizedGammaQ(prior, prior))
                + Gamma.logGamma(shape)
                + FastMath.log(Gamma.regularizedGammaQ(shape, rate))
                - shape * FastMath.log(rate)
                + v / square;
    }
}
