package assay.decision;

import assay.Arguments;

/**
 * A size of change with its unit: the smallest effect that matters, or the largest harm that is tolerated.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the value is negative or not finite.
 *
 * @param value in the unit, not negative
 * @param unit what it is a number of
 */
public record Threshold(double value, Unit unit) {

    /** What a change is measured in. */
    public enum Unit {
        /** The unit of the metric. */
        ABSOLUTE,
        /** Hundredths of a share: 0.5 is half a point, 0.005 of the metric. */
        PERCENTAGE_POINTS,
        /** Shares of the mean of control: 0.05 is a twentieth of it. */
        RELATIVE
    }

    public Threshold {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("a threshold must be a number of at least 0, not " + value);
        }
    }

    /**
     * A threshold in the unit of the metric.
     *
     * @param value not negative
     * @return the threshold
     */
    public static Threshold absolute(double value) {
        return new Threshold(value, Unit.ABSOLUTE);
    }

    /**
     * The change in the unit of the metric.
     *
     * @param controlMean the metric in the control arm
     * @return not negative
     * @throws IllegalArgumentException if the mean is needed and not finite
     */
    public double in(double controlMean) {
        return switch (unit) {
            case ABSOLUTE -> value;
            case PERCENTAGE_POINTS -> value / 100;
            case RELATIVE -> value * Math.abs(Arguments.finite("the mean of control", controlMean));
        };
    }
}
