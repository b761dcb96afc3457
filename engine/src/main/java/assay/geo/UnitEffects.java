package assay.geo;

import java.util.Locale;

/** Whether regions may stand at different levels. */
public enum UnitEffects {
    /** Each region is taken less its own mean: controls are to move as the treated do, at any level. */
    FIXED,
    /** Controls are to be at the level of the treated. */
    NONE;

    /**
     * The name in options.
     *
     * @return lower case
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
