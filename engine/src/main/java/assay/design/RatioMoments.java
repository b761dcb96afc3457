package assay.design;

import assay.Arguments;

/**
 * Moments of a ratio metric by randomised unit.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a number is not finite, the mean of the denominator not
 * positive, or the numbers no covariance matrix with anything left of it.
 *
 * @param numeratorMean mean of the numerator
 * @param denominatorMean mean of the denominator, above 0
 * @param numeratorVariance variance of the numerator
 * @param denominatorVariance variance of the denominator
 * @param covariance of both
 */
public record RatioMoments(
        double numeratorMean,
        double denominatorMean,
        double numeratorVariance,
        double denominatorVariance,
        double covariance) {

    public RatioMoments {
        Arguments.finite("mean of the numerator", numeratorMean);
        Arguments.positive("mean of the denominator", denominatorMean);
        Arguments.finite("variance of the numerator", numeratorVariance);
        Arguments.finite("variance of the denominator", denominatorVariance);
        Arguments.finite("covariance", covariance);
        double r = numeratorMean / denominatorMean;
        Arguments.positive(
                "variance of the linearised ratio",
                numeratorVariance - 2 * r * covariance + r * r * denominatorVariance);
    }

    /**
     * The moments of units.
     *
     * @param numerator by unit
     * @param denominator by unit, of the same length, at least 2
     * @return sample moments, variances over n - 1
     */
    public static RatioMoments of(double[] numerator, double[] denominator) {
        int n = numerator.length;
        if (n != denominator.length || n < 2) {
            throw new IllegalArgumentException("numerator and denominator must have one length of at least 2, not " + n
                    + " and " + denominator.length);
        }
        double a = 0;
        double b = 0;
        for (int i = 0; i < n; i++) {
            a += numerator[i] / n;
            b += denominator[i] / n;
        }
        double aa = 0;
        double bb = 0;
        double ab = 0;
        for (int i = 0; i < n; i++) {
            aa += (numerator[i] - a) * (numerator[i] - a) / (n - 1);
            bb += (denominator[i] - b) * (denominator[i] - b) / (n - 1);
            ab += (numerator[i] - a) * (denominator[i] - b) / (n - 1);
        }
        return new RatioMoments(a, b, aa, bb, ab);
    }

    /**
     * The ratio of the means.
     *
     * @return R
     */
    public double ratio() {
        return numeratorMean / denominatorMean;
    }

    /**
     * The standard deviation of {@code (N - R D) / E[D]}, by the delta method.
     *
     * @return above 0
     */
    public double linearisedSd() {
        double r = ratio();
        return Math.sqrt(numeratorVariance - 2 * r * covariance + r * r * denominatorVariance) / denominatorMean;
    }
}
