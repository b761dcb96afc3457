package assay.dgp.scenario;

import assay.Arguments;
import assay.decision.ExperimentPlan;
import assay.dgp.Dgp;
import assay.dgp.Draw;
import assay.dgp.WorldCard;
import assay.random.Streams;
import java.util.List;

/**
 * A scenario of the pack by its name: a {@link ScenarioWorld} with all knobs where they are except its size and its effects.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if there are fewer than 2 users.
 *
 * @param scenario which one
 * @param size users who arrive
 * @param effect the effect of the first treatment on the primary metric in the primary view: the scenario's own, or 0 for a world in
 *     which no treatment does anything, or another, to which all effects are scaled
 */
public record PackWorld(ScenarioPack scenario, int size, double effect) implements Dgp {

    public PackWorld {
        Arguments.atLeast("size", size, 2);
        Arguments.finite("effect", effect);
    }

    /**
     * A scenario as it is.
     *
     * @param scenario which one
     * @return at its usual size with its own effects
     */
    public static PackWorld of(ScenarioPack scenario) {
        ScenarioWorld world = scenario.world();
        return new PackWorld(scenario, world.size(), own(world));
    }

    private static double own(ScenarioWorld world) {
        ExperimentPlan plan = world.plan();
        return world.truth()
                .effect(
                        plan.primary(),
                        plan.primaryView(),
                        plan.treatments().get(0).name());
    }

    /**
     * The world with all its knobs.
     *
     * @return the world
     */
    public ScenarioWorld world() {
        ScenarioWorld world = scenario.world().withSize(size);
        return effect == own(world) ? world : world.withEffect(effect);
    }

    @Override
    public String name() {
        return "experiment";
    }

    @Override
    public Draw draw(Streams streams) {
        return world().draw(streams);
    }

    @Override
    public PackWorld withEffect(double changed) {
        return new PackWorld(scenario, size, changed);
    }

    @Override
    public PackWorld withSize(int changed) {
        return new PackWorld(scenario, changed, effect);
    }

    @Override
    public WorldCard card() {
        WorldCard card = scenario.world().card();
        return new WorldCard(
                card.title(),
                card.equations(),
                List.of(
                        new WorldCard.Knob("scenario", "what happens and what goes wrong, by name"),
                        new WorldCard.Knob("size", "users who arrive, at least 2"),
                        new WorldCard.Knob(
                                "effect",
                                "effect on the primary metric in the primary view; other effects are scaled with it")),
                card.dag(),
                card.truth(),
                card.source());
    }
}
