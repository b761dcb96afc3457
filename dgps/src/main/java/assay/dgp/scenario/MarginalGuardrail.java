package assay.dgp.scenario;

import assay.Arguments;
import assay.decision.Action;
import assay.decision.ExperimentPlan;
import assay.dgp.Dgp;
import assay.dgp.Draw;
import assay.dgp.WorldCard;
import assay.random.Streams;
import java.util.List;

/**
 * An experiment whose treatment wins and does exactly as much harm to a guardrail as is tolerated: to ship it is wrong by a hair. A
 * rule that shows guardrails to be safe at a level ships it that often, and one that looks at the estimate every second time.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if there are fewer than 2 users or the effect is not finite.
 *
 * @param size users who arrive
 * @param effect on the primary metric in the primary view; at 0 there is no harm either
 */
public record MarginalGuardrail(int size, double effect) implements Dgp {

    private static final ScenarioPack BASE = ScenarioPack.GLOBAL_WIN;

    public MarginalGuardrail {
        Arguments.atLeast("size", size, 2);
        Arguments.finite("effect", effect);
    }

    /**
     * The size and the effect of a win.
     *
     * @return the world
     */
    public static MarginalGuardrail standard() {
        PackWorld base = BASE.dgp();
        return new MarginalGuardrail(base.size(), base.effect());
    }

    /**
     * The world with all its knobs.
     *
     * @return the world
     */
    public ScenarioWorld world() {
        ScenarioWorld win = BASE.world().withSize(size).withEffect(effect);
        if (effect == 0) {
            return win;
        }
        ExperimentPlan plan = win.plan();
        double reach = win.truth().reach(Response.UNINSTALL, plan.primaryView(), 1);
        double margin = plan.metrics().stream()
                .map(planned -> planned.metric())
                .filter(metric -> metric.id().equals(Response.UNINSTALL.metric()))
                .findFirst()
                .flatMap(metric -> metric.margin())
                .orElseThrow()
                .value();
        return win.with(win.responses().with(Response.UNINSTALL, margin / reach))
                .withRight(List.of(Action.HOLD_GUARDRAIL_RISK, Action.STOP_HARM));
    }

    @Override
    public String name() {
        return "experiment-at-margin";
    }

    @Override
    public Draw draw(Streams streams) {
        return world().draw(streams);
    }

    @Override
    public MarginalGuardrail withEffect(double changed) {
        return new MarginalGuardrail(size, changed);
    }

    @Override
    public MarginalGuardrail withSize(int changed) {
        return new MarginalGuardrail(changed, effect);
    }

    @Override
    public WorldCard card() {
        WorldCard card = BASE.world().card();
        return new WorldCard(
                "A whole experiment with a guardrail at its margin",
                card.equations(),
                List.of(
                        new WorldCard.Knob("size", "users who arrive, at least 2"),
                        new WorldCard.Knob("effect", "effect on the primary metric; at 0 there is no harm either")),
                card.dag(),
                "The harm to one guardrail is its margin by construction.",
                card.source());
    }
}
