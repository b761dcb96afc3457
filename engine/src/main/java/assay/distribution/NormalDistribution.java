package assay.distribution;

import org.apache.commons.math3.util.FastMath;

/** The standard normal distribution. */
public final class NormalDistribution {

    private static final double CENTRE = 0.425;
    private static final double NEAR = 5;
    private static final double INVERSE_SQRT_2PI = 0.3989422804014327;
    private static final double LN2_HIGH = 0.6931471803691238;
    private static final double LN2_LOW = 1.9082149292705877e-10;

    /** Below this, the series of the distribution function; above, the continued fraction of the tail. */
    private static final double SERIES = 1.7;

    private NormalDistribution() {}

    /**
     * The quantile, by algorithm AS 241 (PPND16) of Wichura, Applied Statistics 37 (1988), with relative error about
     * 1e-16.
     *
     * @param p a probability, in (0, 1)
     * @return the value below which the distribution has mass p; infinite at 0 and 1
     */
    public static double quantile(double p) {
        double q = p - 0.5;
        return Math.abs(q) <= CENTRE ? central(q) : tail(p, q);
    }

    private static double central(double q) {
        double r = 0.180625 - q * q;
        return q
                * (((((((2509.0809287301226727 * r + 33430.575583588128105) * r + 67265.770927008700853) * r
                                                                                        + 45921.953931549871457)
                                                                                * r
                                                                        + 13731.693765509461125)
                                                                * r
                                                        + 1971.5909503065514427)
                                                * r
                                        + 133.14166789178437745)
                                * r
                        + 3.387132872796366608)
                / (((((((5226.495278852545925 * r + 28729.085735721942674) * r + 39307.89580009271061) * r
                                                                                        + 21213.794301586595867)
                                                                                * r
                                                                        + 5394.1960214247511077)
                                                                * r
                                                        + 687.1870074920579083)
                                                * r
                                        + 42.313330701600911252)
                                * r
                        + 1.0);
    }

    private static double tail(double p, double q) {
        double r = radius(p);
        double value = r <= NEAR ? near(r) : far(r);
        return q < 0 ? -value : value;
    }

    private static double radius(double p) {
        return Math.sqrt(-log(p < 0.5 ? p : 1 - p));
    }

    private static double near(double r) {
        double x = r - 1.6;
        return (((((((7.7454501427834140764e-4 * x + 0.0227238449892691845833) * x + 0.24178072517745061177) * x
                                                                                        + 1.27045825245236838258)
                                                                                * x
                                                                        + 3.64784832476320460504)
                                                                * x
                                                        + 5.7694972214606914055)
                                                * x
                                        + 4.6303378461565452959)
                                * x
                        + 1.42343711074968357734)
                / (((((((1.05075007164441684324e-9 * x + 5.475938084995344946e-4) * x + 0.0151986665636164571966) * x
                                                                                        + 0.14810397642748007459)
                                                                                * x
                                                                        + 0.68976733498510000455)
                                                                * x
                                                        + 1.6763848301838038494)
                                                * x
                                        + 2.05319162663775882187)
                                * x
                        + 1.0);
    }

    private static double far(double r) {
        if (r == Double.POSITIVE_INFINITY) {
            return r;
        }
        double x = r - NEAR;
        return (((((((2.01033439929228813265e-7 * x + 2.71155556874348757815e-5) * x + 0.0012426609473880784386) * x
                                                                                        + 0.026532189526576123093)
                                                                                * x
                                                                        + 0.29656057182850489123)
                                                                * x
                                                        + 1.7848265399172913358)
                                                * x
                                        + 5.4637849111641143699)
                                * x
                        + 6.6579046435011037772)
                / (((((((2.04426310338993978564e-15 * x + 1.4215117583164458887e-7) * x + 1.8463183175100546818e-5) * x
                                                                                        + 7.868691311456132591e-4)
                                                                                * x
                                                                        + 0.0148753612908506148525)
                                                                * x
                                                        + 0.13692988092273580531)
                                                * x
                                        + 0.59983220655588793769)
                                * x
                        + 1.0);
    }

    /**
     * The natural logarithm of a positive finite number, by the series of the inverse hyperbolic tangent: only additions,
     * products and one quotient, so that every virtual machine gives the same bits. Error below 2 units in the last
     * place.
     */
    static double log(double x) {
        if (x < Double.MIN_NORMAL) {
            return x == 0 ? Double.NEGATIVE_INFINITY : log(x * 0x1.0p54) - 54 * (LN2_HIGH + LN2_LOW);
        }
        long bits = Double.doubleToRawLongBits(x);
        // Splits x = 2^k m with m in [sqrt(1/2), sqrt(2)).
        long shifted = bits + (0x3FF0000000000000L - 0x3FE6A09E00000000L);
        int k = (int) (shifted >> 52) - 1023;
        double m = Double.longBitsToDouble((shifted & 0xFFFFFFFFFFFFFL) + 0x3FE6A09E00000000L);
        double f = m - 1;
        double s = f / (2 + f);
        double z = s * s;
        double series = 1.0 / 17 + z * (1.0 / 19);
        series = 1.0 / 13 + z * (1.0 / 15 + z * series);
        series = 1.0 / 9 + z * (1.0 / 11 + z * series);
        series = 1.0 / 5 + z * (1.0 / 7 + z * series);
        series = z * (1.0 / 3 + z * series);
        // log m = 2 s (1 + series), written as f - f^2/2 + ... so that the leading part is exact.
        double half = 0.5 * f * f;
        return k * LN2_HIGH - ((half - (s * (half + 2 * series) + k * LN2_LOW)) - f);
    }

    /**
     * The mass above a value, with relative error below 1e-14 down to 1e-300.
     *
     * @param z the value
     * @return in [0, 1]
     */
    public static double survival(double z) {
        double x = Math.abs(z);
        double upper;
        if (x < SERIES) {
            upper = 0.5 - density(x) * x * series(x * x);
        } else if (x > 40) {
            upper = x > 0 ? 0 : Double.NaN;
        } else {
            upper = density(x) * x * fraction(x * x);
        }
        return z < 0 ? 1 - upper : upper;
    }

    /** The density, with the rounding of the square taken back. */
    private static double density(double x) {
        double high = Math.rint(x * 1024) / 1024;
        return FastMath.exp(-0.5 * high * high) * FastMath.exp(-0.5 * (x - high) * (x + high)) * INVERSE_SQRT_2PI;
    }

    /** The sum of x^2k / (1 3 5 ... (2k + 1)). */
    private static double series(double square) {
        double term = 1;
        double sum = 1;
        for (int k = 3; term > 1e-17 * sum; k += 2) {
            term *= square / k;
            sum += term;
        }
        return sum;
    }

    /** The even part of Laplace's continued fraction of the tail, 1 / (z+1 - 2/(z+5 - 12/(z+9 - ...))), z the square. */
    private static double fraction(double square) {
        double b = square + 1;
        double d = 1 / b;
        double value = d;
        double step = d;
        for (int n = 1; step > 1e-17 * value; n++) {
            double a = (2.0 * n - 1) * (2.0 * n);
            b += 4;
            // Steed's recurrence: successive convergents differ by products of positive terms.
            double next = 1 / (b - a * d);
            step *= a * d * next;
            value += step;
            d = next;
        }
        return value;
    }
}
