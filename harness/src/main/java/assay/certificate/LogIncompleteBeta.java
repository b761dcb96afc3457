package assay.certificate;

import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.util.FastMath;

/**
 * Logarithms of incomplete beta integrals, accurate however small the tail. Nothing is floored: a floor under a tail
 * would turn into evidence that grows without reason.
 */
final class LogIncompleteBeta {

    private static final double TINY = 1e-300;
    private static final double PRECISION = 1e-15;
    private static final int MAX_TERMS = 1_000_000;

    private LogIncompleteBeta() {}

    /** {@code log of the integral of u^(a-1) (1-u)^(b-1) over (0, x)}. */
    static double lower(double x, double a, double b) {
        if (x < (a + 1) / (a + b + 2)) {
            return direct(x, a, b);
        }
        double whole = Beta.logBeta(a, b);
        return whole + FastMath.log1p(-FastMath.exp(direct(1 - x, b, a) - whole));
    }

    /** {@code log of the integral of u^(a-1) (1-u)^(b-1) over (x, 1)}. */
    static double upper(double x, double a, double b) {
        return lower(1 - x, b, a);
    }

    /** The continued fraction (NIST DLMF 8.17.22), evaluated by the modified Lentz rule; the power stays a logarithm. */
    private static double direct(double x, double a, double b) {
        double d = 1 / guard(1 - (a + b) * x / (a + 1));
        double c = 1;
        double fraction = d;
        for (int m = 1; m < MAX_TERMS; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / guard(1 + even * d);
            c = guard(1 + even / c);
            fraction *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / guard(1 + odd * d);
            c = guard(1 + odd / c);
            double factor = d * c;
            fraction *= factor;
            if (Math.abs(factor - 1) < PRECISION) {
                return a * FastMath.log(x) + b * FastMath.log1p(-x) - FastMath.log(a) + FastMath.log(fraction);
            }
        }
        throw new IllegalArgumentException("incomplete beta does not converge at x=" + x + " a=" + a + " b=" + b);
    }

    private static double guard(double denominator) {
        return Math.abs(denominator) < TINY ? TINY : denominator;
    }
}
