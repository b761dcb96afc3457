package assay.quasi;

/** How far trends may part, after treatment, from being parallel (Rambachan and Roth 2023, section 2.4). */
public enum HonestRestriction {
    /** From one period to the next, by at most M times the most that they parted before treatment. */
    RELATIVE_MAGNITUDES("at most M times the worst change before treatment"),
    /** By a line, that may bend by at most M from one period to the next. */
    SMOOTHNESS("a line that bends by at most M per period");

    private final String label;

    HonestRestriction(String label) {
        this.label = label;
    }

    /**
     * The name in words.
     *
     * @return lower case
     */
    public String label() {
        return label;
    }
}
