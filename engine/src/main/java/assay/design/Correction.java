package assay.design;

/** How several treatments are compared with one control without finding too much. */
public enum Correction {
    /** Not at all: each comparison at the full level. */
    NONE,
    /** Each comparison at the level over their number. */
    BONFERRONI,
    /** Holm's steps, planned by the first of them, which is Bonferroni's: the power is at least so much. */
    HOLM,
    /** Dunnett (1955): the largest of correlated statistics, correlation 0.5 as control is shared by arms of one size. */
    DUNNETT
}
