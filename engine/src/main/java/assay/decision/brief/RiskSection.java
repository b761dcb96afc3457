package assay.decision.brief;

import assay.Caution;
import assay.decision.Action;
import assay.decision.ArmVerdict;
import assay.decision.DecisionRecord;
import assay.decision.DecisionRule;
import assay.decision.GuardrailVerdict;
import assay.decision.MetricReading;
import assay.decision.Numbers;
import assay.trust.TrustFinding;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What could be wrong: guardrails, checks, cautions. */
final class RiskSection {

    private RiskSection() {}

    static List<Block> of(DecisionRecord decision) {
        List<Block> blocks = new ArrayList<>();
        if (decision.action() != Action.INVESTIGATE_INVALID) {
            List<String> guardrails = guardrails(decision);
            blocks.add(
                    guardrails.isEmpty()
                            ? new Block.Text("No guardrail was planned: harm elsewhere would not be seen.")
                            : new Block.Items(guardrails));
        }
        blocks.add(new Block.Text(checks(decision.trust().findings())));
        List<String> remarkable = decision.trust().findings().stream()
                .filter(f -> f.state() != TrustFinding.State.PASS && f.state() != TrustFinding.State.NOT_APPLICABLE)
                .map(RiskSection::finding)
                .toList();
        if (!remarkable.isEmpty()) {
            blocks.add(new Block.Items(remarkable));
        }
        List<String> cautions = cautions(decision);
        if (!cautions.isEmpty()) {
            blocks.add(new Block.Items(cautions));
        }
        return blocks;
    }

    private static List<String> guardrails(DecisionRecord decision) {
        List<String> items = new ArrayList<>();
        boolean several = decision.plan().treatments().size() > 1;
        for (ArmVerdict arm : DecisionRule.verdicts(decision.plan(), decision.reading())) {
            for (GuardrailVerdict guardrail : arm.guardrails()) {
                String state =
                        switch (guardrail.safety()) {
                            case SAFE -> "Safe";
                            case RISK -> "Not shown to be safe";
                            case UNKNOWN -> "Not known";
                            case HARMED -> "Harmed";
                        };
                items.add(state + (several ? " with " + arm.arm() : "") + ": "
                        + guardrail.reason().message());
            }
        }
        return items;
    }

    private static String checks(List<TrustFinding> findings) {
        long passed = findings.stream()
                .filter(f -> f.state() == TrustFinding.State.PASS)
                .count();
        long made = findings.stream()
                .filter(f -> f.state() != TrustFinding.State.NOT_APPLICABLE)
                .count();
        return Numbers.count(passed) + " of " + Numbers.count(made) + " checks of the data found nothing wrong.";
    }

    private static String finding(TrustFinding finding) {
        String state =
                switch (finding.state()) {
                    case FAIL -> "failed";
                    case WARN -> "warns";
                    case NOT_RUN -> "could not be made";
                    default -> "passed";
                };
        boolean all = finding.where().isEmpty() || finding.where().equals("all");
        return finding.check() + (all ? "" : " (" + finding.where() + ")") + " " + state + ": "
                + (finding.message() + " " + finding.remedy()).strip();
    }

    private static List<String> cautions(DecisionRecord decision) {
        Set<String> lines = new LinkedHashSet<>();
        for (Caution caution : decision.reading().cautions()) {
            lines.add(caution.message() + " (" + caution.code() + ")");
        }
        for (MetricReading reading : SeenSection.primaries(decision)) {
            reading.cautions().forEach(c -> lines.add(c.message() + " (" + c.code() + ")"));
            MetricReading.Units units = reading.units();
            if (units.immature() + units.missing() > 0) {
                lines.add(Numbers.count(units.immature()) + " units are left out since they were not watched for long enough, and "
                        + Numbers.count(units.missing()) + " since " + reading.metric().spoken() + " is missing.");
            }
        }
        return List.copyOf(lines);
    }
}
