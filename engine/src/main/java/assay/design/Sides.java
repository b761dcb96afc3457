package assay.design;

/** What a planned test rejects for. */
public enum Sides {
    /** A two-sided test; a rejection counts as power when its sign is right. */
    TWO_SIDED,
    /** A two-sided test; a rejection with the wrong sign counts as power too. */
    TWO_SIDED_STRICT,
    /** A one-sided test for an effect above that of the null hypothesis. */
    ONE_SIDED
}
