package assay.decision;

import assay.Interval;
import assay.decision.DecisionRecord.Reason;
import java.util.Optional;

/**
 * What is known about the harm to a guardrail. It is safe when harm of its margin or more is ruled out, by a one-sided test at the
 * level of the policy: the upper end of the two-sided interval of level {@code 1 - 2 alpha} of the harm is below the margin. It is
 * harmed when the interval of level {@code 1 - alpha} lies wholly beyond the margin. Not to know is not to be safe.
 *
 * @param metric its id
 * @param safety what is known
 * @param reading what it was read from; empty where it was not
 * @param reason what is known, in figures
 */
public record GuardrailVerdict(String metric, Safety safety, Optional<MetricReading> reading, Reason reason) {

    /** What is known about a guardrail, from the best to the worst. */
    public enum Safety {
        /** Harm of the margin or more is ruled out. */
        SAFE,
        /** It cannot be ruled out. */
        RISK,
        /** It cannot be judged. */
        UNKNOWN,
        /** It is shown. */
        HARMED
    }

    /**
     * Judges a guardrail.
     *
     * @param metric what it measures
     * @param where whom it is about, such as {@code in platform=ios}; empty for all units
     * @param reading what was seen; empty where it was not read
     * @param alpha level of the one-sided test of safety, and twice that of the one-sided test of harm, in (0, 0.5)
     * @param harmAlpha level of the interval that must lie beyond the margin for harm to be shown
     * @return the verdict
     */
    static GuardrailVerdict of(
            MetricDefinition metric, String where, Optional<MetricReading> reading, double alpha, double harmAlpha) {
        String subject = where.isEmpty() ? metric.spoken() : metric.spoken() + " " + where;
        if (reading.isEmpty()) {
            String message = "Nothing is known about the harm to " + subject + ": it was not read.";
            return unknown(metric, reading, ReasonCode.GUARDRAIL_NOT_READ, message);
        }
        MetricReading seen = reading.get();
        if (seen.margin().isEmpty() || !(seen.margin().getAsDouble() >= 0)) {
            String message = "Nobody said how much harm to " + subject + " is tolerated, so none is.";
            return unknown(metric, reading, ReasonCode.GUARDRAIL_WITHOUT_MARGIN, message);
        }
        Interval safe;
        Interval harm;
        try {
            safe = harm(seen, 1 - 2 * alpha);
            harm = harm(seen, 1 - harmAlpha);
        } catch (IllegalArgumentException e) {
            String message = "The reading of " + subject + " has no interval: " + e.getMessage() + ".";
            return unknown(metric, reading, ReasonCode.GUARDRAIL_NOT_READ, message);
        }
        double margin = seen.margin().getAsDouble();
        if (harm.lower() > margin) {
            String message = "The harm to " + subject + " is at least " + Numbers.change(seen, harm.lower())
                    + ", beyond the margin of " + Numbers.change(seen, margin) + ".";
            return new GuardrailVerdict(
                    metric.id(), Safety.HARMED, reading, ReasonCode.GUARDRAIL_HARMED.of(metric.id(), message));
        }
        if (safe.upper() < margin) {
            String message = "The harm to " + subject + " is at most " + Numbers.change(seen, safe.upper())
                    + ", below the margin of " + Numbers.change(seen, margin) + ".";
            return new GuardrailVerdict(
                    metric.id(), Safety.SAFE, reading, ReasonCode.GUARDRAILS_SAFE.of(metric.id(), message));
        }
        String message = "The harm to " + subject + " may be as large as " + Numbers.change(seen, safe.upper())
                + ", not below the margin of " + Numbers.change(seen, margin) + ".";
        return new GuardrailVerdict(
                metric.id(), Safety.RISK, reading, ReasonCode.GUARDRAIL_NOT_SHOWN_SAFE.of(metric.id(), message));
    }

    private static Interval harm(MetricReading reading, double level) {
        Interval good = Direction.favourable(reading, level);
        return new Interval(-good.upper(), -good.lower());
    }

    private static GuardrailVerdict unknown(
            MetricDefinition metric, Optional<MetricReading> reading, ReasonCode code, String message) {
        return new GuardrailVerdict(metric.id(), Safety.UNKNOWN, reading, code.of(metric.id(), message));
    }
}
