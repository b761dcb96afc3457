package assay.design;

import assay.Inference;
import assay.Interval;

/**
 * Inference on an effect given that its estimate was significant.
 *
 * @param given the significant estimate
 */
public record ConditionalInference(ConditionalEstimate given) implements Inference {

    @Override
    public Interval interval(double level) {
        return given.interval(level);
    }

    @Override
    public double pValue(double nullValue) {
        double upper = given.upperTail(nullValue);
        return Math.min(1, 2 * Math.min(upper, 1 - upper));
    }
}
