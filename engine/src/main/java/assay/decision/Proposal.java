package assay.decision;

import assay.decision.ArmVerdict.Outcome;
import assay.decision.DecisionRecord.Reason;
import assay.decision.GuardrailVerdict.Safety;
import assay.decision.SegmentVerdict.Standing;
import java.util.ArrayList;
import java.util.List;

/**
 * What to do with one treatment that is not shown to do harm, of data that can be trusted and are complete.
 *
 * @param arm the treatment
 * @param action what to do
 * @param segments which ones get it, where not all do
 * @param reasons why, the decisive one first
 * @param gain by how much it is for the better, over all units where it ships to all, summed over those that get it where not
 */
record Proposal(String arm, Action action, List<String> segments, List<Reason> reasons, double gain) {

    private static final List<Action> SEVERITY =
            List.of(Action.HOLD_GUARDRAIL_RISK, Action.ITERATE, Action.RERUN_UNDERPOWERED, Action.HOLD_INCONCLUSIVE);

    static Proposal of(ArmVerdict arm) {
        List<SegmentVerdict> winners = arm.segments(Standing.WINS);
        List<SegmentVerdict> spoiled = arm.segments(Standing.HARMED);
        boolean wins = arm.outcome() == Outcome.WIN;
        if ((wins || !winners.isEmpty()) && !arm.safe()) {
            return unsafe(arm, winners);
        }
        if (wins && spoiled.isEmpty()) {
            return global(arm);
        }
        if (!winners.isEmpty()) {
            return targeted(arm, winners);
        }
        return none(arm, wins);
    }

    int rank() {
        return SEVERITY.indexOf(action);
    }

    private static Proposal unsafe(ArmVerdict arm, List<SegmentVerdict> winners) {
        List<Reason> reasons = new ArrayList<>();
        arm.guardrails().stream()
                .filter(g -> g.safety() != Safety.SAFE)
                .map(GuardrailVerdict::reason)
                .forEach(reasons::add);
        reasons.add(arm.reason());
        winners.forEach(s -> reasons.add(s.reason()));
        return of(arm, Action.HOLD_GUARDRAIL_RISK, reasons);
    }

    private static Proposal global(ArmVerdict arm) {
        List<Reason> reasons = new ArrayList<>();
        if (arm.worth().isPresent()) {
            Worth worth = arm.worth().get();
            String figures = "The net worth is " + Numbers.plain(worth.decisive()) + ", "
                    + (worth.suffices() ? "at least" : "not at least") + " the " + Numbers.plain(worth.minimum())
                    + " that the policy asks for.";
            if (!worth.suffices()) {
                reasons.add(ReasonCode.VALUE_VETO.of(arm.arm(), figures));
                reasons.add(arm.reason());
                return of(arm, Action.HOLD_INCONCLUSIVE, reasons);
            }
            reasons.add(ReasonCode.VALUE_SUFFICES.of(arm.arm(), figures));
        }
        reasons.add(0, arm.reason());
        arm.guardrails().forEach(g -> reasons.add(g.reason()));
        MetricReading primary = arm.primary().orElseThrow();
        if (!primary.powered() && Direction.favourable(primary) < primary.detectable()) {
            reasons.add(ReasonCode.WIN_WITHOUT_POWER.of(
                    primary.metric().id(),
                    "The win stands, but data of this size find only effects that came out large: the true effect is likely "
                            + "smaller than " + Numbers.change(primary, Math.abs(Direction.favourable(primary)))
                            + "."));
        }
        return of(arm, Action.SHIP_GLOBAL, reasons);
    }

    private static Proposal targeted(ArmVerdict arm, List<SegmentVerdict> winners) {
        List<Reason> reasons = new ArrayList<>();
        winners.forEach(s -> reasons.add(s.reason()));
        arm.segments(Standing.HARMED).forEach(s -> reasons.add(s.reason()));
        reasons.add(arm.reason());
        winners.forEach(s -> s.guardrails().forEach(g -> reasons.add(g.reason())));
        double gain = winners.stream()
                .map(s -> s.reading().inside())
                .mapToDouble(r -> Direction.favourable(r) * r.units().analysed())
                .sum();
        List<String> names = winners.stream().map(s -> s.reading().segment()).toList();
        return new Proposal(arm.arm(), Action.SHIP_TARGETED, names, reasons, gain);
    }

    private static Proposal none(ArmVerdict arm, boolean wins) {
        List<Reason> reasons = new ArrayList<>();
        List<SegmentVerdict> unsafe = arm.segments(Standing.UNSAFE);
        List<SegmentVerdict> promising = new ArrayList<>(arm.segments(Standing.PROMISING));
        promising.addAll(arm.segments(Standing.WORTH_TOO_LITTLE));
        if (wins) {
            arm.segments(Standing.HARMED).forEach(s -> reasons.add(s.reason()));
        }
        unsafe.forEach(s -> reasons.add(s.reason()));
        if (arm.outcome() == Outcome.SMALL_WIN) {
            reasons.add(arm.reason());
        }
        promising.forEach(s -> reasons.add(s.reason()));
        if (!reasons.contains(arm.reason())) {
            reasons.add(arm.reason());
        }
        Action action = action(arm, wins, unsafe, promising);
        return of(arm, action, reasons);
    }

    private static Action action(
            ArmVerdict arm, boolean wins, List<SegmentVerdict> unsafe, List<SegmentVerdict> promising) {
        if (!wins && !unsafe.isEmpty()) {
            return Action.HOLD_GUARDRAIL_RISK;
        }
        if (wins || arm.outcome() == Outcome.SMALL_WIN || !promising.isEmpty()) {
            return Action.ITERATE;
        }
        return arm.outcome() == Outcome.EMPTY_WITH_POWER ? Action.HOLD_INCONCLUSIVE : Action.RERUN_UNDERPOWERED;
    }

    private static Proposal of(ArmVerdict arm, Action action, List<Reason> reasons) {
        double gain = arm.primary().map(Direction::favourable).orElse(Double.NaN);
        return new Proposal(arm.arm(), action, List.of(), reasons, gain);
    }
}
