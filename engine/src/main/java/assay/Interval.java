package assay;

/**
 * A closed interval of the real line; an end may be infinite.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if an end is NaN or the ends are in the wrong order.
 *
 * @param lower the lower end
 * @param upper the upper end, not below the lower
 */
public record Interval(double lower, double upper) {

    public Interval {
        if (!(lower <= upper)) {
            throw new IllegalArgumentException("interval ends out of order: [" + lower + ", " + upper + "]");
        }
    }

    /**
     * Whether the interval holds a value.
     *
     * @param value the value
     * @return true for values between the ends, ends included
     */
    public boolean contains(double value) {
        return lower <= value && value <= upper;
    }

    /**
     * The length.
     *
     * @return in the unit of the estimate
     */
    public double width() {
        return upper - lower;
    }
}
