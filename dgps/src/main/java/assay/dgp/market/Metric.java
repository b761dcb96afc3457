package assay.dgp.market;

/** What is measured of a user over the horizon. */
public enum Metric {
    /** Offers completed. */
    CONVERSIONS,
    /** Payouts received from advertisers less rewards paid to the user. */
    MARGIN
}
