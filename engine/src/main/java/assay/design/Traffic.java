package assay.design;

import assay.Arguments;

/**
 * How fast units come.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the rate is not positive or the share not in (0, 1].
 *
 * @param perDay new units a day, of the kind that a design counts
 * @param enrolled share of them that enters the experiment
 */
public record Traffic(double perDay, double enrolled) {

    private static final int WEEK = 7;

    public Traffic {
        Arguments.positive("units a day", perDay);
        if (!(enrolled > 0 && enrolled <= 1)) {
            throw new IllegalArgumentException("enrolled share must be in (0, 1], not " + enrolled);
        }
    }

    /**
     * How long it takes to enrol.
     *
     * @param size total over all arms
     * @return whole days
     */
    public long days(double size) {
        return (long) Math.ceil(Arguments.positive("size", size) / (perDay * enrolled) * (1 - 1e-12));
    }

    /**
     * The same in whole weeks, so that every day of the week counts as often as any other.
     *
     * @param size total over all arms
     * @return whole weeks
     */
    public long weeks(double size) {
        return (days(size) + WEEK - 1) / WEEK;
    }

    /**
     * How many units are there after some days.
     *
     * @param days days, not negative
     * @return the total over all arms
     */
    public double after(double days) {
        return perDay * enrolled * days;
    }
}
