package assay.dgp.campaign;

import assay.Arguments;
import assay.dgp.Dag;
import assay.dgp.Dgp;
import assay.dgp.Draw;
import assay.dgp.WorldCard;
import assay.random.Streams;
import assay.rounds.CampaignDesign;
import assay.rounds.CampaignLevels;
import assay.rounds.CellFloors;
import assay.rounds.RoundSizes;
import assay.rounds.SegmentRule;
import java.util.ArrayList;
import java.util.List;

/**
 * A whole campaign in adaptive rounds, and what is true of the segments that it found. A draw runs the campaign by the engine's own steps:
 * plan, record, close, from round to round. The observed sample is its log. Named targets are the effects of each arm against control in
 * each segment, exact, as visitors have a thousand kinds of traits; a hypothesis is false where the effect is above 0.
 *
 * <p>An effect of 0 is the A/A null: whatever the campaign finds and whomever it favours, no arm does anything.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size visitors of all rounds, spread evenly
 * @param rounds rounds, more than those of discovery
 * @param arms arms, control among them, at least 2
 * @param effect what a gain of 1 is worth, in the unit of the outcome; for conversions in [-0.2, 0.7]
 * @param response who gains by an arm
 * @param measure what is measured
 * @param control floor of the control cell
 * @param explore floor of the explore cell
 * @param discovery rounds in which segments are found
 * @param depth depth of the tree of segments
 */
public record CampaignWorld(
        int size,
        int rounds,
        int arms,
        double effect,
        Response response,
        Measure measure,
        double control,
        double explore,
        int discovery,
        int depth)
        implements Dgp {

    private static final double LEAST_SHARE = 0.1;

    public CampaignWorld {
        Arguments.atLeast("arms", arms, 2);
        Arguments.finite("effect", effect);
        if (measure == Measure.CONVERSION && !(effect >= -0.2 && effect <= 0.7)) {
            throw new IllegalArgumentException(
                    "effect must be in [-0.2, 0.7] where conversions are measured, not " + effect);
        }
        design(size, rounds, arms, measure, control, explore, discovery, depth);
    }

    /**
     * Five rounds of three arms, floors of 5 % and 10 %, a tree of depth 2, regions with steps.
     *
     * @param size visitors of all rounds
     * @param effect what a gain of 1 is worth
     * @param measure what is measured
     * @return the world
     */
    public static CampaignWorld standard(int size, double effect, Measure measure) {
        return new CampaignWorld(size, 5, 3, effect, Response.STEP, measure, 0.05, 0.1, 1, 2);
    }

    static CampaignDesign design(
            int size, int rounds, int arms, Measure measure, double control, double explore, int discovery, int depth) {
        return new CampaignDesign(
                names(arms),
                Rehearsal.TRAITS,
                RoundSizes.shared(rounds, size),
                new CellFloors(control, explore),
                new SegmentRule(discovery, depth, LEAST_SHARE),
                measure.range(),
                CampaignLevels.standard());
    }

    private static List<String> names(int arms) {
        List<String> names = new ArrayList<>(List.of("control"));
        for (int k = 1; k < arms; k++) {
            names.add("variant-" + k);
        }
        return names;
    }

    /**
     * The design of the campaign.
     *
     * @return as the engine takes it
     */
    public CampaignDesign design() {
        return design(size, rounds, arms, measure, control, explore, discovery, depth);
    }

    /**
     * Runs the campaign.
     *
     * @param streams the streams of one replicate
     * @return the campaign at its end, its logs, and the truth
     */
    public Rehearsal rehearse(Streams streams) {
        return rehearse(design(), streams);
    }

    /**
     * Runs another design on the visitors of this world.
     *
     * @param design the design, of as many arms and of three covariates
     * @param streams the streams of one replicate
     * @return the campaign at its end, its logs, and the truth
     * @throws IllegalArgumentException if the design has other numbers of arms or covariates
     */
    public Rehearsal rehearse(CampaignDesign design, Streams streams) {
        if (design.armCount() != arms || design.covariates().size() != Rehearsal.TRAITS.size()) {
            throw new IllegalArgumentException("a design of " + design.armCount() + " arms and "
                    + design.covariates().size() + " covariates cannot be rehearsed on a world of " + arms
                    + " arms and "
                    + Rehearsal.TRAITS.size() + " covariates");
        }
        return Rehearsal.run(design, Nature.stationary(response, measure, effect), streams);
    }

    @Override
    public String name() {
        return "campaign";
    }

    @Override
    public Draw draw(Streams streams) {
        return rehearse(streams).draw();
    }

    @Override
    public CampaignWorld withEffect(double changed) {
        return new CampaignWorld(size, rounds, arms, changed, response, measure, control, explore, discovery, depth);
    }

    @Override
    public CampaignWorld withSize(int changed) {
        return new CampaignWorld(changed, rounds, arms, effect, response, measure, control, explore, discovery, depth);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "A campaign in adaptive rounds",
                List.of(
                        "X_1, X_2, X_3 \\in \\{0, 0.1, \\ldots, 0.9\\} \\text{ with equal chances}, \\quad "
                                + response.equation(),
                        "Y = X_1 + X_2 - 0.9 + \\tau g_A(X) + \\varepsilon \\text{ or } P(Y = 1) = 0.2 + (X_1 + X_2 - 0.9) / 10 + \\tau g_A(X)",
                        "P(A = k) = w_c 1\\{k = 0\\} + w_e / K + w_o P(\\text{k is best in the segment} \\mid \\text{rounds before})"),
                List.of(
                        new WorldCard.Knob("size", "visitors of all rounds, spread evenly"),
                        new WorldCard.Knob("rounds", "rounds, more than those of discovery"),
                        new WorldCard.Knob("arms", "arms K, control among them"),
                        new WorldCard.Knob("effect", "what a gain of 1 is worth: tau"),
                        new WorldCard.Knob("response", "step: regions; smooth: slopes"),
                        new WorldCard.Knob("measure", "gaussian or conversion"),
                        new WorldCard.Knob("control", "floor w_c of the control cell"),
                        new WorldCard.Knob("explore", "floor w_e of the explore cell"),
                        new WorldCard.Knob("discovery", "rounds in which segments are found"),
                        new WorldCard.Knob("depth", "depth of the tree of segments, 1 to 3")),
                Dag.of(
                        "X -> segment -> propensity -> A -> Y; [earlier rounds] -> segment; [earlier rounds] -> propensity; X -> Y"),
                "The effect of each arm in each segment that was found is the mean over the thousand kinds of visitors in it.",
                "Rounds, cells and floors after the loop of pytyche; weights after Hadad, Hirshberg, Zhan, Wager and Athey (PNAS 118, 2021), doi:10.1073/pnas.2014602118.");
    }
}
