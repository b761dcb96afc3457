package assay.bayes;

import assay.Estimand;
import assay.Estimate;

/** The joint posterior of the coefficients of a linear model: multivariate t, or normal. Immutable. */
public final class Posterior {

    private final double[] mean;
    private final double[][] scale;
    private final double degreesOfFreedom;
    private final double rate;
    private final double logEvidence;

    Posterior(double[] mean, double[][] scale, double degreesOfFreedom, double rate, double logEvidence) {
        this.mean = mean;
        this.scale = scale;
        this.degreesOfFreedom = degreesOfFreedom;
        this.rate = rate;
        this.logEvidence = logEvidence;
    }

    /**
     * The posterior of a flat prior and a normal likelihood of the estimates themselves, {@code N(beta, V)} with a robust
     * covariance: it is right about spread where the linear model's own posterior is not.
     *
     * @param coefficients k estimates
     * @param covariance their robust covariance, k x k
     * @return the posterior
     */
    public static Posterior sandwich(double[] coefficients, double[][] covariance) {
        double[][] copy = new double[covariance.length][];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = covariance[i].clone();
        }
        return new Posterior(coefficients.clone(), copy, Double.POSITIVE_INFINITY, Double.NaN, Double.NaN);
    }

    /**
     * The posterior means.
     *
     * @return a new array
     */
    public double[] mean() {
        return mean.clone();
    }

    /**
     * The scale matrix; times {@code df / (df - 2)} it is the covariance.
     *
     * @return a new array, k x k
     */
    public double[][] scale() {
        double[][] copy = new double[scale.length][];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = scale[i].clone();
        }
        return copy;
    }

    /**
     * The degrees of freedom of the t distribution.
     *
     * @return infinite for the normal distribution
     */
    public double degreesOfFreedom() {
        return degreesOfFreedom;
    }

    /**
     * The rate of the posterior of the error variance.
     *
     * @return b_n; NaN for a sandwich posterior
     */
    public double rate() {
        return rate;
    }

    /**
     * The logarithm of the marginal likelihood, by which models of the same outcome compare.
     *
     * @return NaN for a sandwich posterior
     */
    public double logMarginalLikelihood() {
        return logEvidence;
    }

    /**
     * The posterior of a linear combination of the coefficients.
     *
     * @param estimand what it is
     * @param term its name
     * @param contrast k coefficients
     * @return location and scale; intervals are credible intervals, and the p-value is twice the smaller posterior
     *     probability of either side of the null value
     */
    public Estimate estimate(Estimand estimand, String term, double[] contrast) {
        double value = 0;
        double variance = 0;
        for (int i = 0; i < mean.length; i++) {
            value += contrast[i] * mean[i];
            for (int j = 0; j < mean.length; j++) {
                variance += contrast[i] * scale[i][j] * contrast[j];
            }
        }
        double sd = Math.sqrt(variance);
        return degreesOfFreedom < Double.POSITIVE_INFINITY
                ? Estimate.studentT(estimand, term, value, sd, degreesOfFreedom)
                : Estimate.normal(estimand, term, value, sd);
    }
}
