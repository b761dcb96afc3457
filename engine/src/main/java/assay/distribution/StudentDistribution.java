package assay.distribution;

import org.apache.commons.math3.util.FastMath;

/**
 * Student's t distribution, accurate in the centre and in the tails for degrees of freedom from below 1 to beyond 1e12,
 * and fast enough for a certification loop.
 *
 * <p>With f the density and {@code y = t^2 / (df + t^2)}, the mass within (-t, t) is {@code 2 t f(t)} times a series of
 * positive terms in y, and the mass beyond is {@code t f(t)} times a continued fraction (DiDonato and Morris,
 * ACM TOMS 18, 1992, equation 9) whose convergents increase. Each is used where it is short, so nothing is lost to
 * cancellation.
 */
public final class StudentDistribution {

    private static final double LOG_2PI = 1.8378770664093453;

    /** From here on the distribution is normal to 1e-12, even at the far end of the tail. */
    private static final double NORMAL = 1e17;

    private StudentDistribution() {}

    /**
     * The mass beyond a value in both tails, {@code P(|T| >= |t|)}, with relative error below 1e-12 down to 1e-300.
     *
     * @param t the value
     * @param df degrees of freedom, positive
     * @return in [0, 1]
     */
    public static double twoSided(double t, double df) {
        double x = Math.abs(t);
        if (df >= NORMAL) {
            return Math.min(1, 2 * NormalDistribution.survival(x));
        }
        if (x == 0) {
            return 1;
        }
        if (x == Double.POSITIVE_INFINITY) {
            return 0;
        }
        double mass = FastMath.exp(logDensity(x, df, logConstant(df)) + FastMath.log(x));
        return central(x, df) ? Math.max(0, 1 - 2 * mass * series(x, df)) : Math.min(1, 2 * mass * fraction(x, df));
    }

    /**
     * The quantile, to about 1e-14: from a Cornish-Fisher start (Abramowitz and Stegun 26.7.5), or from the leading term
     * of the tail, by steps of third order on the exact distribution function.
     *
     * @param p a probability, in (0, 1)
     * @param df degrees of freedom, positive
     * @return the value below which the distribution has mass p; infinite where it overflows
     */
    public static double quantile(double p, double df) {
        if (df >= NORMAL) {
            return NormalDistribution.quantile(p);
        }
        // Both are exact where they are small, which is where they are needed.
        double tail = Math.min(p, 1 - p);
        double centre = Math.abs(p - 0.5);
        if (centre == 0) {
            return 0;
        }
        if (!(tail > 0)) {
            return p < 0.5 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        double logConstant = logConstant(df);
        double t = start(tail, centre, df, logConstant);
        for (int step = 0; step < 60 && t < Double.POSITIVE_INFINITY; step++) {
            double next = improve(t, tail, centre, df, logConstant);
            double move = Math.abs(next - t);
            t = next;
            // The error left is of the order of the cube of the move.
            if (move <= 1e-5 * Math.min(t, (t + df / t) / (df + 1))) {
                break;
            }
        }
        return p < 0.5 ? -t : t;
    }

    private static double improve(double t, double tail, double centre, double df, double logConstant) {
        // t f(t) is of the order of the tail, so it does not underflow where f(t) does.
        double logMass = logDensity(t, df, logConstant) + FastMath.log(t);
        double mass = FastMath.exp(logMass);
        double error;
        if (central(t, df)) {
            error = t * (centre / mass - series(t, df));
        } else {
            double fraction = fraction(t, df);
            double ratio = tail / (mass * fraction);
            if (!(ratio > 0.5 && ratio < 2)) {
                // Newton in the logarithms of both, in which the tail is concave: it never runs away.
                return t * FastMath.exp((logMass + FastMath.log(fraction) - NormalDistribution.log(tail)) * fraction);
            }
            error = t * fraction * (1 - ratio);
        }
        double curvature = (df + 1) / (t + df / t);
        double move = error / (1 - 0.5 * error * curvature);
        return t + move > 0.5 * t ? t + move : 0.5 * t;
    }

    private static double start(double tail, double centre, double df, double logConstant) {
        if (centre < 0.2) {
            return centre / FastMath.exp(logConstant);
        }
        if (df >= 3) {
            double z = -NormalDistribution.quantile(tail);
            double z2 = z * z;
            if (z2 < df) {
                double g1 = z * (z2 + 1) / 4;
                double g2 = z * ((5 * z2 + 16) * z2 + 3) / 96;
                double g3 = z * (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384;
                return z + (g1 + (g2 + g3 / df) / df) / df;
            }
        }
        // The leading term of the tail, f(0) df^((df-1)/2) t^-df.
        double log = logConstant + (df - 1) / 2 * FastMath.log(df) - NormalDistribution.log(tail);
        return Math.max(1, FastMath.exp(Math.min(709, log / df)));
    }

    /** Whether the series is the shorter of the two. */
    private static boolean central(double t, double df) {
        return t * t < 3 * df / (df + 2);
    }

    private static double logDensity(double t, double df, double logConstant) {
        double ratio = t / Math.sqrt(df);
        double log = ratio < 1e100 ? FastMath.log1p(ratio * ratio) : 2 * FastMath.log(ratio);
        return logConstant - (df + 1) / 2 * log;
    }

    /** The mass within (0, t) over {@code t f(t)}: the sum of products of y (df + 1 + 2k) / (3 + 2k). */
    private static double series(double t, double df) {
        double y = t * t / (df + t * t);
        double term = 1;
        double sum = 1;
        for (int k = 0; term > 1e-17 * sum; k++) {
            term *= y * (df + 1 + 2 * k) / (3 + 2 * k);
            sum += term;
        }
        return sum;
    }

    /** The mass beyond t over {@code t f(t)}. */
    private static double fraction(double t, double df) {
        double a = df / 2;
        double x = 1 / (1 + t / df * t);
        double excess = t > 1e100 ? a - x / 2 : 0.5 * (t * t - 1) / (1 + t / df * t);
        double inverse = 1 / (a + 1);
        double d = 1 / (a * (excess + 1) * inverse);
        double value = d;
        double step = d;
        for (int m = 1; step > 1e-17 * value; m++) {
            double before = inverse;
            double previous = inverse * (a + m - 1);
            inverse = 1 / (a + 2 * m + 1);
            double alpha = previous * ((a + m - 0.5) * before) * m * (m - 0.5) * x * x;
            double beta = m - m * (m - 0.5) * x * before + (a + m) * (excess + 1 + m * (2 - x)) * inverse;
            double next = 1 / (beta - alpha * d);
            step *= alpha * d * next;
            value += step;
            d = next;
        }
        return value / 2;
    }

    /**
     * Logarithm of the density at zero, {@code log(Gamma((df + 1) / 2) / Gamma(df / 2) / sqrt(pi df))}: the asymptotic
     * series of the ratio of gamma functions, after recurrence upwards where df is small.
     */
    private static double logConstant(double df) {
        double x = df / 2;
        double product = 1;
        while (x < 12) {
            product *= (x + 0.5) / x;
            x += 1;
        }
        double u = 1 / (x * x);
        double log = (((((691.0 / 180224 * u - 31.0 / 18432) * u + 17.0 / 14336) * u - 1.0 / 640) * u + 1.0 / 192) * u
                        - 1.0 / 8)
                / x;
        if (product == 1) {
            return log - LOG_2PI / 2;
        }
        return log - LOG_2PI / 2 + 0.5 * FastMath.log(2 * x / df) - FastMath.log(product);
    }
}
