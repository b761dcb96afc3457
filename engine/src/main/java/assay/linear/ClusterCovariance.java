package assay.linear;

/**
 * The covariance estimators of least squares with dependence inside clusters.
 *
 * <p>With {@code B = (X'WX)^-1}, G clusters, n rows and k coefficients, each is
 * {@code scale * B (sum over clusters of s s') B} with {@code s = X_c' W_c A_c e_c}. For instrumented models X is
 * projected on the instruments and e uses the actual regressors.
 */
public enum ClusterCovariance implements VarianceEstimator {
    /** A = I, no scale. */
    CR0,
    /** A = I, scale {@code G / (G - 1)}. */
    CR1,
    /** A = I, scale {@code G / (G - k)}. */
    CR1P,
    /** A = I, scale {@code G (n - 1) / ((G - 1)(n - k))}, as Stata. */
    CR1S,
    /**
     * {@code A_c = (I - H_cc)^-1/2}, the symmetric root (Bell and McCaffrey 2002), for weights the adjustment of
     * Pustejovsky and Tipton (J. Bus. Econ. Stat. 36, 2018) with the identity as working model; degrees of freedom by
     * Satterthwaite.
     */
    CR2,
    /** {@code A_c = (I - H_cc)^-1}. */
    CR3,
    /** The cluster jackknife about the full estimate: CR3 times {@code (G - 1) / G}. */
    JACKKNIFE;

    @Override
    public String label() {
        return this == JACKKNIFE ? "jackknife" : name();
    }

    @Override
    public boolean clustered() {
        return true;
    }

    /** Whether scores enter as they are. */
    boolean unadjusted() {
        return this == CR0 || this == CR1 || this == CR1P || this == CR1S;
    }

    /**
     * The factor of the covariance.
     *
     * @param rows the rows n
     * @param coefficients the coefficients k
     * @param clusters the clusters G
     * @return the factor; infinite for {@link #CR1P} where {@code G = k}
     */
    public double scale(double rows, int coefficients, int clusters) {
        double g = clusters;
        return switch (this) {
            case CR0, CR2, CR3 -> 1;
            case CR1 -> g / (g - 1);
            case CR1P -> g / Math.max(0, g - coefficients);
            case CR1S -> g * (rows - 1) / ((g - 1) * (rows - coefficients));
            case JACKKNIFE -> (g - 1) / g;
        };
    }
}
