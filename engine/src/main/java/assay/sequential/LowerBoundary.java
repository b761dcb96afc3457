package assay.sequential;

/** What it means to fall below the lower boundary. */
public enum LowerBoundary {
    /** There is none. */
    NONE,
    /** The null hypothesis is rejected in favour of a negative effect. */
    EFFICACY,
    /** The experiment stops for futility, and the upper boundary counts on it. */
    BINDING_FUTILITY,
    /** The experiment may stop for futility; the upper boundary holds whether it does or not. */
    NON_BINDING_FUTILITY
}
