package assay.sequential;

import assay.Arguments;
import assay.Inference;
import assay.Interval;
import org.apache.commons.math3.util.FastMath;

/**
 * Anytime-valid inference by a normal mixture, for an estimate whose standard error counts as known:
 * {@code log E = (1/2) log r + (1/2) (1 - r) z^2} with {@code r = g / (g + n)}, and the interval of level 1 - a is
 * {@code value +- stdError sqrt(((g + n) / n) log((g + n) / (g a^2)))}.
 *
 * <p>This is the mixture sequential probability ratio test of Robbins with the mixing distribution {@code N(0, V n / g)}, and
 * the asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas (2021) with
 * {@code rho^2 = 1 / g}. With an estimated standard error it holds as n grows. See {@link AnytimeT} for what it rests on.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the estimate is not finite or another component is not
 * finite and positive.
 *
 * @param value the estimate
 * @param stdError its standard error
 * @param units independent units so far, rows or clusters
 * @param priorUnits g, how many units the mixing distribution is worth
 */
public record AnytimeNormal(double value, double stdError, double units, double priorUnits) implements Inference {

    public AnytimeNormal {
        Arguments.finite("estimate", value);
        Arguments.positive("standard error", stdError);
        Arguments.positive("units", units);
        Arguments.positive("prior units", priorUnits);
    }

    /**
     * Inference with a mixing distribution in the unit of the estimate, {@code N(null, priorVariance)}: {@code r = V / (V +
     * priorVariance)}. This is the precision form of the weight, which does not depend on how units are split.
     *
     * @param value the estimate
     * @param stdError its standard error
     * @param priorVariance variance of the effects that are expected, above 0
     * @return the inference
     */
    public static AnytimeNormal ofPriorVariance(double value, double stdError, double priorVariance) {
        double information = 1 / (Arguments.positive("standard error", stdError) * stdError);
        return new AnytimeNormal(value, stdError, information, 1 / Arguments.positive("prior variance", priorVariance));
    }

    @Override
    public Interval interval(double level) {
        double half = stdError * radius(units, priorUnits, 1 - Arguments.probability("level", level));
        return new Interval(value - half, value + half);
    }

    @Override
    public double pValue(double nullValue) {
        return Math.min(1, FastMath.exp(-logEvidence(nullValue)));
    }

    /**
     * The evidence against a value.
     *
     * @param nullValue the value
     * @return log E
     */
    public double logEvidence(double nullValue) {
        double r = priorUnits / (priorUnits + units);
        double z = statistic(nullValue);
        return 0.5 * FastMath.log(r) + 0.5 * (1 - r) * z * z;
    }

    @Override
    public double statistic(double nullValue) {
        return (value - nullValue) / stdError;
    }

    @Override
    public double degreesOfFreedom() {
        return Double.POSITIVE_INFINITY;
    }

    /**
     * Half the length of the interval, in standard errors.
     *
     * @param units independent units, above 0
     * @param priorUnits g, above 0
     * @param alpha one less the level, in (0, 1)
     * @return finite
     */
    public static double radius(double units, double priorUnits, double alpha) {
        double all = priorUnits + units;
        return Math.sqrt(all / units * (FastMath.log(all / priorUnits) - 2 * FastMath.log(alpha)));
    }

    /**
     * The weight g that makes the interval shortest at a sample size: n / s, where s solves
     * {@code s = log(1 + s) + 2 log(1 / alpha)}.
     *
     * @param units the size that an experiment is planned for
     * @param alpha one less the level, in (0, 1)
     * @return g
     */
    public static double optimalPriorUnits(double units, double alpha) {
        return Arguments.positive("units", units) / units(alpha);
    }

    /**
     * The size at which a weight g makes the interval shortest: {@code g s}, with the s of {@link #optimalPriorUnits}.
     *
     * @param priorUnits g, above 0
     * @param alpha one less the level, in (0, 1)
     * @return units, 8.21197 g at alpha = 0.05
     */
    public static double sharpestAt(double priorUnits, double alpha) {
        return Arguments.positive("prior units", priorUnits) * units(alpha);
    }

    /**
     * The |z| that rejects at the size for which the weight is optimal, whatever that size.
     *
     * @param alpha size of the test, in (0, 1)
     * @return 3.03512 at alpha = 0.05
     */
    public static double criticalValue(double alpha) {
        return radius(units(alpha), 1, alpha);
    }

    /** The root of {@code s = log(1 + s) + 2 log(1 / alpha)}, by Newton's method. */
    private static double units(double alpha) {
        double target = -2 * FastMath.log(Arguments.probability("alpha", alpha));
        double s = target + 1;
        for (int step = 0; step < 100; step++) {
            double next = s - (s - FastMath.log1p(s) - target) * (1 + s) / s;
            if (Math.abs(next - s) <= 1e-15 * s) {
                break;
            }
            s = next;
        }
        return s;
    }
}
