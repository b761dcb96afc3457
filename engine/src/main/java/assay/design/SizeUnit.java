package assay.design;

/** What a sample size counts. */
public enum SizeUnit {
    /** Randomised units: users, patients, rows. */
    UNITS("units"),
    /** Units that were measured twice, or pairs. */
    PAIRS("pairs"),
    /** Randomised clusters of units. */
    CLUSTERS("clusters");

    private final String plural;

    SizeUnit(String plural) {
        this.plural = plural;
    }

    /**
     * The unit in words.
     *
     * @return in the plural
     */
    public String plural() {
        return plural;
    }
}
