package assay.cate;

import assay.Arguments;
import assay.Inference;
import assay.Interval;

/**
 * Intervals that hold the truth of all terms of a family at once, and p-values adjusted for looking at all of them.
 *
 * @param pointwise the inference of the term by itself
 * @param family the law of the largest statistic of the family
 */
record Simultaneous(Inference pointwise, Family family) implements Inference {

    @Override
    public Interval interval(double level) {
        double size = family.pointwise(1 - Arguments.probability("level", level));
        return pointwise.interval(Math.min(1 - size, Math.nextDown(1.0)));
    }

    @Override
    public double pValue(double nullValue) {
        return family.adjusted(pointwise.pValue(nullValue));
    }

    @Override
    public double statistic(double nullValue) {
        return pointwise.statistic(nullValue);
    }

    @Override
    public double degreesOfFreedom() {
        return pointwise.degreesOfFreedom();
    }
}
