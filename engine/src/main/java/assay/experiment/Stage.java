package assay.experiment;

/** Which regression an effect is read from. */
enum Stage {
    /** The outcome on the arm assigned, which was received by all. */
    DIRECT,
    /** The outcome, and what was received, on the arm assigned. */
    REDUCED,
    /** The outcome on the arm received, with slopes by arm, instrumented by the arm assigned. */
    STRUCTURAL
}
