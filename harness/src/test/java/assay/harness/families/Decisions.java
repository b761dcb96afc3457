package assay.harness.families;

import assay.Decision;
import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Role;
import assay.Sample;
import assay.certificate.Tier;
import assay.dgp.ActionTruth;
import assay.dgp.Draw;
import assay.dgp.Iid;
import assay.experiment.DifferenceInMeans;
import assay.harness.Control;
import assay.harness.DecisionClaim;
import assay.harness.Reading;
import assay.random.Streams;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Decisions: to ship a change or to hold it. */
public final class Decisions {

    private static final String SHIP = "ship";
    private static final String HOLD = "hold";
    private static final List<String> ACTIONS = List.of(SHIP, HOLD);

    private Decisions() {}

    static Family<Decision> family() {
        List<Control<Decision>> controls = List.of(
                Control.mutant("opposite", "does the opposite", decision -> opposite(decision)),
                Control.mutant("half-level", "asks for an interval of 50 % only", new ShipRule(0.5)),
                Control.foil("estimate-above-0", "ships what looks better", new ShipRule(0)),
                Family.oracle("knows which action is right", (draw, method, random) -> known(draw)));
        return Family.of(
                "decision",
                new ShipRule(0.95),
                new ShipRule(0),
                Tier.D,
                DecisionClaim.all(0.8, 0.05),
                Reading.none(),
                controls,
                new ShipOrHold(100, 4));
    }

    private static Decision opposite(Decision decision) {
        return decide(decision.action().equals(SHIP) ? HOLD : SHIP, "opposite");
    }

    private static Decision known(Draw draw) {
        return decide(draw.truth().actions().right().contains(SHIP) ? SHIP : HOLD, "known");
    }

    private static Decision decide(String action, String reason) {
        return new Decision(action, ACTIONS, reason, List.of());
    }

    /** Ships when the lower end of the interval is above zero; at level 0, when the estimate is. */
    public record ShipRule(double level) implements Estimator<Decision> {
        @Override
        public Estimand target() {
            return Estimand.ATE;
        }

        @Override
        public Set<Role> needs() {
            return Set.of(Role.OUTCOME, Role.ASSIGNMENT);
        }

        @Override
        public Decision estimate(Sample sample, RandomGenerator random) {
            Estimate effect = new DifferenceInMeans().estimate(sample, random).estimate();
            double low = level == 0
                    ? effect.value()
                    : effect.inference().interval(level).lower();
            return decide(low > 0 ? SHIP : HOLD, "The lower bound of the effect is " + low + ".");
        }
    }

    /** Independent normal outcomes; shipping is right when the effect is above zero, and does harm otherwise. */
    public record ShipOrHold(int size, double effect) implements TeachingWorld {
        @Override
        public String name() {
            return "ship-or-hold";
        }

        @Override
        public Draw draw(Streams streams) {
            Draw draw = new Iid(size, effect, 10, 5, 0.5).draw(streams);
            ActionTruth actions =
                    effect > 0 ? new ActionTruth(Set.of(SHIP), Set.of()) : new ActionTruth(Set.of(HOLD), Set.of(SHIP));
            return new Draw(draw.observed(), draw.truth().withActions(actions));
        }

        @Override
        public ShipOrHold withEffect(double changed) {
            return new ShipOrHold(size, changed);
        }

        @Override
        public ShipOrHold withSize(int changed) {
            return new ShipOrHold(changed, effect);
        }
    }
}
