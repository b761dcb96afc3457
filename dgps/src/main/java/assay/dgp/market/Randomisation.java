package assay.dgp.market;

/** What is assigned to an arm, by lot and in fixed numbers. */
public enum Randomisation {
    /** Single users, who go on competing for the same budgets. */
    USER,
    /** Whole clusters. */
    CLUSTER,
    /** Single users, each arm with its own part of every budget in proportion to its users. */
    BUDGET_SPLIT,
    /** Users and advertisers: an offer is treated where both its user and its advertiser are. */
    TWO_SIDED
}
