package assay.quasi;

/** Which earlier period a period before treatment is compared with. Treated periods always go by the last one before treatment. */
public enum BasePeriod {
    /** The period just before it: a pseudo-effect of starting then. */
    VARYING,
    /** The last period before treatment, as in an event study, whose base has no estimate. */
    UNIVERSAL
}
