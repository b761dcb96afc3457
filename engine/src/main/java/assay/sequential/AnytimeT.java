package assay.sequential;

import assay.Arguments;
import assay.Inference;
import assay.Interval;
import org.apache.commons.math3.util.FastMath;

/**
 * Anytime-valid inference on a coefficient of a linear model: its interval covers at all sample sizes at once, and its
 * p-value may be looked at as often as one likes.
 *
 * <p>With {@code t = (value - null) / stdError}, {@code nu} degrees of freedom, n units and {@code r = g / (g + n)}, the
 * evidence against the null value is
 *
 * <p>{@code log E = (1/2) log r + ((nu + 1) / 2) [log(1 + t^2 / nu) - log(1 + r t^2 / nu)]},
 *
 * <p>the p-value at this look is {@code min(1, 1 / E)}, and the interval of level 1 - a is {@code value +- stdError
 * sqrt(nu (1 - q) / (q - r))} with {@code q = (r a^2)^(1 / (nu + 1))}, the whole line while {@code q <= r}, when it is too
 * early to tell (Lindon, Ham, Tingley and Bojinov, Anytime-valid linear models and regression adjusted causal inference in
 * randomized experiments, 2022, theorem 1 and corollary 1).
 *
 * <p>In a Gaussian linear model with the classical standard error and {@code nu = n - k} this holds exactly. With a robust or
 * a clustered standard error, and for two-stage least squares, it holds as n grows: start to look after a few hundred
 * independent units. The weight g must be chosen before looking, and units must be complete when they enter: a unit whose
 * outcome still grows, or a cluster that still fills, is not a step of a martingale.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the estimate is not finite or another component is not
 * finite and positive.
 *
 * @param value the estimate
 * @param stdError its standard error
 * @param degreesOfFreedom of the standard error
 * @param units independent units so far, rows or clusters
 * @param priorUnits g, how many units the mixing distribution is worth; small for gross effects seen early, large for
 *     small effects seen late
 */
public record AnytimeT(double value, double stdError, double degreesOfFreedom, double units, double priorUnits)
        implements Inference {

    public AnytimeT {
        Arguments.finite("estimate", value);
        Arguments.positive("standard error", stdError);
        Arguments.positive("degrees of freedom", degreesOfFreedom);
        Arguments.positive("units", units);
        Arguments.positive("prior units", priorUnits);
    }

    /**
     * Inference with the weight as a precision: {@code r = I_g / (I_g + 1 / V)}, V the squared standard error. It is the form for
     * splits between arms that change over time, where {@code 1 / V} does not grow as the number of units does.
     *
     * @param value the estimate
     * @param stdError its standard error
     * @param degreesOfFreedom of the standard error
     * @param priorInformation I_g, one over the variance of the effects that are expected, above 0
     * @return the inference
     */
    public static AnytimeT ofPrecision(
            double value, double stdError, double degreesOfFreedom, double priorInformation) {
        double information = 1 / (Arguments.positive("standard error", stdError) * stdError);
        return new AnytimeT(value, stdError, degreesOfFreedom, information, priorInformation);
    }

    @Override
    public Interval interval(double level) {
        double half = stdError * radius(units, degreesOfFreedom, priorUnits, 1 - Arguments.probability("level", level));
        return half < Double.POSITIVE_INFINITY
                ? new Interval(value - half, value + half)
                : new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    @Override
    public double pValue(double nullValue) {
        return Math.min(1, FastMath.exp(-logEvidence(nullValue)));
    }

    /**
     * The evidence against a value.
     *
     * @param nullValue the value
     * @return log E; its expectation under the null value is at most 1 at any stopping time, so that E above 1 / a rejects
     */
    public double logEvidence(double nullValue) {
        double t = statistic(nullValue);
        return new AnytimeF(t * t, 1, degreesOfFreedom, units, priorUnits).logEvidence();
    }

    /**
     * Whether this look rejects a value, as its p-value would say, without logarithms where it plainly does not.
     *
     * @param nullValue the value
     * @param alpha size of the test over all looks, in (0, 1)
     * @return true if the p-value is at most alpha
     */
    boolean rejects(double nullValue, double alpha) {
        double t = statistic(nullValue);
        double target = -FastMath.log(alpha);
        // No mixing distribution gives more evidence than exp((nu + 1) / (2 nu) t^2).
        return (degreesOfFreedom + 1) / degreesOfFreedom * t * t >= 2 * target && logEvidence(nullValue) >= target;
    }

    @Override
    public double statistic(double nullValue) {
        return (value - nullValue) / stdError;
    }

    /**
     * Half the length of the interval, in standard errors.
     *
     * @param units independent units, above 0
     * @param df degrees of freedom, above 0
     * @param priorUnits g, above 0
     * @param alpha one less the level, in (0, 1)
     * @return infinite while it is too early
     */
    public static double radius(double units, double df, double priorUnits, double alpha) {
        double r = priorUnits / (priorUnits + units);
        double logQ = (FastMath.log(r) + 2 * FastMath.log(alpha)) / (df + 1);
        double q = FastMath.exp(logQ);
        return q > r ? Math.sqrt(df * -FastMath.expm1(logQ) / (q - r)) : Double.POSITIVE_INFINITY;
    }

    /**
     * The weight g that makes the interval shortest at a sample size, to be chosen before the data are seen.
     *
     * @param units the size that an experiment is planned for
     * @param df the degrees of freedom that it will have
     * @param alpha one less the level, in (0, 1)
     * @return g, at least 1
     */
    public static double optimalPriorUnits(double units, double df, double alpha) {
        Arguments.positive("units", units);
        Arguments.positive("degrees of freedom", df);
        double edge = FastMath.exp(2 * FastMath.log(Arguments.probability("alpha", alpha)) / df);
        double low = 1;
        double high = units * edge / (1 - edge);
        if (!(high > 1) || slope(low, units, df, alpha) >= 0) {
            return 1;
        }
        for (int step = 0; step < 200 && high - low > 1e-13 * high; step++) {
            double middle = 0.5 * (low + high);
            if (slope(middle, units, df, alpha) < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return 0.5 * (low + high);
    }

    /** The sign of the derivative of the squared radius with respect to r, and so to g. */
    private static double slope(double priorUnits, double units, double df, double alpha) {
        double r = priorUnits / (priorUnits + units);
        double logQ = (FastMath.log(r) + 2 * FastMath.log(alpha)) / (df + 1);
        double q = FastMath.exp(logQ);
        if (q <= r) {
            return 1;
        }
        double dq = q / ((df + 1) * r);
        return dq / FastMath.expm1(logQ) + (1 - dq) / (q - r);
    }
}
