package assay.harness;

import assay.Decision;
import assay.certificate.Tier;
import assay.decision.ExperimentDecision;
import assay.dgp.scenario.MarginalGuardrail;
import assay.dgp.scenario.ScenarioPack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Decisions about whole experiments, from the log to the action: one plan, many worlds. In each the documented action must be taken in
 * more than nine of ten logs, and in the same world without effects no more than alpha of the logs may ship.
 */
final class DecisionMethods {

    /** An A/A experiment is held in about 93 of 100: to tell that from 90 takes more replicates than the last tier has. */
    private static final Tier TIER = Tier.C;

    private DecisionMethods() {}

    /** Adds how each method is made, by its name. */
    static void addTo(Map<String, Supplier<? extends Method<?>>> makers) {
        makers.put("experiment-decision", DecisionMethods::experiment);
        makers.put("targeted-decision", DecisionMethods::targeted);
        makers.put("multi-arm-decision", DecisionMethods::arms);
        makers.put("amount-decision", DecisionMethods::amount);
    }

    /** Two arms and a share: the plan of most scenarios. */
    private static Method<Decision> experiment() {
        Method<Decision> method =
                method("experiment-decision", "Decision of an experiment", ScenarioPack.AA_NULL, List.of());
        for (ScenarioPack scenario : List.of(
                ScenarioPack.AA_NULL,
                ScenarioPack.GLOBAL_WIN,
                ScenarioPack.GUARDRAIL_HARM,
                ScenarioPack.PRIMARY_HARM,
                ScenarioPack.LOW_POWER,
                ScenarioPack.DELAYED_EFFECT,
                ScenarioPack.TOO_EARLY,
                ScenarioPack.SRM,
                ScenarioPack.LEAKAGE,
                ScenarioPack.BOTS,
                ScenarioPack.FLAGGED_BOTS,
                ScenarioPack.DUPLICATE_USERS,
                ScenarioPack.REBUCKETING,
                ScenarioPack.EXPOSURE_BEFORE_ASSIGNMENT,
                ScenarioPack.MISSING_BY_ARM,
                ScenarioPack.INTERNAL_TRAFFIC)) {
            method = method.home(DecisionControls.of(scenario), scenario.dgp());
        }
        return method.home(DecisionControls.atMargin(), MarginalGuardrail.standard());
    }

    /** A win in one segment: what ships must ship to those who gain. */
    private static Method<Decision> targeted() {
        ScenarioPack scenario = ScenarioPack.SEGMENT_ONLY_WIN;
        Method<Decision> method =
                method("targeted-decision", "Decision for a segment", scenario, List.of(new TargetClaim(0.9, TIER)));
        return twoSizes(method, scenario, DecisionControls.of(scenario));
    }

    /** Several treatments: what ships must be one that works. */
    private static Method<Decision> arms() {
        ScenarioPack scenario = ScenarioPack.SEVERAL_ARMS;
        Method<Decision> method = method(
                "multi-arm-decision",
                "Decision among several treatments",
                scenario,
                List.of(new TargetClaim(0.9, TIER)));
        return twoSizes(method, scenario, DecisionControls.of(scenario));
    }

    /** An amount by day whose effect wears off. */
    private static Method<Decision> amount() {
        ScenarioPack scenario = ScenarioPack.NOVELTY;
        Method<Decision> method = method("amount-decision", "Decision by an amount", scenario, List.of());
        return twoSizes(method, scenario, DecisionControls.of(scenario));
    }

    private static Method<Decision> method(String name, String title, ScenarioPack plan, List<Claim<Decision>> more) {
        List<Claim<Decision>> claims = new ArrayList<>(DecisionClaim.strict(TIER, FitClaim.ALPHA));
        claims.addAll(more);
        return Method.of(name, title, new ExperimentDecision(plan.plan()), TIER, claims, Reading.none());
    }

    private static Method<Decision> twoSizes(
            Method<Decision> method, ScenarioPack scenario, List<Control<Decision>> controls) {
        int size = scenario.dgp().size();
        return method.home(controls, scenario.dgp(), scenario.dgp().withSize(size + size / 5));
    }
}
