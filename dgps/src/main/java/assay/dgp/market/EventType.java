package assay.dgp.market;

import java.util.Locale;

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
    CHURN;

    /**
     * The name in files.
     *
     * @return snake case, such as {@code budget_decrement}
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
