package assay.policy;

import assay.Inference;
import assay.Interval;

/**
 * A number that is known without error, such as the gain of a policy over itself.
 *
 * @param value the number
 */
record Certain(double value) implements Inference {

    @Override
    public Interval interval(double level) {
        return new Interval(value, value);
    }

    @Override
    public double pValue(double nullValue) {
        return nullValue == value ? 1 : 0;
    }
}
