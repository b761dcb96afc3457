package assay.decision.brief;

import assay.Interval;
import assay.decision.Action;
import assay.decision.AnalysisMode;
import assay.decision.ArmVerdict;
import assay.decision.DecisionRecord;
import assay.decision.DecisionRule;
import assay.decision.MetricReading;
import assay.decision.Numbers;
import assay.decision.Posterior;
import assay.decision.Worth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How sure it is: intervals, p-values, certificates. */
final class SureSection {

    private SureSection() {}

    static List<Block> of(DecisionRecord decision, BriefOptions options) {
        List<Block> blocks = new ArrayList<>();
        if (decision.action() != Action.INVESTIGATE_INVALID) {
            for (ArmVerdict verdict : DecisionRule.verdicts(decision.plan(), decision.reading())) {
                verdict.primary().ifPresent(primary -> blocks.addAll(primary(decision, verdict, primary, options)));
            }
        }
        if (!options.credentials().isEmpty()) {
            blocks.add(new Block.Text("What the methods that were used are worth, by simulations whose truth is known:"));
            blocks.add(new Block.Items(options.credentials().stream()
                    .map(c -> c.method() + ": " + c.verdict() + (c.note().isEmpty() ? "" : " (" + c.note() + ")"))
                    .toList()));
        }
        if (!options.characteristics().isEmpty()) {
            blocks.add(new Block.Text("How often this way to decide is right:"));
            blocks.add(new Block.Items(options.characteristics()));
        }
        return blocks;
    }

    private static List<Block> primary(
            DecisionRecord decision, ArmVerdict verdict, MetricReading primary, BriefOptions options) {
        if (verdict.outcome() == ArmVerdict.Outcome.UNREAD) {
            return List.of(new Block.Text(verdict.reason().message()));
        }
        List<Block> blocks = new ArrayList<>();
        double level = 1 - decision.plan().policy().alpha();
        Interval interval = primary.decisive().inference().interval(level);
        boolean always = decision.plan().mode() == AnalysisMode.ALWAYS_VALID;
        String label = primary.metric().spoken();
        String change = "The data are compatible with a change of " + label + " by " + Sentences.range(primary, interval)
                + (Numbers.share(primary) ? " percentage points" : "") + " with " + primary.arm()
                + ": such intervals hold the true change in " + Numbers.plain(100 * level) + " of 100 experiments"
                + (always ? ", whenever and however often they are looked at." : ", read once.");
        blocks.add(new Block.Text(change));
        double p = decision.reading().primaryP().getOrDefault(primary.arm(), Double.NaN);
        blocks.add(new Block.Text(Sentences.evidence(p)));
        if (!primary.powered()) {
            blocks.add(new Block.Text("Data of this size find a change of " + Numbers.change(primary, primary.detectable())
                    + " as often as planned; what matters is " + Numbers.change(primary, primary.practical()) + "."));
        }
        Optional<Worth> worth = verdict.worth();
        if (worth.isPresent()) {
            blocks.add(new Block.Text("To ship it to all is worth " + Numbers.plain(worth.get().estimate())
                    + " at the estimate and " + Numbers.plain(worth.get().conservative())
                    + " at the less favourable end of the interval, net of cost; " + Numbers.plain(worth.get().minimum())
                    + " is asked for. Worth can forbid to ship and never licenses it."));
        }
        if (options.priorSd().isPresent() && primary.decisive().stdError() > 0) {
            blocks.add(new Block.Text(posterior(primary, options.priorSd().getAsDouble(), level)));
        }
        return blocks;
    }

    private static String posterior(MetricReading primary, double priorSd, double level) {
        Posterior posterior = Posterior.of(primary, priorSd);
        return "If true changes of this kind are normal about 0 with a standard deviation of "
                + Numbers.change(primary, priorSd) + ", this one is for the better by "
                + Numbers.change(primary, posterior.mean()) + " at best guess ("
                + Sentences.range(primary, posterior.interval(level)) + "); it is for the better with probability "
                + Numbers.plain(posterior.probabilityAbove(0)) + " and large enough to matter with probability "
                + Numbers.plain(posterior.probabilityAbove(primary.practical())) + ". This informs and does not decide.";
    }
}
