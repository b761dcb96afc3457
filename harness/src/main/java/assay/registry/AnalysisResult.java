package assay.registry;

import assay.decision.ExperimentReading;
import assay.trust.TrustReport;

/**
 * A reading to be recorded.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the number of units is negative.
 *
 * @param source where the data are
 * @param units units assigned so far
 * @param report what the trust checks found
 * @param reading what was seen
 */
public record AnalysisResult(String source, long units, TrustReport report, ExperimentReading reading) {

    public AnalysisResult {
        if (units < 0) {
            throw new IllegalArgumentException("units cannot be fewer than 0, not " + units);
        }
    }
}
