package assay.harness;

import assay.Decision;
import assay.decision.Action;
import assay.dgp.scenario.ScenarioPack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a scenario must tell from the method: two wrong ways to decide that it shows, the foil, and the oracle. */
final class DecisionControls {

    private DecisionControls() {}

    static List<Control<Decision>> of(ScenarioPack scenario) {
        return with(mutants(scenario));
    }

    /** Guardrails at their margins: an estimate is below it in every second sample. */
    static List<Control<Decision>> atMargin() {
        return with(List.of(
                DecisionMutants.reread(
                        "guardrails-by-estimate",
                        "takes a guardrail for safe if the estimate of its harm is below the margin",
                        DecisionMutants::certain),
                DecisionMutants.peeking()));
    }

    private static List<Control<Decision>> with(List<Control<Decision>> mutants) {
        List<Control<Decision>> controls = new ArrayList<>(mutants);
        controls.add(DecisionMutants.licensed());
        controls.add(DecisionMutants.oracle());
        return List.copyOf(controls);
    }

    private static List<Control<Decision>> mutants(ScenarioPack scenario) {
        return switch (scenario.action()) {
            case INVESTIGATE_INVALID -> unchecked(scenario);
            case HOLD_INCONCLUSIVE -> List.of(DecisionMutants.peeking(), held(scenario));
            case RERUN_UNDERPOWERED ->
                List.of(
                        DecisionMutants.peeking(),
                        DecisionMutants.renamed(
                                "empty-is-no-effect",
                                "takes an empty study for an answer, however small it was",
                                Map.of(Action.RERUN_UNDERPOWERED, Action.HOLD_INCONCLUSIVE)));
            case STOP_HARM ->
                List.of(
                        DecisionMutants.peeking(),
                        DecisionMutants.renamed(
                                "harm-is-held",
                                "keeps what is shown to do harm running, to see more of it",
                                Map.of(Action.STOP_HARM, Action.HOLD_GUARDRAIL_RISK)));
            case SHIP_GLOBAL ->
                List.of(
                        scenario == ScenarioPack.SEVERAL_ARMS ? DecisionMutants.largest() : DecisionMutants.peeking(),
                        DecisionMutants.superior());
            case SHIP_TARGETED -> List.of(DecisionMutants.whole(), DecisionMutants.superior());
            default ->
                List.of(
                        DecisionMutants.peeking(),
                        DecisionMutants.renamed(
                                "small-wins-ship",
                                "ships what is significant, however small",
                                Map.of(Action.ITERATE, Action.SHIP_GLOBAL)));
        };
    }

    private static List<Control<Decision>> unchecked(ScenarioPack scenario) {
        return List.of(
                DecisionMutants.checks("checks-skipped", "reads the arms whatever the checks found", finding -> true),
                scenario == ScenarioPack.SRM
                        ? DecisionMutants.checks(
                                "ratio-skipped",
                                "makes all checks but those of the sample ratio",
                                DecisionMutants::isRatio)
                        : DecisionMutants.checks(
                                "ratio-only",
                                "makes no check but that of the sample ratio",
                                finding -> !DecisionMutants.isRatio(finding)));
    }

    private static Control<Decision> held(ScenarioPack scenario) {
        return scenario == ScenarioPack.TOO_EARLY
                ? DecisionMutants.checks(
                        "maturity-skipped", "reads units that are not complete", finding -> finding.delays())
                : DecisionMutants.renamed(
                        "power-ignored",
                        "runs every empty study again, however large it was",
                        Map.of(Action.HOLD_INCONCLUSIVE, Action.RERUN_UNDERPOWERED));
    }
}
