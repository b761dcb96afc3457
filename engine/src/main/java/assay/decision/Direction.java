package assay.decision;

import assay.Estimate;
import assay.Interval;
import assay.experiment.Better;

/** Effects seen from the side of who wants the metric to move for the better. */
final class Direction {

    private Direction() {}

    /** The estimate, above 0 for the better. */
    static double favourable(MetricReading reading) {
        return sign(reading) * reading.decisive().value();
    }

    /** An interval of the decisive estimate, above 0 for the better. */
    static Interval favourable(MetricReading reading, double level) {
        return favourable(reading, reading.decisive().inference().interval(level));
    }

    /** An interval of the effect, above 0 for the better. */
    static Interval favourable(MetricReading reading, Interval interval) {
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
