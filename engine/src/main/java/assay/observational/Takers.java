package assay.observational;

/** Who there may be besides those who take the treatment just when the instrument says so. */
public enum Takers {
    /** Some may take it whatever the instrument says, and some may never. */
    ALWAYS_AND_NEVER,
    /** Nobody takes it without the instrument, as where the treatment is not on offer to others. */
    NEVER_ONLY,
    /** Nobody goes without it under the instrument. */
    ALWAYS_ONLY
}
