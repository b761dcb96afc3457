package assay.mediation;

import assay.Inference;
import assay.Interval;

/**
 * An interval, and a test of no effect that is another: an effect along a path is 0 if any of its coefficients is, and the test
 * rejects if all of them differ from 0.
 *
 * @param interval gives intervals, and p-values of other numbers than 0
 * @param largest the largest of the p-values of the coefficients
 */
record JointSignificance(Inference interval, double largest) implements Inference {

    @Override
    public Interval interval(double level) {
        return interval.interval(level);
    }

    @Override
    public double pValue(double nullValue) {
        return nullValue == 0 ? largest : interval.pValue(nullValue);
    }

    @Override
    public double statistic(double nullValue) {
        return interval.statistic(nullValue);
    }
}
