package assay.design;

import assay.Arguments;
import assay.Interval;
import assay.distribution.NormalDistribution;

/**
 * What can be said of an effect that is reported because it was significant: the estimate is normal given {@code |Z| > c}, a
 * truncated normal. The maximum of its likelihood takes the winner's curse out, and the interval that inverts its distribution
 * covers among significant results what it says (Zhong and Prentice 2008; Lee, Sun, Sun and Taylor 2016).
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the estimate is not significant, a number is not finite, the
 * standard error not positive or the level not in (0, 1).
 *
 * @param estimate the estimate that was significant
 * @param stdError its standard error
 * @param level two-sided level at which it was selected
 */
public record ConditionalEstimate(double estimate, double stdError, double level) {

    /** Further off than this from zero the interval of a result just past the threshold has no end that matters. */
    private static final double FURTHEST = 1e4;

    public ConditionalEstimate {
        Arguments.finite("estimate", estimate);
        Arguments.positive("standard error", stdError);
        Arguments.probability("level", level);
        if (!selected(estimate, stdError, level)) {
            throw new IllegalArgumentException("an estimate of " + Math.abs(estimate) / stdError
                    + " standard errors is not significant at " + level + ": it was not selected for that");
        }
    }

    /** Whether an estimate passes the threshold. */
    static boolean selected(double estimate, double stdError, double level) {
        return Math.abs(estimate) / stdError > -NormalDistribution.quantile(level / 2);
    }

    private double critical() {
        return -NormalDistribution.quantile(level / 2);
    }

    private double z() {
        return Math.abs(estimate) / stdError;
    }

    private double scaled(double z) {
        return Math.signum(estimate) * stdError * z;
    }

    /**
     * The effect that makes the estimate, given that it was significant, most likely: the root of
     * {@code E(Z | |Z| > c) = z}.
     *
     * @return smaller than the estimate, of the same sign
     */
    public double maximumLikelihood() {
        double z = z();
        double c = critical();
        return scaled(Solver.root(l -> conditionalMean(l, c) - z, 0, z));
    }

    /**
     * The effect at which an estimate this large or larger has, given significance, an even chance: too large in half of the
     * significant experiments and too small in the other half.
     *
     * @return the conditional median-unbiased estimate
     */
    public double medianUnbiased() {
        return scaled(end(0.5));
    }

    private static double conditionalMean(double l, double c) {
        double above = NormalDistribution.survival(c - l);
        double below = NormalDistribution.survival(c + l);
        double lift = SignificanceFilter.density(c - l) - SignificanceFilter.density(c + l);
        return l + lift / (above + below);
    }

    /**
     * The chance of an estimate at least this large, given significance, were the effect so large.
     *
     * @param effect the effect, in the unit of the estimate
     * @return {@code P(estimate' >= estimate | significant)}, in [0, 1]
     */
    public double upperTail(double effect) {
        double signed = estimate < 0 ? -effect : effect;
        return upper(signed / stdError, z(), critical());
    }

    private static double upper(double l, double z, double c) {
        double beyond = NormalDistribution.survival(z - l);
        double all = NormalDistribution.survival(c - l) + NormalDistribution.survival(c + l);
        return all > 0 ? beyond / all : 0;
    }

    /**
     * The interval that holds the effect in a share of the experiments that were significant: each end leaves an equal chance,
     * given significance, of an estimate further off.
     *
     * @param confidence level of the interval, in (0, 1)
     * @return the interval; it may hold 0, as significance is no evidence once it is conditioned on
     */
    public Interval interval(double confidence) {
        double tail = (1 - Arguments.probability("confidence level", confidence)) / 2;
        double low = end(tail);
        double high = end(1 - tail);
        return estimate < 0 ? new Interval(scaled(high), scaled(low)) : new Interval(scaled(low), scaled(high));
    }

    private double end(double tail) {
        double z = z();
        double c = critical();
        // The tail grows with the effect; past the threshold by little, both ends lie far below.
        double high = z + 1;
        while (upper(high, z, c) < tail) {
            high += 1;
        }
        double step = 1;
        double low = z - step;
        while (upper(low, z, c) > tail && step < FURTHEST) {
            step *= 2;
            low = z - step;
        }
        return upper(low, z, c) > tail ? low : Solver.root(l -> upper(l, z, c) - tail, low, high);
    }
}
