package assay.certificate;

import java.util.List;

/**
 * Numbers enough to draw the figures of a cell, from the first replicates, to six significant digits.
 *
 * @param intervals estimate, lower end, upper end and truth of the first 100 replicates
 * @param estimateQuantiles 101 quantiles of the estimate
 * @param tQuantiles 101 quantiles of error over standard error
 * @param aaPQuantiles 101 quantiles of the p-value without an effect
 */
public record Figures(
        List<List<Double>> intervals,
        List<Double> estimateQuantiles,
        List<Double> tQuantiles,
        List<Double> aaPQuantiles) {

    public Figures {
        intervals = List.copyOf(intervals);
        estimateQuantiles = List.copyOf(estimateQuantiles);
        tQuantiles = List.copyOf(tQuantiles);
        aaPQuantiles = List.copyOf(aaPQuantiles);
    }
}
