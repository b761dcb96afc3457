package assay.sequential;

import org.apache.commons.math3.special.Gamma;

/**
 * The test of a sample-ratio mismatch at one fixed time, Pearson's {@code X^2 = sum (o - e)^2 / e} on K - 1 degrees of
 * freedom: for an experiment that is looked at once. An alert at p below 0.001 is common; who looks again and again
 * takes {@link DirichletMultinomial}.
 *
 * @param statistic X squared, at least 0
 * @param df degrees of freedom, at least 1
 * @param pValue the chi-squared mass above the statistic, in [0, 1]; for expected counts of about 5 and more
 */
public record SampleRatioTest(double statistic, int df, double pValue) {

    /**
     * Tests counts against planned shares.
     *
     * @param counts units in each category, K of them, at least 0 and not all 0
     * @param shares planned shares, K at least 2, each in (0, 1), with sum 1
     * @return the test
     * @throws IllegalArgumentException if they are not
     */
    public static SampleRatioTest of(long[] counts, double[] shares) {
        double[] planned = DirichletMultinomial.shares(shares);
        if (counts.length != planned.length) {
            throw new IllegalArgumentException(
                    "counts must be " + planned.length + " numbers, one a category, not " + counts.length);
        }
        double n = 0;
        for (long count : counts) {
            if (count < 0) {
                throw new IllegalArgumentException("a count must be at least 0, not " + count);
            }
            n += count;
        }
        if (n == 0) {
            throw new IllegalArgumentException("counts are all 0, so that there are no shares to test");
        }
        double statistic = 0;
        for (int k = 0; k < counts.length; k++) {
            double expected = n * planned[k];
            statistic += (counts[k] - expected) * (counts[k] - expected) / expected;
        }
        int df = counts.length - 1;
        return new SampleRatioTest(statistic, df, Gamma.regularizedGammaQ(df / 2.0, statistic / 2));
    }
}
