package assay.sequential;

/** Whether more looks may follow. */
public enum LastLook {
    /** The experiment goes on unless this look stops it. */
    INTERIM,
    /** The experiment ends here, whatever its information: the look spends all error that is left. */
    FINAL
}
