package assay.rounds;

import assay.Arguments;

/**
 * The error rates of a campaign, and the least effect that is worth having.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a rate is not in (0, 1) or the effect is not finite.
 *
 * @param alpha intervals hold the truth in a share 1 - alpha
 * @param discoveryRate false discovery rate q of graduated, and of dropped, pairs of arm and segment
 * @param leastEffect a pair graduates when its effect is shown to be above this and is dropped when it is shown to be below, in
 *     the unit of the outcome
 * @param driftAlpha chance of any false alarm of drift in a segment, over all rounds
 */
public record CampaignLevels(double alpha, double discoveryRate, double leastEffect, double driftAlpha) {

    public CampaignLevels {
        Arguments.probability("alpha", alpha);
        Arguments.probability("discovery rate", discoveryRate);
        Arguments.finite("least effect", leastEffect);
        Arguments.probability("drift alpha", driftAlpha);
    }

    /**
     * Everything at 5 %, and any gain is worth having.
     *
     * @return the levels
     */
    public static CampaignLevels standard() {
        return new CampaignLevels(0.05, 0.05, 0, 0.05);
    }
}
