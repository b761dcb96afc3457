package assay.sequential;

import assay.Inference;
import assay.Interval;
import org.apache.commons.math3.util.FastMath;

/**
 * A betting confidence sequence at a look, on the scale of the estimand: {@code value = origin + length x}, x in [0, 1].
 *
 * @param sequence the bets; observations that were added later do not count
 * @param size observations at this look
 * @param origin value of x = 0
 * @param length value of x = 1 less that of x = 0
 */
record BettingInference(BettingSequence sequence, int size, double origin, double length) implements Inference {

    @Override
    public Interval interval(double level) {
        Interval unit = sequence.interval(size, 1 - level);
        return new Interval(origin + length * unit.lower(), origin + length * unit.upper());
    }

    @Override
    public double pValue(double nullValue) {
        double m = (nullValue - origin) / length;
        return m > 0 && m < 1 ? Math.min(1, FastMath.exp(-sequence.logEvidence(m, size))) : 0;
    }
}
