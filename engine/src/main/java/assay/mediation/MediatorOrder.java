package assay.mediation;

/** How mediators that are given in a row are thought to depend on each other. */
public enum MediatorOrder {
    /** Each may move all that come after it. */
    SERIAL,
    /** None moves another. */
    PARALLEL
}
