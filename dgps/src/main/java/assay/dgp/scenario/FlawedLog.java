package assay.dgp.scenario;

import assay.Arguments;
import assay.decision.DecisionPolicy;
import assay.decision.ExperimentLog;
import assay.decision.ExperimentPlan;
import assay.dgp.Dgp;
import assay.dgp.Draw;
import assay.dgp.GroundTruth;
import assay.dgp.HypothesisTruth;
import assay.dgp.WorldCard;
import assay.random.Philox;
import assay.random.Streams;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An experiment in which treatment does nothing and one thing is wrong with the log. The hypotheses of its truth are the checks of trust:
 * those that must see the flaw are false, all others are true. Its effect is how strong the flaw is; at 0 the log is clean.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if there are fewer than 100 users or the severity is negative.
 *
 * @param flaw what is wrong
 * @param size users who arrive
 * @param severity how strong, in the unit of the flaw; 0 for a clean log
 */
public record FlawedLog(LogFlaw flaw, int size, double severity) implements Dgp {

    private static final int STREAM = 90;

    public FlawedLog {
        Arguments.atLeast("size", size, 100);
        if (!(severity >= 0) || Double.isInfinite(severity)) {
            throw new IllegalArgumentException("severity must be a number of at least 0, not " + severity);
        }
    }

    /**
     * A flaw as strong as it usually is.
     *
     * @param flaw what is wrong
     * @param size users who arrive
     * @return the world
     */
    public static FlawedLog of(LogFlaw flaw, int size) {
        return new FlawedLog(flaw, size, flaw.usual());
    }

    /**
     * The plan of all these experiments: minutes of use in the week after the trigger, two equal arms, 14 days of assignment.
     *
     * @param alpha false-alarm probability of each check, in (0, 1)
     * @return the plan, which asks for no more than 100 units
     */
    public static ExperimentPlan plan(double alpha) {
        ExperimentPlan plan = ScenarioPack.NOVELTY.plan();
        DecisionPolicy policy = plan.policy();
        return new ExperimentPlan(
                "flawed_log",
                plan.title(),
                plan.owner(),
                plan.hypothesis(),
                plan.assignmentStart(),
                plan.assignmentEnd(),
                plan.observationEnd(),
                plan.mode(),
                plan.primaryView(),
                plan.cluster(),
                plan.variants(),
                plan.audience(),
                plan.exclusions(),
                plan.metrics(),
                plan.segments(),
                plan.plannedUnits(),
                plan.minimumDays(),
                new DecisionPolicy(
                        policy.id(),
                        policy.version(),
                        policy.owner(),
                        policy.alpha(),
                        policy.power(),
                        new DecisionPolicy.Trust(alpha, 100, 10, policy.trust().maximumMissing()),
                        policy.success(),
                        policy.value(),
                        policy.segments()));
    }

    @Override
    public String name() {
        return "flawed-log";
    }

    @Override
    public Draw draw(Streams streams) {
        ScenarioWorld clean = ScenarioPack.world(plan(0.001), size);
        ExperimentLog log = severity == 0
                ? clean.log(streams)
                : flaw.in(
                        flaw.in(clean, severity).log(streams),
                        severity,
                        new Philox(streams.worldKey(), streams.replicate(), STREAM));
        return new Draw(
                log.sample(),
                new GroundTruth(Map.of(), null)
                        .withHypotheses(new HypothesisTruth(all(), nulls()))
                        .withNull(severity == 0));
    }

    private static Set<String> all() {
        Set<String> all = new HashSet<>();
        for (LogFlaw any : LogFlaw.values()) {
            all.addAll(any.checks());
        }
        return all;
    }

    private Set<String> nulls() {
        Set<String> nulls = all();
        if (severity > 0) {
            flaw.checks().forEach(nulls::remove);
        }
        return nulls;
    }

    @Override
    public FlawedLog withEffect(double changed) {
        return new FlawedLog(flaw, size, changed);
    }

    @Override
    public FlawedLog withSize(int changed) {
        return new FlawedLog(flaw, changed, severity);
    }

    @Override
    public WorldCard card() {
        WorldCard card = ScenarioPack.world(plan(0.001), size).card();
        return new WorldCard(
                "A log with a flaw",
                card.equations(),
                List.of(
                        new WorldCard.Knob("flaw", "what is wrong with the log, by name"),
                        new WorldCard.Knob("size", "users who arrive, at least 100"),
                        new WorldCard.Knob("severity", "how strong the flaw is, in its own unit; 0 for a clean log")),
                card.dag(),
                "Treatment does nothing. Which checks of trust must see the flaw stands in the code of the world.",
                card.source());
    }
}
