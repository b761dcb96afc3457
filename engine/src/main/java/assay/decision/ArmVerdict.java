package assay.decision;

import assay.Interval;
import assay.decision.DecisionRecord.Reason;
import assay.decision.GuardrailVerdict.Safety;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known about one treatment, before it is asked whether the data can be trusted and are complete.
 *
 * @param arm the treatment
 * @param primary its reading of the primary metric; empty where there is none
 * @param outcome what is known about the primary metric
 * @param reason that, in figures
 * @param guardrails what is known about each guardrail of the plan
 * @param worth what it is worth to ship to all; empty where the policy does not ask or the primary metric was not read
 * @param segments what is known about each registered segment; empty where the policy does not ship to some
 */
public record ArmVerdict(
        String arm,
        Optional<MetricReading> primary,
        Outcome outcome,
        Reason reason,
        List<GuardrailVerdict> guardrails,
        Optional<Worth> worth,
        List<SegmentVerdict> segments) {

    /** What is known about the primary metric. */
    public enum Outcome {
        /** Significant, in the right direction, large enough to matter. */
        WIN,
        /** Significant, in the right direction, too small to matter. */
        SMALL_WIN,
        /** Neither better nor worse, by data that would have shown what matters. */
        EMPTY_WITH_POWER,
        /** Neither better nor worse, by data that could not have shown it. */
        EMPTY_WITHOUT_POWER,
        /** The interval lies wholly on the wrong side of 0. */
        HARM,
        /** It was not read. */
        UNREAD
    }

    public ArmVerdict {
        guardrails = List.copyOf(guardrails);
        segments = List.copyOf(segments);
    }

    static ArmVerdict of(ExperimentPlan plan, ExperimentReading reading, String arm) {
        double alpha = plan.policy().alpha();
        Optional<MetricReading> primary = reading.find(plan.primary().id(), plan.primaryView(), arm);
        List<GuardrailVerdict> guardrails = new ArrayList<>();
        for (MetricDefinition metric : plan.of(Purpose.GUARDRAIL)) {
            Optional<MetricReading> seen = reading.find(metric.id(), plan.primaryView(), arm);
            guardrails.add(GuardrailVerdict.of(metric, "", seen, alpha, alpha));
        }
        Double p = reading.primaryP().get(arm);
        if (primary.isEmpty() || p == null) {
            return unread(plan, primary, arm, guardrails, "was not read");
        }
        try {
            return read(plan, reading, primary.get(), p, guardrails);
        } catch (IllegalArgumentException e) {
            return unread(plan, primary, arm, guardrails, "has no interval (" + e.getMessage() + ")");
        }
    }

    private static ArmVerdict unread(
            ExperimentPlan plan,
            Optional<MetricReading> primary,
            String arm,
            List<GuardrailVerdict> guardrails,
            String why) {
        Reason reason = ReasonCode.PRIMARY_NOT_READ.of(
                plan.primary().id(), "The effect of " + arm + " on " + plan.primary().spoken() + " " + why + ".");
        return new ArmVerdict(arm, primary, Outcome.UNREAD, reason, guardrails, Optional.empty(), List.of());
    }

    private static ArmVerdict read(
            ExperimentPlan plan,
            ExperimentReading all,
            MetricReading primary,
            double p,
            List<GuardrailVerdict> guardrails) {
        DecisionPolicy policy = plan.policy();
        double level = 1 - policy.alpha();
        Interval interval = Direction.favourable(primary, level);
        Outcome outcome = outcome(policy, primary, p, interval);
        Optional<Worth> worth = policy.value().map(value -> Worth.of(value, primary, level, 1));
        return new ArmVerdict(
                primary.arm(),
                Optional.of(primary),
                outcome,
                reason(policy, primary, p, interval, outcome),
                guardrails,
                worth,
                segments(plan, all, primary.arm()));
    }

    private static Outcome outcome(DecisionPolicy policy, MetricReading primary, double p, Interval interval) {
        if (Double.isNaN(p)) {
            throw new IllegalArgumentException("its p-value is not a number");
        }
        if (interval.upper() < 0) {
            return Outcome.HARM;
        }
        double estimate = Direction.favourable(primary);
        if (p <= policy.alpha() && estimate > 0) {
            boolean whole = policy.success() == DecisionPolicy.Success.INTERVAL_MATTERS;
            return (whole ? interval.lower() : estimate) >= primary.practical() ? Outcome.WIN : Outcome.SMALL_WIN;
        }
        return primary.powered() ? Outcome.EMPTY_WITH_POWER : Outcome.EMPTY_WITHOUT_POWER;
    }

    private static Reason reason(
            DecisionPolicy policy, MetricReading primary, double p, Interval interval, Outcome outcome) {
        String metric = primary.metric().id();
        String arm = primary.arm();
        String matters = Numbers.change(primary, primary.practical());
        String found = primary.metric().spoken() + " is " + Numbers.change(primary, Math.abs(Direction.favourable(primary)))
                + (Direction.favourable(primary) < 0 ? " worse" : " better") + " in " + arm + " (interval from "
                + Numbers.plain(scaled(primary, interval.lower())) + " to "
                + Numbers.change(primary, interval.upper()) + " for the better, p " + Numbers.probability(p) + ")";
        return switch (outcome) {
            case WIN -> ReasonCode.PRIMARY_WINS.of(metric, found + ", and " + matters + " is what matters.");
            case SMALL_WIN ->
                ReasonCode.TOO_SMALL_TO_MATTER.of(
                        metric,
                        found + ", but "
                                + (policy.success() == DecisionPolicy.Success.INTERVAL_MATTERS ? "not surely " : "not ")
                                + "by what matters, " + matters + ".");
            case EMPTY_WITH_POWER ->
                ReasonCode.EMPTY_WITH_POWER.of(
                        metric,
                        found + "; data that would have found " + Numbers.change(primary, primary.detectable())
                                + " with a power of " + Numbers.plain(policy.power())
                                + " show nothing, and " + matters + " is what matters.");
            case EMPTY_WITHOUT_POWER ->
                ReasonCode.EMPTY_WITHOUT_POWER.of(
                        metric,
                        found + "; what matters is " + matters + ", and data of this size would miss all below "
                                + Numbers.change(primary, primary.detectable()) + " too often.");
            case HARM -> ReasonCode.PRIMARY_HARMED.of(metric, found + ".");
            case UNREAD -> throw new IllegalStateException("a metric that was read");
        };
    }

    private static double scaled(MetricReading reading, double value) {
        return Numbers.share(reading) ? 100 * value : value;
    }

    private static List<SegmentVerdict> segments(ExperimentPlan plan, ExperimentReading all, String arm) {
        if (plan.policy().segments().isEmpty()) {
            return List.of();
        }
        List<SegmentVerdict> verdicts = new ArrayList<>();
        for (SegmentReading segment : all.segments()) {
            boolean registered = plan.segments().stream()
                    .anyMatch(column -> segment.segment().startsWith(column + "="));
            if (registered && segment.arm().equals(arm)) {
                verdicts.add(SegmentVerdict.of(
                        plan,
                        plan.policy().segments().orElseThrow(),
                        segment,
                        all.segments().size()));
            }
        }
        return verdicts;
    }

    /** Whether harm is shown, of the primary metric or beyond the margin of a guardrail. */
    boolean harmed() {
        return outcome == Outcome.HARM || guardrails.stream().anyMatch(g -> g.safety() == Safety.HARMED);
    }

    /** Whether harm is ruled out for every guardrail. */
    boolean safe() {
        return guardrails.stream().allMatch(g -> g.safety() == Safety.SAFE);
    }

    List<SegmentVerdict> segments(SegmentVerdict.Standing standing) {
        return segments.stream().filter(s -> s.standing() == standing).toList();
    }
}
