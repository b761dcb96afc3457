package assay.growthlab;

/** Whom an effect is read from. */
enum View {
    ITT_ASSIGNED("assigned"),
    ITT_OPPORTUNITY("opportunity"),
    TOT_EXPOSED("exposed");

    private final String label;

    View(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
