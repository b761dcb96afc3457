package assay.decision;

/** What a metric is for in an experiment, in the order of reports. */
public enum Purpose {
    /** What the experiment is for; it decides. */
    PRIMARY,
    /** Another sign of success; it explains and does not decide. */
    SECONDARY,
    /** What must not be harmed; it vetoes. */
    GUARDRAIL,
    /** A sign of whether the experiment ran as planned. */
    DIAGNOSTIC
}
