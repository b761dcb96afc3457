package assay.decision.brief;

import assay.decision.Action;
import assay.decision.DecisionRecord;
import assay.decision.MetricReading;
import assay.decision.Numbers;
import assay.decision.ReasonCode;
import assay.trust.TrustFinding;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is done, and by whom. */
final class ActionText {

    private ActionText() {}

    static String headline(DecisionRecord decision) {
        String control = decision.plan().control().name();
        return switch (decision.action()) {
            case SHIP_GLOBAL -> "Ship " + decision.arm() + " to everybody";
            case SHIP_TARGETED -> "Ship " + decision.arm() + " to " + String.join(", ", decision.segments()) + " only";
            case ITERATE -> "Build a better version; keep " + control + " until then";
            case HOLD_INCONCLUSIVE ->
                because(decision, ReasonCode.NOT_MATURE) ? "Wait: it is too early to decide" : "Keep " + control;
            case HOLD_GUARDRAIL_RISK -> "Keep " + control + ": it is not shown to be safe";
            case STOP_HARM -> "Stop: turn " + decision.arm() + " off";
            case RERUN_UNDERPOWERED -> "Run it again with more units";
            case INVESTIGATE_INVALID -> "Read no effect: the data cannot be trusted";
        };
    }

    static List<Block> section(DecisionRecord decision) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Text("Action: " + decision.action().name() + ". " + next(decision)));
        blocks.add(new Block.Items(decision.reasons().stream()
                .map(reason -> reason.message() + " (" + reason.code() + ")")
                .toList()));
        if (decision.action() == Action.INVESTIGATE_INVALID) {
            Set<String> remedies = new LinkedHashSet<>();
            decision.trust().invalidating().stream()
                    .map(TrustFinding::remedy)
                    .filter(remedy -> !remedy.isBlank())
                    .forEach(remedies::add);
            if (!remedies.isEmpty()) {
                blocks.add(new Block.Items(List.copyOf(remedies)));
            }
        }
        blocks.add(new Block.Text("Owner: " + decision.plan().owner() + "."));
        return blocks;
    }

    private static boolean because(DecisionRecord decision, ReasonCode code) {
        return decision.reasons().get(0).code().equals(code.code());
    }

    private static String next(DecisionRecord decision) {
        String control = decision.plan().control().name();
        return switch (decision.action()) {
            case SHIP_GLOBAL -> "Roll it out in steps and watch the guardrails on the way.";
            case SHIP_TARGETED -> "All other units keep " + control + ". Confirm the gain where it ships.";
            case ITERATE -> "Take what was seen as a hypothesis, and test the next version on new units.";
            case HOLD_INCONCLUSIVE -> hold(decision);
            case HOLD_GUARDRAIL_RISK ->
                "Run on with more units until harm beyond the margins is ruled out, or change what does the harm. Do not"
                        + " widen a margin now that the data are seen.";
            case STOP_HARM -> "Do it now, and look for the cause before another version is tried.";
            case RERUN_UNDERPOWERED -> "Plan " + units(decision) + " before anything is concluded from it.";
            case INVESTIGATE_INVALID -> "Find out why, repair it, and run again.";
        };
    }

    private static String hold(DecisionRecord decision) {
        if (because(decision, ReasonCode.NOT_MATURE)) {
            return "Decide when all units were watched for as long as the plan says.";
        }
        return because(decision, ReasonCode.VALUE_VETO)
                ? "It works, and is worth less than it must be: lower its cost or find more users for it."
                : "The study was large enough to see what matters and did not: try another idea.";
    }

    /** Units in proportion to the squared ratio of what can be found and what matters. */
    private static String units(DecisionRecord decision) {
        double most = 0;
        for (MetricReading primary : SeenSection.primaries(decision)) {
            double ratio = primary.detectable() / primary.practical();
            most = Math.max(most, primary.units().analysed() * ratio * ratio);
        }
        return most > 0 && most < 1e9
                ? "about " + Numbers.count(1000 * (long) Math.ceil(most / 1000)) + " units"
                : "it by the smallest effect that matters (assay power)";
    }
}
