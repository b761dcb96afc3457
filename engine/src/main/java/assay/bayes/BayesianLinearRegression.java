package assay.bayes;

import org.apache.commons.math3.special.Gamma;
import org.apache.commons.math3.util.FastMath;

/**
 * Linear regression with a conjugate prior: with the sums of the data,
 *
 * <p>{@code Lambda_n = Lambda + X'WX}, {@code m_n = Lambda_n^-1 (Lambda m + X'WY)}, {@code a_n = a + n/2},
 * {@code b_n = b + (Y'WY + m'Lambda m - m_n'Lambda_n m_n) / 2},
 *
 * <p>the coefficients have the multivariate t distribution with {@code 2 a_n} degrees of freedom, location m_n and scale
 * {@code (b_n / a_n) Lambda_n^-1} (Gelman and others, Bayesian Data Analysis, 3rd ed., section 14.8).
 *
 * <p>The spread is that of a model with one error variance and independent rows. Where outcomes are more spread in one arm,
 * or rows depend on each other in clusters, it is wrong: use {@link Posterior#sandwich}.
 *
 * @param prior the prior
 */
public record BayesianLinearRegression(ConjugatePrior prior) {

    /**
     * The posterior.
     *
     * @param sums the sufficient statistics
     * @return the posterior of the coefficients
     * @throws assay.EstimationException if a coefficient is not identified even with the prior
     */
    public Posterior fit(CrossProducts sums) {
        int k = sums.terms();
        double[][] precision = new double[k][k];
        double[] right = new double[k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                precision[i][j] = sums.xx(i, j) + (i == j ? prior.precision() : 0);
            }
            right[i] = sums.xy(i);
        }
        // In outcomes less their origin, the prior mean of the intercept is the origin below 0.
        double start = -sums.origin();
        right[0] += prior.precision() * start;
        Cholesky root = new Cholesky(precision);
        double[] mean = root.solve(right);
        double quadratic = sums.yy() + prior.precision() * start * start;
        for (int i = 0; i < k; i++) {
            quadratic -= mean[i] * right[i];
        }
        double shape = prior.shape() + sums.rows() / 2;
        double rate = prior.rate() + Math.max(0, quadratic) / 2;
        double[][] scale = root.inverse();
        for (double[] row : scale) {
            for (int j = 0; j < k; j++) {
                row[j] *= rate / shape;
            }
        }
        mean[0] += sums.origin();
        double evidence = -0.5 * sums.rows() * FastMath.log(2 * FastMath.PI)
                + 0.5 * (k * FastMath.log(prior.precision()) - root.logDeterminant())
                + prior.shape() * FastMath.log(prior.rate())
                - shape * FastMath.log(rate)
                + Gamma.logGamma(shape)
                - Gamma.logGamma(prior.shape());
        return new Posterior(mean, scale, 2 * shape, rate, evidence);
    }
}
