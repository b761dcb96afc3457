package assay.decision;

import assay.decision.ArmVerdict.Outcome;
import assay.decision.DecisionRecord.Reason;
import assay.decision.GuardrailVerdict.Safety;
import assay.trust.TrustReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How an experiment is decided: a pure function of what was agreed, what the checks found and what was seen. In this order:
 *
 * <ol>
 *   <li>the data cannot be trusted, or a check that is needed was not made: {@link Action#INVESTIGATE_INVALID};
 *   <li>harm is shown, of the primary metric or of a guardrail beyond its margin: {@link Action#STOP_HARM}, however early it is;
 *   <li>too few units: {@link Action#RERUN_UNDERPOWERED}; enough units and too little time: {@link Action#HOLD_INCONCLUSIVE};
 *   <li>something would ship and a guardrail is not shown to be safe: {@link Action#HOLD_GUARDRAIL_RISK};
 *   <li>the primary metric wins: {@link Action#SHIP_GLOBAL}, whatever power was planned, unless it is worth too little ({@link
 *       Action#HOLD_INCONCLUSIVE}) or a registered segment is shown to be harmed;
 *   <li>a registered segment wins: {@link Action#SHIP_TARGETED};
 *   <li>a win that is too small, or that some segment spoils, or a promising segment: {@link Action#ITERATE};
 *   <li>nothing: {@link Action#HOLD_INCONCLUSIVE} if what matters would have been found, else {@link
 *       Action#RERUN_UNDERPOWERED}.
 * </ol>
 *
 * <p>What is not known never ships: a guardrail without a reading or a margin, a number that is none, a check that the report does
 * not mention. Of several treatments each is judged by itself with a p-value corrected for their number, and of those that can ship
 * the one with the largest effect does.
 *
 * <p>Under no effect the primary test ships with probability at most alpha / 2, and segments, whose corrected tests are two-sided at
 * alpha too, with at most alpha / 2 more: false ships are at most alpha together.
 */
public final class DecisionRule {

    private final ExperimentPlan plan;
    private final TrustReport trust;
    private final ExperimentReading reading;
    private final List<ArmVerdict> arms;

    private DecisionRule(ExperimentPlan plan, TrustReport trust, ExperimentReading reading) {
        this.plan = plan;
        this.trust = trust;
        this.reading = reading;
        this.arms = verdicts(plan, reading);
    }

    /**
     * Decides.
     *
     * @param plan what was agreed before
     * @param trust what the checks found
     * @param reading what was seen
     * @return the action, and why
     */
    public static DecisionRecord decide(ExperimentPlan plan, TrustReport trust, ExperimentReading reading) {
        return new DecisionRule(plan, trust, reading).decide();
    }

    /**
     * What is known about each treatment, whatever the checks found.
     *
     * @param plan what was agreed before
     * @param reading what was seen
     * @return by treatment, in the order of the plan
     */
    public static List<ArmVerdict> verdicts(ExperimentPlan plan, ExperimentReading reading) {
        return plan.treatments().stream()
                .map(variant -> ArmVerdict.of(plan, reading, variant.name()))
                .toList();
    }

    private DecisionRecord decide() {
        List<Reason> invalid = NeededChecks.broken(plan, trust);
        if (!invalid.isEmpty()) {
            return record(Action.INVESTIGATE_INVALID, "", invalid);
        }
        List<ArmVerdict> harmed = arms.stream().filter(ArmVerdict::harmed).toList();
        Optional<DecisionRecord> early = early(harmed);
        if (early.isPresent()) {
            return early.get();
        }
        List<Reason> unread = arms.stream()
                .filter(arm -> arm.outcome() == Outcome.UNREAD)
                .map(ArmVerdict::reason)
                .toList();
        if (!unread.isEmpty()) {
            return harmed.isEmpty() ? record(Action.INVESTIGATE_INVALID, "", unread) : stop(harmed, unread);
        }
        List<Proposal> proposals = arms.stream()
                .filter(arm -> !arm.harmed())
                .map(arm -> Proposal.of(arm))
                .toList();
        return settle(proposals, harmed);
    }

    private DecisionRecord settle(List<Proposal> proposals, List<ArmVerdict> harmed) {
        for (Action ship : List.of(Action.SHIP_GLOBAL, Action.SHIP_TARGETED)) {
            Optional<Proposal> best =
                    proposals.stream().filter(p -> p.action() == ship).max(Comparator.comparingDouble(Proposal::gain));
            if (best.isPresent()) {
                return record(best.get(), harmed);
            }
        }
        if (!harmed.isEmpty()) {
            return stop(
                    harmed,
                    proposals.stream().flatMap(p -> p.reasons().stream()).toList());
        }
        Proposal worst =
                proposals.stream().min(Comparator.comparingInt(Proposal::rank)).orElseThrow();
        List<Reason> reasons = new ArrayList<>(worst.reasons());
        proposals.stream().filter(p -> !p.arm().equals(worst.arm())).forEach(p -> reasons.addAll(p.reasons()));
        return record(worst.action(), worst.action() == Action.ITERATE ? worst.arm() : "", reasons);
    }

    private Optional<DecisionRecord> early(List<ArmVerdict> harmed) {
        List<Reason> few = fewUnits();
        List<Reason> young = trust.delaying().stream()
                .map(finding -> NeededChecks.reason(
                        NeededChecks.lacksUnits(finding) ? ReasonCode.TOO_FEW_UNITS : ReasonCode.NOT_MATURE, finding))
                .toList();
        if (few.isEmpty() && young.isEmpty()) {
            return Optional.empty();
        }
        List<Reason> reasons = new ArrayList<>(few);
        reasons.addAll(young);
        if (!harmed.isEmpty()) {
            return Optional.of(stop(harmed, reasons));
        }
        boolean units = !few.isEmpty() || trust.delaying().stream().anyMatch(NeededChecks::lacksUnits);
        return Optional.of(record(units ? Action.RERUN_UNDERPOWERED : Action.HOLD_INCONCLUSIVE, "", reasons));
    }

    private List<Reason> fewUnits() {
        DecisionPolicy.Trust least = plan.policy().trust();
        List<Reason> reasons = new ArrayList<>();
        List<MetricReading> primaries =
                arms.stream().flatMap(arm -> arm.primary().stream()).toList();
        int all = 0;
        for (MetricReading primary : primaries) {
            all += primary.units().treated() + (all == 0 ? primary.units().control() : 0);
            int smaller = Math.min(primary.units().control(), primary.units().treated());
            if (smaller < least.minimumPerArm()) {
                reasons.add(ReasonCode.TOO_FEW_UNITS.of(
                        primary.arm(),
                        "The smaller of " + plan.control().name() + " and " + primary.arm() + " has "
                                + Numbers.count(smaller) + " units analysed, fewer than the "
                                + Numbers.count(least.minimumPerArm()) + " that the policy asks of an arm."));
            }
        }
        if (!primaries.isEmpty() && all < least.minimumUnits()) {
            reasons.add(ReasonCode.TOO_FEW_UNITS.of(
                    "",
                    Numbers.count(all) + " units are analysed, fewer than the " + Numbers.count(least.minimumUnits())
                            + " that the policy asks for."));
        }
        return reasons;
    }

    private DecisionRecord stop(List<ArmVerdict> harmed, List<Reason> more) {
        List<Reason> reasons = new ArrayList<>();
        harmed.forEach(arm -> reasons.addAll(harm(arm)));
        reasons.addAll(more);
        return record(Action.STOP_HARM, harmed.get(0).arm(), reasons);
    }

    private static List<Reason> harm(ArmVerdict arm) {
        List<Reason> reasons = new ArrayList<>();
        if (arm.outcome() == Outcome.HARM) {
            reasons.add(arm.reason());
        }
        arm.guardrails().stream()
                .filter(g -> g.safety() == Safety.HARMED)
                .map(GuardrailVerdict::reason)
                .forEach(reasons::add);
        return reasons;
    }

    private DecisionRecord record(Proposal proposal, List<ArmVerdict> harmed) {
        List<Reason> reasons = new ArrayList<>(proposal.reasons());
        for (ArmVerdict arm : harmed) {
            String why = harm(arm).get(0).message();
            reasons.add(ReasonCode.OTHER_ARM_HARMED.of(arm.arm(), "Turn " + arm.arm() + " off: " + why));
        }
        return new DecisionRecord(
                plan, proposal.action(), proposal.arm(), proposal.segments(), reasons, trust, reading);
    }

    private DecisionRecord record(Action action, String arm, List<Reason> reasons) {
        return new DecisionRecord(plan, action, arm, List.of(), reasons, trust, reading);
    }
}
