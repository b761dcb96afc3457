package assay.rounds;

/**
 * What is known of the outcome before it is measured. With two finite ends evidence is exact at every size, by betting on
 * bounded scores; otherwise it rests on the normal approximation of a round's mean.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the lower end is not below the upper one.
 *
 * @param low the least possible outcome, or negative infinity
 * @param high the largest possible outcome, or infinity
 */
public record OutcomeRange(double low, double high) {

    /** An outcome without bounds. */
    public static final OutcomeRange UNBOUNDED = new OutcomeRange(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** A yes or a no, or a share. */
    public static final OutcomeRange UNIT = new OutcomeRange(0, 1);

    public OutcomeRange {
        if (!(low < high)) {
            throw new IllegalArgumentException(
                    "the lower end of the outcome's range must be below the upper one, not " + low + " and " + high);
        }
    }

    /**
     * Whether both ends are finite.
     *
     * @return true if evidence can be exact
     */
    public boolean bounded() {
        return Double.isFinite(low) && Double.isFinite(high);
    }

    /**
     * Whether an outcome is possible.
     *
     * @param value the outcome
     * @return true if it is in the range
     */
    public boolean contains(double value) {
        return value >= low && value <= high;
    }
}
