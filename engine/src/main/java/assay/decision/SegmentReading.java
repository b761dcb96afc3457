package assay.decision;

import assay.Estimate;
import assay.Interval;
import java.util.List;

/**
 * What one treatment does in a segment that was named before the start, against what it does in all other units. The two are
 * independent, which a segment and the whole that holds it are not.
 *
 * @param segment such as {@code platform=ios}
 * @param arm the treatment
 * @param inside the primary metric in the segment
 * @param outside the primary metric in its complement
 * @param interaction effect inside minus effect outside
 * @param adjustedP p-value of the effect inside, corrected over all segments and arms that are judged
 * @param adjustedInterval simultaneous interval of the effect inside
 * @param guardrails the guardrails inside
 */
public record SegmentReading(
        String segment,
        String arm,
        MetricReading inside,
        MetricReading outside,
        Estimate interaction,
        double adjustedP,
        Interval adjustedInterval,
        List<MetricReading> guardrails) {

    public SegmentReading {
        guardrails = List.copyOf(guardrails);
    }
}
