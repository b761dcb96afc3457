package assay.quasi;

/** What the cutoff does to treatment. */
public enum RdDesign {
    /** It decides it: all on one side are treated and none on the other. */
    SHARP,
    /** It makes it likelier; the treatment that was taken up is a column. */
    FUZZY
}
