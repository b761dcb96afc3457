package assay.linear;

/**
 * A test of several contrasts at once.
 *
 * @param statistic the F statistic
 * @param numerator its numerator degrees of freedom
 * @param denominator its denominator degrees of freedom
 * @param pValue the probability of a larger value
 */
public record WaldTest(double statistic, double numerator, double denominator, double pValue) {

    static WaldTest of(double statistic, double numerator, double denominator) {
        return new WaldTest(statistic, numerator, denominator, Tails.survival(statistic, numerator, denominator));
    }

    /**
     * Tests that contrasts of the coefficients of an outcome are 0.
     *
     * <p>With q independent contrasts and the Wald statistic W, {@code W / q} is compared with F of q and {@code n - k}
     * or {@code G - 1} degrees of freedom; under CR2 it is the test HTZ of Pustejovsky and Tipton (2018, section 4),
     * {@code (d - q + 1) / d W / q} with F of q and {@code d - q + 1}, d being the degrees of freedom of the Wishart
     * distribution that matches the total variance of the covariance under independent errors of equal variance.
     *
     * @param fit the fit
     * @param outcome index of the outcome
     * @param contrasts q rows of k multipliers, independent
     * @param v which covariance
     * @return the test
     * @throws assay.EstimationException if there are no more clusters than coefficients for an estimator without
     *     small-sample adjustment, or so few that HTZ has no denominator degrees of freedom
     */
    public static WaldTest of(LinearFit fit, int outcome, double[][] contrasts, VarianceEstimator v) {
        Refusals.few(fit, v);
        int q = contrasts.length;
        double[] b = new double[q];
        for (int s = 0; s < q; s++) {
            b[s] = Matrices.dot(contrasts[s], fit.coefficients(outcome));
        }
        double[][] covariance = Matrices.sandwich(contrasts, fit.covariance(outcome, v), contrasts);
        double w = Matrices.dot(b, PseudoInverse.solve(covariance, b));
        if (v != ClusterCovariance.CR2) {
            return of(w / q, q, v.clustered() ? fit.clusters() - 1.0 : fit.rows() - fit.rank());
        }
        double[][] whitened = new double[q][];
        for (int s = 0; s < q; s++) {
            whitened[s] = fit.whiten(contrasts[s]);
        }
        double d = new Hotelling(fit.meats().clustered(v), whitened).degreesOfFreedom();
        Refusals.tooFewForHotelling(q, d);
        return of((d - q + 1) / (d * q) * w, q, d - q + 1);
    }
}
