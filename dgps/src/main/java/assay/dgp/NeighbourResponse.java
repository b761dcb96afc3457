package assay.dgp;

/** How an outcome responds to the treatment of neighbours. */
public enum NeighbourResponse {
    /** In full as soon as one is treated. */
    ANY,
    /** In proportion to the share of them that is treated. */
    SHARE
}
