package assay.trust;

/** One check of the log of an experiment. */
interface TrustCheck {

    /** What it found; it never throws on a log that fits its plan. */
    TrustFinding check(Study study);
}
