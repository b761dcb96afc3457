package assay.decision;

import assay.Arguments;
import assay.Interval;
import assay.distribution.NormalDistribution;

/**
 * What to believe of an effect after the data, if effects of such changes are normal about 0 with a known spread: {@code N(v/s^2 * e,
 * v)} with {@code 1/v = 1/s^2 + 1/tau^2}. It informs beside the interval and decides nothing.
 *
 * @param mean of the effect, above 0 for the better
 * @param sd its standard deviation
 */
public record Posterior(double mean, double sd) {

    public Posterior {
        Arguments.finite("mean of the posterior", mean);
        Arguments.positive("standard deviation of the posterior", sd);
    }

    /**
     * The posterior of an effect.
     *
     * @param reading what was seen
     * @param priorSd standard deviation tau of true effects, in the unit of the metric
     * @return the posterior
     * @throws IllegalArgumentException if the prior or the standard error is not finite and above 0
     */
    public static Posterior of(MetricReading reading, double priorSd) {
        double prior = Arguments.positive("standard deviation of the prior", priorSd);
        double error = Arguments.positive("standard error", reading.decisive().stdError());
        double shrinkage = prior * prior / (prior * prior + error * error);
        return new Posterior(shrinkage * Direction.favourable(reading), Math.sqrt(shrinkage) * error);
    }

    /**
     * The probability that the effect is larger than a value.
     *
     * @param value above 0 for the better
     * @return in [0, 1]
     */
    public double probabilityAbove(double value) {
        return NormalDistribution.survival((value - mean) / sd);
    }

    /**
     * The central interval.
     *
     * @param level its probability, in (0, 1)
     * @return above 0 for the better
     */
    public Interval interval(double level) {
        double half = -NormalDistribution.quantile((1 - Arguments.probability("level", level)) / 2) * sd;
        return new Interval(mean - half, mean + half);
    }
}
