package assay.dgp.market;

/** What treatment moves. */
public enum Lever {
    /** The share of the payout that is passed through to the user as a reward goes up by the effect. */
    REWARD,
    /** The odds that an offer is seen are multiplied by e to the effect, as by a better place in the feed. */
    RANKING
}
