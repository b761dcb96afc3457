package assay.certificate;

import assay.Arguments;

/**
 * The test of a claim by one look at a fixed number of replicates: what the sequential procedure is an improvement on.
 * No verdict rests on it.
 *
 * @param replicates the smallest number for which both errors can be kept
 * @param successes the smallest number of successes that certifies
 */
public record FixedSample(int replicates, int successes) {

    /**
     * The smallest design, exactly: a coin of probability t reaches the successes with probability at most epsilon, and
     * one of probability c falls short of them with probability at most epsilon.
     *
     * @param nominal the mean c, in (0, 1)
     * @param threshold the mean t, in (0, c)
     * @param epsilon both errors, in (0, 1/2)
     * @return the design
     * @throws IllegalArgumentException if the threshold is not below the nominal mean
     */
    public static FixedSample of(double nominal, double threshold, double epsilon) {
        Arguments.probability("nominal", nominal);
        Arguments.probability("threshold", threshold);
        Arguments.probability("epsilon", 2 * epsilon);
        if (threshold >= nominal) {
            throw new IllegalArgumentException("threshold must be below " + nominal + ", not " + threshold);
        }
        int k = 1;
        for (int n = 1; ; n++) {
            while (BinomialTail.atLeast(k, n, threshold) > epsilon) {
                k++;
            }
            if (k <= n && BinomialTail.atMost(k - 1, n, nominal) <= epsilon) {
                return new FixedSample(n, k);
            }
        }
    }
}
