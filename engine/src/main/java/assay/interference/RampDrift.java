package assay.interference;

/** How estimates may move with the allocation. */
public enum RampDrift {
    /** Along a line in the treated share: one degree of freedom, and the most power where spillovers grow with it. */
    LINEAR,
    /** In any way: one degree of freedom less than there are phases. */
    ANY
}
