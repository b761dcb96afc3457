package assay.sequential;

import assay.Arguments;
import assay.Interval;

/**
 * A confidence sequence for the mean of observations in a known range: the sum of deviations is sub-exponential with the sum of
 * squared deviations from a predictable guess for its intrinsic time (Howard and others 2021, theorem 4), and its boundary a {@link
 * GammaExponentialMixture}. Valid at any sample size and any law, and kept up to date at a constant cost.
 *
 * <p>For the effect in an experiment with known probabilities of treatment p, feed {@link #ipwIncrement}.
 *
 * <p>Not thread-safe.
 */
public final class EmpiricalBernstein {

    private final double lower;
    private final double upper;
    private final double alpha;
    private final GammaExponentialMixture boundary;
    private long n;
    private double sum;
    private double time;

    /**
     * A sequence before any observation.
     *
     * @param lower the smallest that an observation can be
     * @param upper the largest, above the lower
     * @param alpha one less the level, in (0, 1)
     * @param optimalTime sum of squared deviations near which it is to be short, above 0
     */
    public EmpiricalBernstein(double lower, double upper, double alpha, double optimalTime) {
        this.lower = Arguments.finite("lower", lower);
        this.upper = Arguments.finite("upper", upper);
        this.alpha = Arguments.probability("alpha", alpha);
        this.boundary = GammaExponentialMixture.optimalAt(
                optimalTime, alpha / 2, Arguments.positive("length of the range", upper - lower));
    }

    /**
     * One unit's unbiased estimate of the effect: {@code y / p} if it is treated and {@code -y / (1 - p)} if not, within {@code
     * range / min(p, 1 - p)} of 0.
     *
     * @param y its outcome
     * @param treated whether it is treated
     * @param probability p with which it was treated, in (0, 1)
     * @return the increment
     */
    public static double ipwIncrement(double y, double treated, double probability) {
        Arguments.probability("probability", probability);
        return treated == 1 ? y / probability : -y / (1 - probability);
    }

    /**
     * Adds an observation.
     *
     * @param x within the range
     * @throws IllegalArgumentException if it is not
     */
    public void add(double x) {
        if (!(x >= lower && x <= upper)) {
            throw new IllegalArgumentException("an observation must be in [" + lower + ", " + upper + "], not " + x
                    + ": the guarantee rests on the range; state the range of the metric, or winsorise it");
        }
        double guess = n == 0 ? 0.5 * (lower + upper) : sum / n;
        time += (x - guess) * (x - guess);
        sum += x;
        n++;
    }

    /**
     * The interval after the observations so far.
     *
     * @return within the range
     * @throws IllegalArgumentException if there is no observation
     */
    public Interval interval() {
        if (n == 0) {
            throw new IllegalArgumentException("an interval needs an observation");
        }
        double half = time > 0 ? boundary.bound(time, alpha / 2) / n : upper - lower;
        double mean = sum / n;
        return new Interval(Math.max(lower, mean - half), Math.min(upper, mean + half));
    }
}
