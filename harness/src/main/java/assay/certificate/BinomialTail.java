package assay.certificate;

import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.util.FastMath;

/** Tails of the binomial distribution as incomplete beta integrals, accurate however small. */
final class BinomialTail {

    private BinomialTail() {}

    /** The chance of at least k successes in n trials of probability p. */
    static double atLeast(int k, int n, double p) {
        if (k <= 0) {
            return 1;
        }
        if (k > n) {
            return 0;
        }
        double a = k;
        double b = n - k + 1.0;
        return FastMath.exp(LogIncompleteBeta.lower(p, a, b) - Beta.logBeta(a, b));
    }

    /** The chance of at most k successes in n trials of probability p. */
    static double atMost(int k, int n, double p) {
        return atLeast(n - k, n, 1 - p);
    }
}
