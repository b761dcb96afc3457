package assay.dgp.market;

/** What an event of the log tells. */
public enum EventType {
    /** A user comes to the market. */
    ARRIVAL,
    /** The user is found to be in an arm; the propensity is the probability of that arm. */
    ASSIGNMENT,
    /** The user sees an offer; the propensity is the probability of seeing it. */
    IMPRESSION,
    /** The user completes an offer. */
    CONVERSION,
    /** The advertiser pays for it. */
    BUDGET_DECREMENT,
    /** The user leaves for good. */
    CHURN
}
