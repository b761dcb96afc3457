package assay.distribution;

import org.apache.commons.math3.special.Beta;

/**
 * The noncentral F distribution: the ratio of a noncentral to a central chi-square, each over its degrees of freedom, as a
 * Poisson mixture of incomplete beta functions.
 */
public final class NoncentralF {

    private NoncentralF() {}

    /**
     * The mass above a value.
     *
     * @param f the value, not negative
     * @param df1 degrees of freedom of the numerator, above 0
     * @param df2 degrees of freedom of the denominator, above 0
     * @param ncp noncentrality of the numerator, not negative
     * @return in [0, 1]
     */
    public static double survival(double f, double df1, double df2, double ncp) {
        double y = df2 / (df2 + df1 * f);
        return PoissonMixture.mean(
                ncp / 2, j -> f <= 0 ? 1 : Beta.regularizedBeta(y, df2 / 2, df1 / 2 + j, 1e-15, 100_000));
    }

    /**
     * The quantile of the central distribution.
     *
     * @param tail mass above it, in (0, 1)
     * @param df1 degrees of freedom of the numerator, above 0
     * @param df2 degrees of freedom of the denominator, above 0
     * @return the value
     */
    public static double critical(double tail, double df1, double df2) {
        return PoissonMixture.root(f -> survival(f, df1, df2, 0) - tail, NoncentralChiSquare.critical(tail, df1) / df1);
    }
}
