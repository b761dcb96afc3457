package assay.dgp;

/** What is assigned in a market whose users compete for one budget. */
public enum MarketDesign {
    /** Whole markets, by lot. */
    CLUSTER,
    /** Users, by lot within each market; both arms draw on its one budget. */
    USER,
    /** Users and budget of each market are split in proportion, and each arm draws on its own part. */
    BUDGET_SPLIT
}
