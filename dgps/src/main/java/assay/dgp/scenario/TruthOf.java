package assay.dgp.scenario;

import assay.Estimand;
import assay.decision.Action;
import assay.decision.MetricDefinition;
import assay.decision.Purpose;
import assay.decision.Variant;
import assay.decision.View;
import assay.dgp.ActionTruth;
import assay.dgp.Dag;
import assay.dgp.GroundTruth;
import assay.dgp.HypothesisTruth;
import assay.dgp.WorldCard;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the generator of a world says of a draw. */
final class TruthOf {

    private final ScenarioWorld world;

    TruthOf(ScenarioWorld world) {
        this.world = world;
    }

    GroundTruth of(SampleTruth sample) {
        MetricDefinition primary = world.plan().primary();
        View view = world.plan().primaryView();
        String first = world.plan().treatments().get(0).name();
        Map<Estimand, Double> estimands = new HashMap<>();
        estimands.put(Estimand.ITT, world.truth().effect(primary, view, first));
        ScenarioTruth.response(primary).ifPresent(response -> {
            double seen = sample.effect(response, view, 1);
            if (!Double.isNaN(seen)) {
                estimands.put(Estimand.SATE, seen);
            }
        });
        Set<String> all = Arrays.stream(Flaw.values()).map(Flaw::code).collect(Collectors.toSet());
        Set<Flaw> flaws = world.flaws();
        Set<String> nulls = new HashSet<>(all);
        flaws.forEach(flaw -> nulls.remove(flaw.code()));
        GroundTruth truth = new GroundTruth(estimands, null)
                .withTargets(targets())
                .withHypotheses(new HypothesisTruth(all, nulls))
                .withNull(flaws.isEmpty());
        Set<Action> right = right();
        return right.isEmpty() ? truth : truth.withActions(new ActionTruth(names(right), names(harmful(right))));
    }

    private static Set<String> names(Set<Action> actions) {
        return actions.stream().map(Action::name).collect(Collectors.toSet());
    }

    /** True effects by metric, view and arm; of the primary metric by registered segment too. */
    private Map<String, Double> targets() {
        Map<String, Double> targets = new LinkedHashMap<>();
        ScenarioTruth truth = world.truth();
        for (Variant arm : world.plan().treatments()) {
            world.plan().metrics().forEach(planned -> {
                if (ScenarioTruth.response(planned.metric()).isPresent()) {
                    for (View view : View.values()) {
                        targets.put(
                                planned.metric().id() + ' ' + view.code() + ' ' + arm.name(),
                                truth.effect(planned.metric(), view, arm.name()));
                    }
                }
            });
            MetricDefinition primary = world.plan().primary();
            for (String dimension : world.plan().segments()) {
                for (String value : world.population().segment(dimension).names()) {
                    targets.put(
                            primary.id()
                                    + ' '
                                    + world.plan().primaryView().code()
                                    + ' '
                                    + arm.name()
                                    + ' '
                                    + dimension
                                    + '='
                                    + value,
                            truth.effect(primary, world.plan().primaryView(), arm.name(), dimension, value));
                }
            }
        }
        return targets;
    }

    private boolean isVoid() {
        return world.flaws().stream().anyMatch(flaw -> flaw.weight() == Flaw.Weight.VOID);
    }

    private Set<Action> right() {
        if (!world.right().isEmpty()) {
            return EnumSet.copyOf(world.right());
        }
        if (isVoid()) {
            return EnumSet.of(Action.INVESTIGATE_INVALID);
        }
        return world.responses().effective()
                ? EnumSet.noneOf(Action.class)
                : EnumSet.of(Action.HOLD_INCONCLUSIVE, Action.RERUN_UNDERPOWERED);
    }

    /** Shipping does harm where the data are void, nobody gains, or a guardrail gets worse by more than its margin. */
    private Set<Action> harmful(Set<Action> right) {
        Set<Action> harmful = EnumSet.noneOf(Action.class);
        if (isVoid() || world.plan().treatments().stream().noneMatch(this::wins)) {
            harmful.add(Action.SHIP_GLOBAL);
        }
        if (isVoid() || world.plan().treatments().stream().noneMatch(this::winsSomewhere)) {
            harmful.add(Action.SHIP_TARGETED);
        }
        harmful.removeAll(right);
        return harmful;
    }

    private boolean wins(Variant arm) {
        MetricDefinition primary = world.plan().primary();
        View view = world.plan().primaryView();
        return ScenarioTruth.better(primary, world.truth().effect(primary, view, arm.name())) && safe(arm);
    }

    private boolean winsSomewhere(Variant arm) {
        MetricDefinition primary = world.plan().primary();
        View view = world.plan().primaryView();
        return safe(arm)
                && world.plan().segments().stream()
                        .anyMatch(dimension -> world.population().segment(dimension).names().stream()
                                .anyMatch(value -> ScenarioTruth.better(
                                        primary, world.truth().effect(primary, view, arm.name(), dimension, value))));
    }

    private boolean safe(Variant arm) {
        View view = world.plan().primaryView();
        for (MetricDefinition guardrail : world.plan().of(Purpose.GUARDRAIL)) {
            double harm = ScenarioTruth.harm(guardrail, world.truth().effect(guardrail, view, arm.name()));
            double base = ScenarioTruth.response(guardrail)
                    .map(response -> world.truth().baseline(response))
                    .orElse(0.0);
            if (guardrail.margin().isPresent()
                    && harm > guardrail.margin().get().in(base)) {
                return false;
            }
        }
        return true;
    }

    static WorldCard card(ScenarioWorld world) {
        return new WorldCard(
                "A whole experiment",
                List.of(
                        "Z = \\mathrm{arm}(\\mathrm{SHA256}(\\mathrm{salt}, \\mathrm{id})), \\quad S \\sim"
                                + " \\mathrm{Bernoulli}(s), \\quad D = S \\cdot \\mathrm{Bernoulli}(d_Z)",
                        "P(Y = 1) = (p + \\tau_{Z}(x) D)(1 + h\\,c) \\text{ for events, } c \\text{ a trait with mean 0}",
                        "Y = B \\exp(\\mu + \\sigma(h z + \\sqrt{1 - h^2}\\,\\varepsilon))(1 + \\tau_Z(x) D / m) \\text{ for amounts}",
                        "\\text{log} = \\text{what happened, less what was lost, plus what was logged wrongly}"),
                List.of(
                        new WorldCard.Knob("plan", "arms, times, metrics and segments of the experiment"),
                        new WorldCard.Knob("size", "users who arrive, at least 2"),
                        new WorldCard.Knob("population", "who they are and what was known of them before"),
                        new WorldCard.Knob("delivery", "how they come to see their variant: s and d"),
                        new WorldCard.Knob(
                                "responses", "rates p, amounts m, history h, effects tau by arm and segment"),
                        new WorldCard.Knob("ramp", "days on which more users are let in, or shares of arms change"),
                        new WorldCard.Knob("readDay", "the day on which the log is read"),
                        new WorldCard.Knob("faults", "what goes wrong on the way to the log"),
                        new WorldCard.Knob("right", "the actions that the documentation of the world calls right")),
                Dag.of("Z -> D -> Y; X -> Y; S -> D"),
                "Effects are knobs, on those who see the treatment; averages over views and segments follow in closed form. What each"
                        + " user would have done in every arm comes from the same draws.",
                "The scenarios of experiment platforms; assignment as in Kohavi, Tang and Xu (2020), chapter 14.");
    }
}
