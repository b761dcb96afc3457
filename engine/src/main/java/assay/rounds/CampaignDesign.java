package assay.rounds;

import assay.Arguments;
import java.util.List;

/**
 * All that is fixed before the first visitor of a campaign comes.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if there are fewer than two arms, no covariate, a name that occurs
 * twice, no round after those of discovery, or a round so small that the floors measure nothing: fewer than
 * {@value #LEAST} visitors expected for an arm of the explore cell.
 *
 * @param arms the arms, control first
 * @param covariates what is known of a visitor before assignment, by column
 * @param sizes visitors of each round
 * @param floors least shares of control and explore
 * @param segments how segments are found
 * @param outcome what is known of the outcome
 * @param levels error rates
 */
public record CampaignDesign(
        List<String> arms,
        List<String> covariates,
        List<Integer> sizes,
        CellFloors floors,
        SegmentRule segments,
        OutcomeRange outcome,
        CampaignLevels levels) {

    /** Visitors that an arm of the explore cell is to expect in every round. */
    static final int LEAST = 5;

    public CampaignDesign {
        arms = Arguments.distinct("arm", arms);
        covariates = Arguments.distinct("covariate", covariates);
        sizes = List.copyOf(sizes);
        Arguments.atLeast("number of arms", arms.size(), 2);
        Arguments.atLeast("number of covariates", covariates.size(), 1);
        if (sizes.size() <= segments.discovery()) {
            throw new IllegalArgumentException("a campaign of " + sizes.size() + " rounds, " + segments.discovery()
                    + " of them for discovery, leaves no round as evidence: plan more rounds");
        }
        for (int r = 0; r < sizes.size(); r++) {
            double expected = sizes.get(r) * floors.explore() / arms.size();
            if (!(expected >= LEAST)) {
                throw new IllegalArgumentException("round " + r + " of " + sizes.get(r) + " visitors leaves " + expected
                        + " for each arm of the explore cell, fewer than " + LEAST
                        + ": plan a larger round or a higher floor");
            }
        }
    }

    /**
     * The number of arms.
     *
     * @return at least 2
     */
    public int armCount() {
        return arms.size();
    }

    /**
     * The number of rounds.
     *
     * @return at least 2
     */
    public int rounds() {
        return sizes.size();
    }

    /**
     * The visitors planned for the rounds that are evidence.
     *
     * @return those after discovery
     */
    public long evidenceVisitors() {
        return sizes.stream().skip(segments.discovery()).mapToLong(n -> n).sum();
    }
}
