package assay.mediation;

/** Whether the effect of a mediator on the outcome may differ between treated and control. */
public enum MediatorEffect {
    /** One effect for both arms. */
    SAME,
    /** One for each: the model of the outcome holds the product of treatment and mediator. */
    BY_ARM
}
