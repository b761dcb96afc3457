package assay.sequential;

import assay.Arguments;

/**
 * How much information an experiment is planned to end with, and how it is counted.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the maximum is not finite and positive.
 *
 * @param scale how it is counted
 * @param maximum the planned maximum on that scale
 */
public record PlannedInformation(Scale scale, double maximum) {

    /** How information is counted. */
    public enum Scale {
        /** By units: right where every unit tells as much as every other, as in a difference in means. */
        UNITS,
        /** By {@code 1 / SE^2} of the estimate: right for adjusted and clustered estimates too. */
        INVERSE_VARIANCE
    }

    public PlannedInformation {
        Arguments.positive("planned information", maximum);
    }

    /**
     * Information counted in units.
     *
     * @param maximum planned units
     * @return the plan
     */
    public static PlannedInformation units(int maximum) {
        return new PlannedInformation(Scale.UNITS, maximum);
    }

    /**
     * The information that gives a design a power: {@code (drift / effect)^2}.
     *
     * @param boundaries the planned boundaries
     * @param power in (0, 1)
     * @param effect the effect that is to be found, not 0
     * @return the plan, counted by inverse variance
     */
    public static PlannedInformation of(Boundaries boundaries, double power, double effect) {
        double root = boundaries.drift(power) / effect;
        return new PlannedInformation(Scale.INVERSE_VARIANCE, root * root);
    }

    /**
     * The share of the planned information that a look has.
     *
     * @param look the look
     * @return above 0, beyond 1 when there is more than planned
     */
    public double fraction(ObservedLook look) {
        return (scale == Scale.UNITS ? look.units() : look.information()) / maximum;
    }
}
