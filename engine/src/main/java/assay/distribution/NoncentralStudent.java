package assay.distribution;

/**
 * The noncentral t distribution: {@code (Z + ncp) / S} with standard normal Z and, independent of it, {@code S^2} a
 * chi-square over its degrees of freedom. By quadrature over S, which holds where the usual series give way: many degrees of
 * freedom, far tails, large noncentrality. Agrees with exact values to about 1e-12.
 */
public final class NoncentralStudent {

    /** From here on S is 1 to the last digit that matters. */
    private static final double NORMAL = 1e12;

    private NoncentralStudent() {}

    /**
     * The mass above a value.
     *
     * @param t the value, finite
     * @param df degrees of freedom, at least 1; may be infinite
     * @param ncp noncentrality, finite
     * @return in [0, 1]
     */
    public static double survival(double t, double df, double ncp) {
        if (df >= NORMAL) {
            return NormalDistribution.survival(t - ncp);
        }
        return ChiQuadrature.mean(df, Math.abs(t), s -> NormalDistribution.survival(t * s - ncp));
    }

    /**
     * The mass below a value.
     *
     * @param t the value, finite
     * @param df degrees of freedom, at least 1; may be infinite
     * @param ncp noncentrality, finite
     * @return in [0, 1]
     */
    public static double cumulative(double t, double df, double ncp) {
        return survival(-t, df, -ncp);
    }
}
