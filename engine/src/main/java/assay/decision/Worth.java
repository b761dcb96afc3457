package assay.decision;

import assay.Interval;
import assay.decision.DecisionPolicy.Value;
import assay.experiment.Better;

/**
 * What it is worth to ship: {@code effect * worth of a unit * users - cost}. It can forbid to ship and never licenses it.
 *
 * @param estimate net worth at the estimate
 * @param conservative net worth at the less favourable end of the interval of level 1 - alpha
 * @param minimum what the policy asks for
 * @param bound which of the two must reach it
 */
public record Worth(double estimate, double conservative, double minimum, Value.Bound bound) {

    /**
     * What it is worth to ship an effect.
     *
     * @param value what the policy says about worth
     * @param reading the effect
     * @param level level of the interval
     * @param share share of the users who would get the treatment, in (0, 1]
     * @return the worth
     * @throws IllegalArgumentException if the estimate has no interval
     */
    static Worth of(Value value, MetricReading reading, double level, double share) {
        double effect = reading.decisive().value();
        Interval interval = reading.decisive().inference().interval(level);
        double low = reading.metric().better() == Better.LARGER ? interval.lower() : interval.upper();
        return new Worth(net(value, effect, share), net(value, low, share), value.minimum(), value.bound());
    }

    private static double net(Value value, double effect, double share) {
        return effect * value.perUnit() * value.users() * share - value.cost();
    }

    /**
     * The net worth that decides.
     *
     * @return in the money of the policy; NaN where it is not known
     */
    public double decisive() {
        return bound == Value.Bound.ESTIMATE ? estimate : conservative;
    }

    /**
     * Whether it is worth at least what the policy asks for.
     *
     * @return false too where the worth is not known
     */
    public boolean suffices() {
        return decisive() >= minimum;
    }
}
