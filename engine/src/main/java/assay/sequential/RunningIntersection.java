package assay.sequential;

import assay.Inference;
import assay.Interval;
import java.util.List;

/**
 * What is common to the confidence sequences of all looks so far; the p-value is the smallest so far. Valid, as the
 * guarantee is about all looks at once, while the effect does not change.
 *
 * <p>Where looks contradict each other the intersection is empty; the interval is then the gap between them, and the
 * effect, or the metric, is not what it was.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if there is no look.
 *
 * @param looks inference at each look so far, in order
 */
record RunningIntersection(List<Inference> looks) implements Inference {

    RunningIntersection {
        looks = List.copyOf(looks);
        if (looks.isEmpty()) {
            throw new IllegalArgumentException("an intersection needs a look");
        }
    }

    @Override
    public Interval interval(double level) {
        double lower = Double.NEGATIVE_INFINITY;
        double upper = Double.POSITIVE_INFINITY;
        for (Inference look : looks) {
            Interval interval = look.interval(level);
            lower = Math.max(lower, interval.lower());
            upper = Math.min(upper, interval.upper());
        }
        return new Interval(Math.min(lower, upper), Math.max(lower, upper));
    }

    @Override
    public double pValue(double nullValue) {
        double smallest = 1;
        for (Inference look : looks) {
            smallest = Math.min(smallest, look.pValue(nullValue));
        }
        return smallest;
    }

    @Override
    public double statistic(double nullValue) {
        return looks.get(looks.size() - 1).statistic(nullValue);
    }

    @Override
    public double degreesOfFreedom() {
        return looks.get(looks.size() - 1).degreesOfFreedom();
    }
}
