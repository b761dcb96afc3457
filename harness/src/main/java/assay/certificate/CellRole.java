package assay.certificate;

import java.util.Locale;

/** What a cell is for. */
public enum CellRole {
    /** The badge rests on it; it carries controls. */
    HOME,
    /** It shows how far the badge reaches. */
    STRESS;

    /**
     * The name in files.
     *
     * @return lower case
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
