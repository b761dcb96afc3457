package assay.certificate;

import assay.Arguments;
import org.apache.commons.math3.util.FastMath;

/**
 * Wald's sequential probability ratio test of {@code p = t} against {@code p = c}, for comparison only: between t and c
 * its answer is the toss of a coin, so that no verdict rests on it.
 *
 * @param threshold the mean t, in (0, 1)
 * @param nominal the mean c, in (0, 1)
 * @param epsilon both errors, in (0, 1)
 */
record Sprt(double threshold, double nominal, double epsilon) {

    Sprt {
        Arguments.probability("threshold", threshold);
        Arguments.probability("nominal", nominal);
        Arguments.probability("epsilon", epsilon);
    }

    /** The answer to a sum of n scores: likelihood ratios of (1 - epsilon) / epsilon decide, the Wald bounds. */
    Verdict verdict(double sum, double n) {
        double log = sum * FastMath.log(nominal / threshold)
                + (n - sum) * (FastMath.log1p(-nominal) - FastMath.log1p(-threshold));
        double bound = FastMath.log1p(-epsilon) - FastMath.log(epsilon);
        if (log >= bound) {
            return Verdict.CERTIFIED;
        }
        return log <= -bound ? Verdict.REFUTED : Verdict.INCONCLUSIVE;
    }

    /** What it does at a known mean, exactly, with a look after every replicate. */
    OperatingCharacteristics at(double p, int maximum) {
        return OperatingCharacteristics.of((sum, n, last) -> verdict(sum, n), maximum, 1, p);
    }
}
