package assay.sequential;

import assay.Arguments;
import org.apache.commons.math3.special.Gamma;
import org.apache.commons.math3.util.FastMath;

/**
 * The one-sided boundary of sub-exponential sums by a gamma mixture (Howard and others 2021, proposition 9).
 *
 * <p>Sums of deviations that are at most c, or at least -c for the other side, with {@code v} the sum of squared deviations from
 * a predictable guess: the empirical Bernstein boundary.
 *
 * @param rho precision of the mixing distribution in intrinsic time, above 0
 * @param scale c, above 0
 */
public record GammaExponentialMixture(double rho, double scale) implements MixtureBoundary {

    public GammaExponentialMixture {
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
    public static GammaExponentialMixture optimalAt(double v, double alpha, double scale) {
        return new GammaExponentialMixture(NormalMixture.rho(v, alpha, Sides.ONE_SIDED), scale);
    }

    @Override
    public double logEvidence(double s, double v) {
        double square = scale * scale;
        double prior = rho / square;
        double shape = (v + rho) / square;
        double time = (scale * s + v) / square;
        return prior * FastMath.log(prior)
                - Gamma.logGamma(prior)
                - FastMath.log(Gamma.regularizedGammaP(prior, prior))
                + Gamma.logGamma(shape)
                + FastMath.log(Gamma.regularizedGammaP(shape, time + prior))
                - shape * FastMath.log(time + prior)
                + time;
    }
}
