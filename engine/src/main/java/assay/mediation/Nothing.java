package assay.mediation;

import assay.Inference;
import assay.Interval;

/** Inference about an effect that the graph says does not exist: it is 0 by assumption. */
record Nothing() implements Inference {

    @Override
    public Interval interval(double level) {
        return new Interval(0, 0);
    }

    @Override
    public double pValue(double nullValue) {
        return nullValue == 0 ? 1 : 0;
    }
}
