package assay.incrementality;

import assay.Arguments;
import assay.Interval;
import assay.distribution.NormalDistribution;

/**
 * What an experiment can tell of the return on an advertisement, {@code ROI = margin * effect on revenue / cost - 1}, all by
 * assigned unit (Lewis and Rao, Q. J. Econ. 130, 2015, doi:10.1093/qje/qjv023). Sales vary between people by far more than an
 * advertisement costs, so that most experiments cannot tell one that loses all its cost from one that doubles it.
 *
 * <p>Cost and margin are taken for known. The constructor throws {@link IllegalArgumentException} if a component is out of its
 * range.
 *
 * @param effect the effect of assignment on revenue, by unit
 * @param stdError its standard error, above 0
 * @param costPerUnit what the advertisement cost by assigned unit, above 0
 * @param margin the share of revenue that is profit, in (0, 1]
 */
public record RoiPower(double effect, double stdError, double costPerUnit, double margin) {

    public RoiPower {
        Arguments.finite("effect", effect);
        Arguments.positive("standard error", stdError);
        Arguments.positive("cost per unit", costPerUnit);
        if (!(margin > 0 && margin <= 1)) {
            throw new IllegalArgumentException("margin must be in (0, 1], not " + margin);
        }
    }

    /**
     * Before an experiment: two arms of so many units.
     *
     * @param sd standard deviation of revenue between units
     * @param treated units of the treated arm
     * @param control units of the control arm
     * @param costPerUnit cost by unit of the treated arm
     * @param margin the share of revenue that is profit
     * @return the plan, with an effect of 0
     * @throws IllegalArgumentException if one is out of its range
     */
    public static RoiPower planned(double sd, double treated, double control, double costPerUnit, double margin) {
        Arguments.positive("sd", sd);
        Arguments.positive("treated", treated);
        Arguments.positive("control", control);
        return new RoiPower(0, sd * Math.sqrt(1 / treated + 1 / control), costPerUnit, margin);
    }

    /**
     * The return.
     *
     * @return 0 at break-even, -1 where nothing was gained
     */
    public double roi() {
        return margin * effect / costPerUnit - 1;
    }

    /**
     * The standard error of the return.
     *
     * @return in the same unit: 1 is the cost
     */
    public double roiStdError() {
        return margin * stdError / costPerUnit;
    }

    /**
     * The interval of the return.
     *
     * @param level its coverage
     * @return with normal inference
     */
    public Interval interval(double level) {
        double half = -NormalDistribution.quantile((1 - Arguments.probability("level", level)) / 2) * roiStdError();
        return new Interval(roi() - half, roi() + half);
    }

    /**
     * The smallest difference between two returns that a two-sided test tells apart.
     *
     * @param level one less the error rate of the test
     * @param power the chance to tell
     * @return 1 is the cost
     */
    public double minimalDetectable(double level, double power) {
        return (quantile(level) + NormalDistribution.quantile(Arguments.probability("power", power))) * roiStdError();
    }

    /**
     * The power to tell two returns apart.
     *
     * @param gap the difference between them, such as 1 for 0 and 100 %
     * @param level one less the error rate of the test
     * @return the probability that a two-sided test of the one rejects where the other is true
     */
    public double power(double gap, double level) {
        double z = quantile(level);
        double shift = Math.abs(gap) / roiStdError();
        return NormalDistribution.survival(z - shift) + NormalDistribution.survival(z + shift);
    }

    /**
     * How many times as many units, in the same shares, would tell two returns apart.
     *
     * @param gap the difference between them
     * @param level one less the error rate of the test
     * @param power the chance to tell
     * @return 1 or less where this experiment can
     */
    public double timesAsMany(double gap, double level, double power) {
        double ratio = minimalDetectable(level, power) / Math.abs(gap);
        return ratio * ratio;
    }

    private static double quantile(double level) {
        return -NormalDistribution.quantile((1 - Arguments.probability("level", level)) / 2);
    }
}
