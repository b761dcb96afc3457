package assay.cli;

import assay.rounds.CampaignDesign;
import assay.rounds.CampaignLevels;
import assay.rounds.CellFloors;
import assay.rounds.OutcomeRange;
import assay.rounds.RoundSizes;
import assay.rounds.SegmentRule;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The design of a campaign, but for its arms and covariates. */
final class RoundsDesignOptions {

    @Option(names = "--rounds", paramLabel = "N", description = "Rounds (default: 5, or as many as --sizes names).")
    private @Nullable Integer rounds;

    @Option(
            names = "--sizes",
            split = ",",
            paramLabel = "N",
            description = "Visitors of a round; of each round, separated by commas; with --growth of the first.")
    private List<Integer> sizes = List.of();

    @Option(
            names = "--growth",
            paramLabel = "FACTOR",
            description = "Each round is by this factor larger than the last.")
    private @Nullable Double growth;

    @Option(
            names = "--control-floor",
            paramLabel = "SHARE",
            description = "Least share of the control cell in every round (default: 0.05).")
    private @Nullable Double control;

    @Option(
            names = "--explore-floor",
            paramLabel = "SHARE",
            description = "Least share of the explore cell in every round (default: 0.1).")
    private @Nullable Double explore;

    @Option(
            names = "--discovery",
            paramLabel = "N",
            defaultValue = "1",
            description = "First rounds, which find the segments and are no evidence (default: ${DEFAULT-VALUE}).")
    private int discovery = 1;

    @Option(
            names = "--depth",
            paramLabel = "N",
            defaultValue = "2",
            description = "Depth of the tree of segments, 1 to 3 (default: ${DEFAULT-VALUE}).")
    private int depth = 2;

    @Option(
            names = "--least-share",
            paramLabel = "SHARE",
            defaultValue = "0.1",
            description = "Least share of visitors in a segment (default: ${DEFAULT-VALUE}).")
    private double leastShare = 0.1;

    @Option(
            names = "--alpha",
            paramLabel = "ALPHA",
            defaultValue = "0.05",
            description = "Intervals hold at 1 - ALPHA (default: ${DEFAULT-VALUE}).")
    private double alpha = 0.05;

    @Option(
            names = "--rate",
            paramLabel = "Q",
            defaultValue = "0.05",
            description = "False discovery rate of graduations, and of drops (default: ${DEFAULT-VALUE}).")
    private double rate = 0.05;

    @Option(
            names = "--least-effect",
            paramLabel = "EFFECT",
            defaultValue = "0",
            description =
                    "The least effect that is worth having, in the unit of the outcome (default: ${DEFAULT-VALUE}).")
    private double leastEffect;

    @Option(
            names = "--drift-alpha",
            paramLabel = "ALPHA",
            defaultValue = "0.05",
            description = "Chance of a false alarm of drift in a segment, over all rounds (default: ${DEFAULT-VALUE}).")
    private double driftAlpha = 0.05;

    @Option(
            names = "--range",
            split = ",",
            arity = "1",
            paramLabel = "LOW,HIGH",
            description = "Bounds of the outcome, such as 0,1: evidence is then exact at every size.")
    private List<Double> range = List.of();

    /** The design, where --sizes was given. */
    CampaignDesign design(List<String> arms, List<String> covariates, OutcomeRange usual) {
        if (sizes.isEmpty()) {
            throw new IllegalArgumentException("Say how many visitors a round takes: --sizes 50000.");
        }
        return new CampaignDesign(
                arms,
                covariates,
                schedule(),
                new CellFloors(control == null ? 0.05 : control, explore == null ? 0.1 : explore),
                new SegmentRule(discovery, depth, leastShare),
                range(usual),
                new CampaignLevels(alpha, rate, leastEffect, driftAlpha));
    }

    private List<Integer> schedule() {
        int count = rounds == null ? sizes.size() > 1 ? sizes.size() : 5 : rounds;
        if (growth != null) {
            if (sizes.size() > 1) {
                throw new IllegalArgumentException("--growth goes with the size of the first round alone.");
            }
            return RoundSizes.geometric(count, sizes.get(0), growth);
        }
        if (sizes.size() == 1) {
            return RoundSizes.fixed(count, sizes.get(0));
        }
        if (sizes.size() != count) {
            throw new IllegalArgumentException(
                    "--sizes names " + sizes.size() + " rounds and --rounds " + count + ": leave --rounds out.");
        }
        return sizes;
    }

    private OutcomeRange range(OutcomeRange usual) {
        if (range.isEmpty()) {
            return usual;
        }
        if (range.size() != 2) {
            throw new IllegalArgumentException("--range takes two bounds, such as --range 0,1.");
        }
        return new OutcomeRange(range.get(0), range.get(1));
    }
}
