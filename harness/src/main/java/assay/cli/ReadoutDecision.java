package assay.cli;

import assay.decision.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What to do about counts per arm, by the rules of a decision as far as counts can tell. */
record ReadoutDecision(Action action, String reason) {

    static ReadoutDecision of(
            List<Readout.Compared> arms, List<Readout.Guarded> guardrails, double shareP, Readout.Options options) {
        if (shareP < Readout.SHARE_ALPHA) {
            return new ReadoutDecision(
                    Action.INVESTIGATE_INVALID,
                    text(
                            "users are not split as planned (p = %.2g): find out why before reading anything else%s",
                            shareP,
                            options.shares().isEmpty() ? "; if the plan was not equal shares, say --shares" : ""));
        }
        Readout.Compared best = arms.get(0);
        for (Readout.Compared arm : arms) {
            best = better(arm, best, options) ? arm : best;
        }
        String name = best.arm().variant();
        List<Readout.Guarded> own = guardrails.stream()
                .filter(guarded -> guarded.row().variant().equalsIgnoreCase(name))
                .toList();
        for (Readout.Guarded guarded : own) {
            if (guarded.harmed()) {
                return new ReadoutDecision(
                        Action.STOP_HARM,
                        name + " harms the guardrail " + guarded.row().metric() + " beyond its margin");
            }
        }
        boolean significant = best.adjusted() <= options.alpha();
        if (significant && best.proportions().lift() < 0) {
            return new ReadoutDecision(Action.STOP_HARM, name + " is worse than control, and that is not chance");
        }
        return significant ? win(best, own, options) : empty(best, options);
    }

    private static boolean better(Readout.Compared one, Readout.Compared other, Readout.Options options) {
        boolean wins = one.adjusted() <= options.alpha() && one.proportions().lift() > 0;
        boolean won = other.adjusted() <= options.alpha() && other.proportions().lift() > 0;
        return wins == won ? one.proportions().lift() > other.proportions().lift() : wins;
    }

    private static ReadoutDecision win(
            Readout.Compared best, List<Readout.Guarded> guardrails, Readout.Options options) {
        List<String> unsafe = new ArrayList<>();
        for (Readout.Guarded guarded : guardrails) {
            if (!guarded.safe()) {
                unsafe.add(
                        Double.isNaN(guarded.margin())
                                ? guarded.row().metric() + " has no margin"
                                : text(
                                        "%s may be worse by up to %.1f points where %.2g are tolerated",
                                        guarded.row().metric(),
                                        100 * guarded.harm().upper(),
                                        100 * guarded.margin()));
            }
        }
        String name = best.arm().variant();
        if (!unsafe.isEmpty()) {
            return new ReadoutDecision(
                    Action.HOLD_GUARDRAIL_RISK,
                    name + " wins, and it is not shown that it does no harm: " + String.join("; ", unsafe));
        }
        Double relevant = options.relevant();
        if (relevant != null && best.proportions().lift() < relevant) {
            return new ReadoutDecision(
                    Action.ITERATE, text("%s wins by less than the %.2f points that matter", name, 100 * relevant));
        }
        return new ReadoutDecision(
                Action.SHIP_GLOBAL,
                name + " is better than control, and that is not chance"
                        + (guardrails.isEmpty() ? "; no guardrail was given, so none was checked" : ""));
    }

    private static ReadoutDecision empty(Readout.Compared best, Readout.Options options) {
        double detectable = best.proportions().detectable(options.alpha(), options.power());
        Double relevant = options.relevant();
        if (relevant != null && detectable <= relevant) {
            return new ReadoutDecision(
                    Action.HOLD_INCONCLUSIVE,
                    text(
                            "no difference is shown although %.2f points, less than the %.2f that matter, would have been found",
                            100 * detectable, 100 * relevant));
        }
        return new ReadoutDecision(
                Action.RERUN_UNDERPOWERED,
                relevant == null
                        ? text(
                                "no difference is shown, and only one of %.2f points or more would have been found; say by --relevant"
                                        + " which matters",
                                100 * detectable)
                        : text(
                                "no difference is shown, and one of %.2f points, which matters, could have been missed: only %.2f"
                                        + " or more would have been found",
                                100 * relevant, 100 * detectable));
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
