package assay.rounds;

import java.util.Locale;

/** What is to be done about an arm in a segment. */
public enum Status {
    /** The effect is shown to be above the least that is worth having: roll the arm out to the segment. */
    GRADUATE,
    /** The effect is shown to be below it: take the arm out of the segment's optimised cell. */
    DROP,
    /** Neither is shown: go on. */
    CONTINUE;

    /**
     * The name in files.
     *
     * @return lower case
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
