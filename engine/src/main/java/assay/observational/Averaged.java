package assay.observational;

/** Over whom an effect is averaged. */
public enum Averaged {
    /** Everyone. */
    EVERYONE,
    /** Those who were treated. */
    TREATED
}
