package assay.decision;

import assay.trust.TrustReport;
import java.util.List;

/**
 * A decision, with everything that it was made from.
 *
 * @param plan what was agreed before
 * @param action what to do
 * @param arm the treatment that it is about; empty where none ships
 * @param segments the segments that get it; empty unless it ships to some
 * @param reasons why, the decisive one first
 * @param trust what the checks found
 * @param reading what was seen
 */
public record DecisionRecord(
        ExperimentPlan plan,
        Action action,
        String arm,
        List<String> segments,
        List<Reason> reasons,
        TrustReport trust,
        ExperimentReading reading) {

    /**
     * Why a decision is what it is.
     *
     * @param code kebab-case code, such as {@code guardrail-not-shown-safe}
     * @param subject the metric, check, segment or arm that it is about; empty for the whole
     * @param message one sentence with the figures
     */
    public record Reason(String code, String subject, String message) {}

    public DecisionRecord {
        segments = List.copyOf(segments);
        reasons = List.copyOf(reasons);
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException("a decision needs a reason");
        }
    }
}
