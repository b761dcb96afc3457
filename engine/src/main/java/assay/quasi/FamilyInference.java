package assay.quasi;

import assay.Inference;
import assay.Interval;
import assay.StudentT;

/**
 * {@link Simultaneous} inference whose p-values agree with its intervals beyond the largest draw, too, where both are
 * Bonferroni's.
 *
 * @param pointwise the inference of the term by itself
 * @param band the law of the largest statistic of the family
 * @param terms how many are in the family
 */
record FamilyInference(StudentT pointwise, Band band, int terms) implements Inference {

    /** Below what the draws can tell. */
    private static final double FINEST = 1e-3;

    @Override
    public Interval interval(double level) {
        return new Simultaneous(pointwise, band).interval(level);
    }

    @Override
    public double pValue(double nullValue) {
        double own = pointwise.pValue(nullValue);
        double all = band.pValue(own);
        return own * terms < FINEST ? Math.min(all, own * terms) : all;
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
