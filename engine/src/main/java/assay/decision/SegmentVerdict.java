package assay.decision;

import assay.Interval;
import assay.decision.DecisionPolicy.Segments;
import assay.decision.DecisionRecord.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known about one treatment in one segment. It wins when the corrected p-value is at most alpha, the effect is for the
 * better and large enough to matter, is larger than in all other units by the test of interaction, the segment has enough units,
 * every guardrail is safe inside, and it is worth what the policy asks for.
 *
 * @param reading what was seen
 * @param standing what is known
 * @param guardrails the guardrails inside
 * @param reason what is known, in figures
 */
public record SegmentVerdict(
        SegmentReading reading, Standing standing, List<GuardrailVerdict> guardrails, Reason reason) {

    /** What is known about a segment. */
    public enum Standing {
        /** It can get the treatment by itself. */
        WINS,
        /** It would win, and its guardrails are not shown to be safe. */
        UNSAFE,
        /** It would win, and is worth too little. */
        WORTH_TOO_LITTLE,
        /** It is better by its corrected p-value and lacks something else. */
        PROMISING,
        /** Nothing is shown. */
        NOTHING,
        /** Harm is shown, of the primary metric or beyond the margin of a guardrail. */
        HARMED
    }

    public SegmentVerdict {
        guardrails = List.copyOf(guardrails);
    }

    static SegmentVerdict of(ExperimentPlan plan, Segments rules, SegmentReading reading, int segments) {
        double alpha = plan.policy().alpha();
        List<GuardrailVerdict> guardrails = new ArrayList<>();
        for (MetricDefinition metric : plan.of(Purpose.GUARDRAIL)) {
            Optional<MetricReading> seen = reading.guardrails().stream()
                    .filter(r -> r.metric().id().equals(metric.id()))
                    .findFirst();
            guardrails.add(GuardrailVerdict.of(metric, "in " + reading.segment(), seen, alpha, alpha / segments));
        }
        try {
            return judged(plan, rules, reading, guardrails);
        } catch (IllegalArgumentException e) {
            String message = reading.segment() + " cannot be judged: " + e.getMessage() + ".";
            Reason reason = ReasonCode.SEGMENT_NOT_SHOWN.of(reading.segment(), message);
            return new SegmentVerdict(reading, Standing.NOTHING, guardrails, reason);
        }
    }

    private static SegmentVerdict judged(
            ExperimentPlan plan, Segments rules, SegmentReading reading, List<GuardrailVerdict> guardrails) {
        DecisionPolicy policy = plan.policy();
        MetricReading inside = reading.inside();
        Interval interval = Direction.favourable(inside, reading.adjustedInterval());
        Build verdict = new Build(reading, guardrails);
        if (interval.upper() < 0) {
            return verdict.of(
                    Standing.HARMED,
                    ReasonCode.SEGMENT_HARMED,
                    "is worse by at least " + change(inside, -interval.upper()));
        }
        for (GuardrailVerdict guardrail : guardrails) {
            if (guardrail.safety() == GuardrailVerdict.Safety.HARMED) {
                Reason reason = ReasonCode.SEGMENT_HARMED.of(
                        reading.segment(), guardrail.reason().message());
                return new SegmentVerdict(reading, Standing.HARMED, guardrails, reason);
            }
        }
        String figures = "(" + change(inside, Direction.favourable(inside)) + " for the better, corrected p "
                + Numbers.probability(reading.adjustedP()) + ")";
        if (!(reading.adjustedP() <= policy.alpha() && Direction.favourable(inside) > 0)) {
            return verdict.of(Standing.NOTHING, ReasonCode.SEGMENT_NOT_SHOWN, "is not shown to be better " + figures);
        }
        Optional<String> lack = lack(plan, rules, reading, interval);
        if (lack.isPresent()) {
            return verdict.of(
                    Standing.PROMISING, ReasonCode.SEGMENT_PROMISING, "is better " + figures + ", but " + lack.get());
        }
        for (GuardrailVerdict guardrail : guardrails) {
            if (guardrail.safety() != GuardrailVerdict.Safety.SAFE) {
                return verdict.of(
                        Standing.UNSAFE,
                        ReasonCode.SEGMENT_GUARDRAIL_NOT_SHOWN_SAFE,
                        "is better " + figures + ", but: "
                                + guardrail.reason().message().replaceAll("\\.$", ""));
            }
        }
        Optional<Worth> worth = policy.value().map(v -> Worth.of(v, inside, 1 - policy.alpha(), share(reading)));
        if (worth.isPresent() && !worth.get().suffices()) {
            return verdict.of(
                    Standing.WORTH_TOO_LITTLE,
                    ReasonCode.SEGMENT_VALUE_VETO,
                    "is better " + figures + ", but its net worth of "
                            + Numbers.plain(worth.get().decisive()) + " is below "
                            + Numbers.plain(worth.get().minimum()));
        }
        return verdict.of(
                Standing.WINS,
                ReasonCode.SEGMENT_WINS,
                "is better " + figures + " and differs from all other units (interaction p "
                        + Numbers.probability(reading.interaction().inference().pValue(0)) + ")");
    }

    /** What a win needs beyond a p-value and a direction, and this one lacks. */
    private static Optional<String> lack(
            ExperimentPlan plan, Segments rules, SegmentReading reading, Interval interval) {
        MetricReading inside = reading.inside();
        double size = plan.policy().success() == DecisionPolicy.Success.INTERVAL_MATTERS
                ? interval.lower()
                : Direction.favourable(inside);
        if (!(size >= inside.practical())) {
            return Optional.of("that is less than what matters, " + change(inside, inside.practical()));
        }
        if (inside.units().analysed() < rules.minimumUnits()) {
            return Optional.of("it has " + Numbers.count(inside.units().analysed()) + " units, fewer than "
                    + Numbers.count(rules.minimumUnits()));
        }
        double p = reading.interaction().inference().pValue(0);
        if (!(p <= rules.interactionAlpha() && Direction.favourable(inside, reading.interaction()) > 0)) {
            return Optional.of(
                    "it is not shown to gain more than all other units (interaction p " + Numbers.probability(p) + ")");
        }
        return Optional.empty();
    }

    private static double share(SegmentReading reading) {
        double inside = reading.inside().units().analysed();
        return inside / (inside + reading.outside().units().analysed());
    }

    private static String change(MetricReading reading, double value) {
        return Numbers.change(reading, value);
    }

    private record Build(SegmentReading reading, List<GuardrailVerdict> guardrails) {
        SegmentVerdict of(Standing standing, ReasonCode code, String what) {
            return new SegmentVerdict(
                    reading, standing, guardrails, code.of(reading.segment(), reading.segment() + " " + what + "."));
        }
    }
}
