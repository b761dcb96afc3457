package assay.distribution;

import org.apache.commons.math3.special.Gamma;
import org.apache.commons.math3.util.FastMath;

/**
 * The noncentral chi-square distribution: a mixture of central ones whose degrees of freedom are {@code df + 2 J} with
 * {@code J ~ Poisson(ncp / 2)}.
 */
public final class NoncentralChiSquare {

    private NoncentralChiSquare() {}

    /**
     * The mass above a value.
     *
     * @param x the value, not negative
     * @param df degrees of freedom, above 0
     * @param ncp noncentrality, not negative
     * @return in [0, 1]
     */
    public static double survival(double x, double df, double ncp) {
        return PoissonMixture.mean(
                ncp / 2, j -> x <= 0 ? 1 : Gamma.regularizedGammaQ(df / 2 + j, x / 2, 1e-15, 100_000));
    }

    /**
     * The quantile of the central distribution.
     *
     * @param tail mass above it, in (0, 1)
     * @param df degrees of freedom, above 0
     * @return the value
     */
    public static double critical(double tail, double df) {
        // Wilson and Hilferty as a start; then the logarithm of the tail is nearly straight.
        double z = -NormalDistribution.quantile(tail);
        double c = 2 / (9 * df);
        double cube = 1 - c + z * FastMath.sqrt(c);
        double start = Math.max(1e-6, df * cube * cube * cube);
        return PoissonMixture.root(x -> survival(x, df, 0) - tail, start);
    }
}
