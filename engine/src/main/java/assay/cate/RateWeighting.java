package assay.cate;

/** How the shares of the units that treatment is targeted at are weighted in {@link Rate}. */
public enum RateWeighting {
    /** All shares the same: the area under the TOC curve, sensitive to a few units with large effects. */
    AUTOC,
    /** In proportion to the share: the area under the Qini curve, sensitive to differences that are spread over the units. */
    QINI
}
