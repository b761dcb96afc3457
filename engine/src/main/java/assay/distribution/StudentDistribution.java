package assay.distribution;

import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.special.Gamma;
import org.apache.commons.math3.util.FastMath;

/** Student's t distribution, accurate in the tails and fast enough for a certification loop. */
public final class StudentDistribution {

    private static final double HALF_LOG_2PI = 0.9189385332046727;

    private StudentDistribution() {}

    /**
     * The mass beyond a value in both tails, {@code P(|T| >= |t|)}.
     *
     * @param t the value
     * @param df degrees of freedom, positive
     * @return in [0, 1]
     */
    public static double twoSided(double t, double df) {
        double t2 = t * t;
        if (t2 == 0) {
            return 1;
        }
        if (Double.isInfinite(t2)) {
            return 0;
        }
        if (df > 1e10) {
            return Math.min(1, 2 * NormalDistribution.survival(Math.abs(t)));
        }
        double p = t2 < df
                ? 1 - Beta.regularizedBeta(t2 / (df + t2), 0.5, df / 2)
                : Beta.regularizedBeta(df / (df + t2), df / 2, 0.5);
        // For t below 3 the complement loses at most two digits; beyond it the tail is computed as itself.
        if (t2 >= 9 && t2 < df) {
            p = Beta.regularizedBeta(df / (df + t2), df / 2, 0.5);
        }
        return Math.min(1, Math.max(0, p));
    }

    /**
     * The quantile: a Cornish-Fisher start (Abramowitz and Stegun 26.7.5) polished by Halley steps on the exact
     * distribution function.
     *
     * @param p a probability, in (0, 1)
     * @param df degrees of freedom, positive
     * @return the value below which the distribution has mass p
     */
    public static double quantile(double p, double df) {
        if (p == 0.5) {
            return 0;
        }
        double tail = Math.min(p, 1 - p);
        double z = -NormalDistribution.quantile(tail);
        double t;
        if (df > 1e10) {
            t = z;
        } else {
            t = start(tail, z, df);
            double logConstant = logConstant(df);
            for (int step = 0; step < 50; step++) {
                double density = FastMath.exp(logConstant - (df + 1) / 2 * FastMath.log1p(t * t / df));
                double error = (twoSided(t, df) / 2 - tail) / density;
                double curvature = -(df + 1) * t / (df + t * t);
                double move = error / (1 + 0.5 * error * curvature);
                if (!(t + move > 0)) {
                    move = -t / 2;
                }
                t += move;
                if (Math.abs(move) <= 1e-13 * t) {
                    break;
                }
            }
        }
        return p < 0.5 ? -t : t;
    }

    private static double start(double tail, double z, double df) {
        if (df >= 3) {
            double z2 = z * z;
            double g1 = z * (z2 + 1) / 4;
            double g2 = z * ((5 * z2 + 16) * z2 + 3) / 96;
            double g3 = z * (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384;
            return z + (g1 + (g2 + g3 / df) / df) / df;
        }
        // Few degrees of freedom: invert the leading term of the tail, f(0) df^((df-1)/2) t^-df.
        double log = logConstant(df) + (df - 1) / 2 * FastMath.log(df) - FastMath.log(tail);
        return Math.max(z, FastMath.exp(log / df));
    }

    /** Logarithm of the density at zero. */
    private static double logConstant(double df) {
        if (df > 1e4) {
            // Ratio of gamma functions by Stirling's series.
            return -HALF_LOG_2PI - 0.25 / df;
        }
        return Gamma.logGamma((df + 1) / 2) - Gamma.logGamma(df / 2) - 0.5 * FastMath.log(Math.PI * df);
    }
}
