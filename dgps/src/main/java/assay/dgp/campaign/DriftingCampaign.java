package assay.dgp.campaign;

import assay.Arguments;
import assay.dgp.Dag;
import assay.dgp.Dgp;
import assay.dgp.Draw;
import assay.dgp.GroundTruth;
import assay.dgp.WorldCard;
import assay.random.Streams;
import java.util.List;
import java.util.Map;

/**
 * A campaign whose visitors change from a round on. The effect of this world is the change: 0 is the null hypothesis of stationarity, under
 * which arms still do what they do. The named target {@code change} is the first round of the change.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size visitors of all rounds, spread evenly
 * @param rounds rounds, at least 3
 * @param arms arms, control among them, at least 2
 * @param effect by how much outcomes change, in standard deviations of the noise
 * @param kind what changes
 * @param since the first round of the change, from 0
 * @param benefit what an arm is worth where it works, in standard deviations of the noise
 * @param control floor of the control cell
 * @param explore floor of the explore cell
 */
public record DriftingCampaign(
        int size,
        int rounds,
        int arms,
        double effect,
        Shift kind,
        int since,
        double benefit,
        double control,
        double explore)
        implements Dgp {

    /** The target that names the round of the change. */
    public static final String CHANGE = "change";

    public DriftingCampaign {
        Arguments.atLeast("arms", arms, 2);
        Arguments.atLeast("rounds", rounds, 3);
        Arguments.finite("effect", effect);
        Arguments.finite("benefit", benefit);
        Arguments.atLeast("since", since, 1);
        new CampaignWorld(size, rounds, arms, benefit, Response.STEP, Measure.GAUSSIAN, control, explore, 1, 2);
    }

    /**
     * Six rounds of three arms, floors of 20 % and 30 %, a change in the fifth round.
     *
     * @param size visitors of all rounds
     * @param effect by how much outcomes change
     * @param kind what changes
     * @return the world
     */
    public static DriftingCampaign standard(int size, double effect, Shift kind) {
        return new DriftingCampaign(size, 6, 3, effect, kind, 4, 0.5, 0.2, 0.3);
    }

    @Override
    public String name() {
        return "drifting-campaign";
    }

    @Override
    public Draw draw(Streams streams) {
        Nature nature = new Nature(Response.STEP, Measure.GAUSSIAN, benefit, effect, kind, since);
        Rehearsal rehearsal = Rehearsal.run(
                CampaignWorld.design(size, rounds, arms, Measure.GAUSSIAN, control, explore, 1, 2), nature, streams);
        GroundTruth truth = new GroundTruth(Map.of(), null)
                .withTargets(Map.of(CHANGE, (double) since))
                .withNull(effect == 0);
        return new Draw(rehearsal.draw().observed(), truth);
    }

    @Override
    public DriftingCampaign withEffect(double changed) {
        return new DriftingCampaign(size, rounds, arms, changed, kind, since, benefit, control, explore);
    }

    @Override
    public DriftingCampaign withSize(int changed) {
        return new DriftingCampaign(changed, rounds, arms, effect, kind, since, benefit, control, explore);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "A campaign whose visitors change",
                List.of(
                        "Y = X_1 + X_2 - 0.9 + \\beta g_A(X) + \\delta 1\\{r \\ge r_0\\} + \\varepsilon \\text{ in round } r",
                        "\\text{or } \\delta 1\\{r \\ge r_0, A = 1\\} \\text{ where an effect changes}"),
                List.of(
                        new WorldCard.Knob("size", "visitors of all rounds, spread evenly"),
                        new WorldCard.Knob("rounds", "rounds, the first of which finds the segments"),
                        new WorldCard.Knob("arms", "arms, control among them"),
                        new WorldCard.Knob("effect", "by how much outcomes change: delta; 0 is stationary"),
                        new WorldCard.Knob("kind", "level: outcomes of all arms; effect: of the first treated arm"),
                        new WorldCard.Knob("since", "first round r_0 of the change, from 0"),
                        new WorldCard.Knob("benefit", "what an arm is worth where it works: beta"),
                        new WorldCard.Knob("control", "floor of the control cell"),
                        new WorldCard.Knob("explore", "floor of the explore cell")),
                Dag.of("X -> segment -> propensity -> A -> Y; [earlier rounds] -> propensity; [season] -> Y; X -> Y"),
                "Whether outcomes drift, and from which round on, are knobs.",
                "Recursive residuals after Brown, Durbin and Evans (JRSS B 37, 1975).");
    }
}
