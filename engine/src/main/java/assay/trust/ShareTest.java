package assay.trust;

import assay.sequential.DirichletMultinomial;
import assay.sequential.SampleRatioTest;
import org.apache.commons.math3.special.Beta;

/**
 * The p-value of counts of arms against their planned shares.
 *
 * <p>At one fixed time it is Pearson's chi-squared where every expected count is at least {@value #LARGE}, since corrections over many
 * days and segments ask for probabilities of 1e-5 and less, where the approximation is poor long after the usual 5. Below that it is
 * exact: twice the smaller binomial tail, for several arms that of the most extreme arm against all others, times the number of arms.
 *
 * @param kind when the counts may be looked at
 * @param concentration of the sequential test: how many units its alternative is worth
 */
record ShareTest(Kind kind, double concentration) {

    static final int LARGE = 1000;

    /** When counts may be looked at. */
    enum Kind {
        /** Once. */
        FIXED,
        /** As often as one likes: the p-value is the inverse of a Bayes factor. */
        SEQUENTIAL
    }

    /** The statistic and its p-value. */
    record Result(double statistic, double pValue) {}

    Result of(long[] counts, double[] shares) {
        if (kind == Kind.SEQUENTIAL) {
            DirichletMultinomial evidence = DirichletMultinomial.centred(shares, concentration);
            evidence.add(counts);
            return new Result(evidence.logBayesFactor(), Math.min(1, evidence.pValue()));
        }
        SampleRatioTest pearson = SampleRatioTest.of(counts, shares);
        long n = 0;
        double smallest = 1;
        for (int k = 0; k < counts.length; k++) {
            n += counts[k];
            smallest = Math.min(smallest, shares[k]);
        }
        return new Result(pearson.statistic(), n * smallest >= LARGE ? pearson.pValue() : exact(counts, shares, n));
    }

    private static double exact(long[] counts, double[] shares, long n) {
        double least = 1;
        int kinds = counts.length == 2 ? 1 : counts.length;
        for (int k = 0; k < kinds; k++) {
            least = Math.min(least, twoSided(counts[k], n, shares[k]));
        }
        return Math.min(1, kinds * least);
    }

    /** Twice the smaller tail of the binomial distribution. */
    static double twoSided(long count, long n, double share) {
        return Math.min(1, 2 * Math.min(atMost(count, n, share), atLeast(count, n, share)));
    }

    private static double atLeast(long count, long n, double share) {
        return count == 0 ? 1 : Beta.regularizedBeta(share, (double) count, n - count + 1.0);
    }

    private static double atMost(long count, long n, double share) {
        return count == n ? 1 : Beta.regularizedBeta(1 - share, (double) (n - count), count + 1.0);
    }
}
