package assay.certificate;

import assay.Arguments;
import org.apache.commons.math3.util.FastMath;

/**
 * The two opposed e-processes about one threshold: how strongly n scores with sum s speak for a mean above it, and how
 * strongly for a mean below it.
 *
 * <p>With a Beta(a, b) reference distribution, {@code a = 200 c, b = 200 (1 - c)}, and {@code f = n - s}:
 *
 * <ul>
 *   <li>{@code E_certify = [integral over (t, 1) of p^s (1-p)^f dBeta / Beta(t, 1)] / (t^s (1-t)^f)} is an e-process
 *       for every mean at most t,
 *   <li>{@code E_refute}, the same over (0, t), is one for every mean at least t.
 * </ul>
 *
 * <p>By Ville's inequality the chance that it ever reaches 1 / epsilon under its null is at most epsilon, whatever the
 * stopping rule. Scores may be fractions: the likelihood ratio is convex in a score, hence bounded in mean by its value
 * for a coin of the same mean.
 *
 * @param threshold the threshold t, in (0, 1)
 * @param nominal the centre c of the reference distribution, in (0, 1)
 */
public record MixtureEvidence(double threshold, double nominal) {

    private static final double WEIGHT = 200;

    public MixtureEvidence {
        Arguments.probability("threshold", threshold);
        Arguments.probability("nominal", nominal);
    }

    /**
     * The logarithm of the evidence that the mean is above the threshold.
     *
     * @param sum sum of the scores, in [0, n]
     * @param n number of scores
     * @return log E, any real number
     */
    public double logCertify(double sum, double n) {
        double a = WEIGHT * nominal;
        double b = WEIGHT - a;
        double f = n - sum;
        return LogIncompleteBeta.upper(threshold, a + sum, b + f)
                - LogIncompleteBeta.upper(threshold, a, b)
                - likelihood(sum, f);
    }

    /**
     * The logarithm of the evidence that the mean is below the threshold.
     *
     * @param sum sum of the scores, in [0, n]
     * @param n number of scores
     * @return log E, any real number
     */
    public double logRefute(double sum, double n) {
        double a = WEIGHT * nominal;
        double b = WEIGHT - a;
        double f = n - sum;
        return LogIncompleteBeta.lower(threshold, a + sum, b + f)
                - LogIncompleteBeta.lower(threshold, a, b)
                - likelihood(sum, f);
    }

    /**
     * The verdict on scores so far.
     *
     * @param sum sum of the scores
     * @param n number of scores
     * @param certifyEpsilon chance of certifying a mean at or below the threshold
     * @param refuteEpsilon chance of refuting a mean at or above the threshold
     * @return certified, refuted or inconclusive
     */
    public Verdict verdict(double sum, double n, double certifyEpsilon, double refuteEpsilon) {
        // The side of the threshold is checked first: evidence against the side that the data are on is never acted on.
        if (sum > threshold * n && logCertify(sum, n) >= -FastMath.log(certifyEpsilon)) {
            return Verdict.CERTIFIED;
        }
        if (sum < threshold * n && logRefute(sum, n) >= -FastMath.log(refuteEpsilon)) {
            return Verdict.REFUTED;
        }
        return Verdict.INCONCLUSIVE;
    }

    private double likelihood(double sum, double f) {
        return sum * FastMath.log(threshold) + f * FastMath.log1p(-threshold);
    }
}
