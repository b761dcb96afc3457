package assay.baseline;

import assay.Glance;
import assay.Sample;
import java.util.Map;

/**
 * Mean and squares of a stretch of a series.
 *
 * @param mean its mean
 * @param squares squared deviations from it
 * @param count how long it is
 */
record Moments(double mean, double squares, int count) {

    static Moments of(double[] values, int from, int to) {
        double mean = 0;
        for (int t = from; t < to; t++) {
            mean += values[t] / (to - from);
        }
        double squares = 0;
        for (int t = from; t < to; t++) {
            squares += (values[t] - mean) * (values[t] - mean);
        }
        return new Moments(mean, squares, to - from);
    }

    /** Variance of the mean of independent values. */
    double ofMean() {
        return squares / (count - 1.0) / count;
    }

    static Glance glance(String method, Sample sample) {
        return new Glance(method, "rows as if independent", sample.size(), 0, 0, sample.dropped(), 0, Map.of());
    }
}
