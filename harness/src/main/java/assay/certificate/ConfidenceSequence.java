package assay.certificate;

import assay.Arguments;
import assay.Interval;
import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.util.FastMath;

/**
 * A confidence interval for a mean of scores in [0, 1] that holds at all sample sizes at once, and so at any stopping
 * time. It inverts the mixture likelihood ratio with a Beta(20 c, 20 (1 - c)) mixing distribution.
 *
 * @param nominal the mean c at which the interval is to be short, in (0, 1)
 * @param level coverage over all sample sizes together, in (0, 1)
 */
public record ConfidenceSequence(double nominal, double level) {

    private static final double WEIGHT = 20;

    public ConfidenceSequence {
        Arguments.probability("nominal", nominal);
        Arguments.probability("level", level);
    }

    /**
     * The interval after some scores.
     *
     * @param sum sum of the scores, in [0, n]
     * @param n number of scores
     * @return within [0, 1]
     */
    public Interval interval(double sum, double n) {
        if (n <= 0) {
            return new Interval(0, 1);
        }
        double a = WEIGHT * nominal;
        double b = WEIGHT - a;
        double f = n - sum;
        double bound = Beta.logBeta(a + sum, b + f) - Beta.logBeta(a, b) + FastMath.log(1 - level);
        double mean = sum / n;
        return new Interval(sum <= 0 ? 0 : edge(sum, f, bound, 0, mean), f <= 0 ? 1 : edge(sum, f, bound, 1, mean));
    }

    /** The likelihood falls from the mean outwards; the edge is where it crosses the bound. */
    private static double edge(double sum, double f, double bound, double out, double in) {
        double outside = out;
        double inside = in;
        for (int i = 0; i < 200; i++) {
            double p = 0.5 * (outside + inside);
            double log = (sum > 0 ? sum * FastMath.log(p) : 0) + (f > 0 ? f * FastMath.log1p(-p) : 0);
            if (log >= bound) {
                inside = p;
            } else {
                outside = p;
            }
        }
        return inside;
    }
}
