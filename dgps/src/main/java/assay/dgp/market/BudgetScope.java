package assay.dgp.market;

/** Who competes for the budget of an advertiser. */
public enum BudgetScope {
    /** Users of one cluster, which has a share of each budget in proportion to its users: clusters do not reach each other. */
    LOCAL,
    /** All users of the market. */
    GLOBAL
}
