package assay.decision;

import java.util.Locale;

/** Whom an effect is an average over. */
public enum View {
    /** All units that were assigned: intention to treat. */
    ASSIGNED,
    /**
     * Units that reached the point at which the arms begin to differ. As valid as all units where treatment does not change who
     * reaches it, which the ratio of arms among them tests.
     */
    TRIGGERED,
    /** Units that saw their variant; no randomised comparison where arms deliver differently. */
    EXPOSED;

    /**
     * The name used in files.
     *
     * @return lower case
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
