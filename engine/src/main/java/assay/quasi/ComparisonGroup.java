package assay.quasi;

/** Whose change over time stands in for what treated units would have done. */
public enum ComparisonGroup {
    /** Units that are not treated in any period of the panel. */
    NEVER_TREATED("never treated"),
    /** Units that are treated in neither of the two periods that are compared, whether or not they are later. */
    NOT_YET_TREATED("not yet treated");

    private final String label;

    ComparisonGroup(String label) {
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
