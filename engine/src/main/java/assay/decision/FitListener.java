package assay.decision;

import assay.Fit;
import assay.Sample;

/** Is told of every fit that an analysis makes, with its data: such as to ask a certificate whether it speaks of them. */
@FunctionalInterface
public interface FitListener {

    /**
     * A fit, and what it was made from.
     *
     * @param metric id of the metric
     * @param view whom it is about
     * @param arm the treatment
     * @param segment {@link MetricReading#ALL}, or the segment; of its complement with {@code not} before it
     * @param sample the data
     * @param fit the result, before it is read as one of many looks
     */
    record Event(String metric, View view, String arm, String segment, Sample sample, Fit fit) {}

    /**
     * Takes notice.
     *
     * @param event what was fitted
     */
    void fitted(Event event);
}
