package assay.decision;

import assay.Estimate;
import assay.Interval;
import assay.experiment.Better;

/** Effects seen from the side of who wants the metric to move for the better. */
public final class Direction {

    private Direction() {}

    /**
     * The decisive estimate.
     *
     * @param reading what was seen
     * @return above 0 for the better
     */
    public static double favourable(MetricReading reading) {
        return sign(reading) * reading.decisive().value();
    }

    /**
     * An interval of the decisive estimate.
     *
     * @param reading what was seen
     * @param level in (0, 1)
     * @return above 0 for the better
     * @throws IllegalArgumentException if the estimate has no interval
     */
    public static Interval favourable(MetricReading reading, double level) {
        return favourable(reading, reading.decisive().inference().interval(level));
    }

    /**
     * An interval of the effect of a reading.
     *
     * @param reading what was seen
     * @param interval in the direction of the metric
     * @return above 0 for the better
     */
    public static Interval favourable(MetricReading reading, Interval interval) {
        return sign(reading) > 0 ? interval : new Interval(-interval.upper(), -interval.lower());
    }

    /** An estimate that is a difference of effects, above 0 for the better. */
    static double favourable(MetricReading reading, Estimate estimate) {
        return sign(reading) * estimate.value();
    }

    private static int sign(MetricReading reading) {
        return reading.metric().better() == Better.LARGER ? 1 : -1;
    }
}
