package assay.sequential;

import assay.Arguments;
import assay.Inference;
import assay.Interval;
import assay.distribution.NormalDistribution;
import org.apache.commons.math3.util.FastMath;

/**
 * One-sided anytime-valid inference by a half-normal mixture, for an estimate whose standard error counts as known:
 *
 * <p>{@code log E = log 2 + (1/2) log r + (1/2) (1 - r) z^2 + log F(z sqrt(1 - r))} with {@code r = g / (g + n)}, F the
 * normal distribution function and z positive in the direction of the alternative (Howard, Ramdas, McAuliffe and Sekhon 2021,
 * Time-uniform, nonparametric, nonasymptotic confidence sequences, proposition 6). The interval ends on one side.
 *
 * <p>With an estimated standard error it holds as n grows. See {@link AnytimeT} for what it rests on.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the estimate is not finite, another component is not finite
 * and positive, or the alternative is two-sided.
 *
 * @param value the estimate
 * @param stdError its standard error
 * @param units independent units so far
 * @param priorUnits g, how many units the mixing distribution is worth
 * @param alternative {@link Alternative#GREATER} for a lower bound, {@link Alternative#LESS} for an upper one
 */
public record AnytimeOneSided(double value, double stdError, double units, double priorUnits, Alternative alternative)
        implements Inference {

    public AnytimeOneSided {
        Arguments.finite("estimate", value);
        Arguments.positive("standard error", stdError);
        Arguments.positive("units", units);
        Arguments.positive("prior units", priorUnits);
        if (alternative == Alternative.TWO_SIDED) {
            throw new IllegalArgumentException("a one-sided inference has one side");
        }
    }

    @Override
    public Interval interval(double level) {
        double margin = stdError * radius(units, priorUnits, 1 - Arguments.probability("level", level));
        return alternative == Alternative.GREATER
                ? new Interval(value - margin, Double.POSITIVE_INFINITY)
                : new Interval(Double.NEGATIVE_INFINITY, value + margin);
    }

    /**
     * The p-value against the alternative at this look.
     *
     * @param nullValue the value under the null hypothesis
     * @return {@code min(1, 1 / E)}
     */
    @Override
    public double pValue(double nullValue) {
        return Math.min(1, FastMath.exp(-logEvidence(nullValue)));
    }

    /**
     * The evidence for the alternative.
     *
     * @param nullValue the value under the null hypothesis
     * @return log E
     */
    public double logEvidence(double nullValue) {
        double z = statistic(nullValue);
        return logEvidence(alternative == Alternative.GREATER ? z : -z, priorUnits / (priorUnits + units));
    }

    private static double logEvidence(double z, double r) {
        double shrunk = z * Math.sqrt(1 - r);
        // log E = log 2 + log(r) / 2 + shrunk^2 / 2 + log F(shrunk): in the far left tail the last two cancel.
        double tail = shrunk > -8
                ? 0.5 * shrunk * shrunk + FastMath.log(NormalDistribution.survival(-shrunk))
                : -FastMath.log(-shrunk * Math.sqrt(2 * Math.PI)) + FastMath.log1p(-1 / (shrunk * shrunk));
        return FastMath.log(2) + 0.5 * FastMath.log(r) + tail;
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
     * The distance of the bound from the estimate, in standard errors: where log E, which grows with z, is
     * {@code log(1 / alpha)}.
     *
     * @param units independent units, above 0
     * @param priorUnits g, above 0
     * @param alpha one less the level, in (0, 1)
     * @return finite; below 0 only for levels that nobody uses
     */
    public static double radius(double units, double priorUnits, double alpha) {
        double r = priorUnits / (priorUnits + units);
        double target = -FastMath.log(Arguments.probability("alpha", alpha));
        // The two-sided bound of the same alpha is wider.
        double high = AnytimeNormal.radius(units, priorUnits, alpha);
        double low = -high;
        for (int step = 0; step < 200 && high - low > 1e-14 * Math.max(1, high); step++) {
            double middle = 0.5 * (low + high);
            if (logEvidence(middle, r) < target) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return 0.5 * (low + high);
    }
}
