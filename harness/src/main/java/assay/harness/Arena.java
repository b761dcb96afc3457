package assay.harness;

/** Which version of a world a claim is about. */
public enum Arena {
    /** The world as it is. */
    EFFECT,
    /** The same world with no effect of treatment on any unit. */
    NULL
}
