package assay.certificate;

/** What evidence says. No verdict is a pass by absence of evidence. */
public enum Verdict {
    /** Evidence that the claim holds. */
    CERTIFIED,
    /** Evidence that the claim does not hold. */
    REFUTED,
    /** The budget is spent and neither is shown. */
    INCONCLUSIVE,
    /** A control failed, so the procedure has not shown that it could tell. */
    VOID,
    /** The code has changed since: computed on reading, never stored. */
    STALE
}
