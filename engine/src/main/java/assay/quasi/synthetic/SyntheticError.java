package assay.quasi.synthetic;

import java.util.Locale;

/** How the standard error of a synthetic comparison is found. */
public enum SyntheticError {
    /** The placebo method for one treated unit and where levels are compared, else the jackknife. */
    AUTO("the method that fits the number of treated units"),
    /**
     * The spread of effects on controls that are taken for treated, one after the other where one unit is treated, else drawn at
     * random (Arkhangelsky et al. 2021, algorithm 4). It takes treated units to vary as the controls do.
     */
    PLACEBO("placebo"),
    /**
     * One unit left out after the other, with weights kept as they are (algorithm 3). It needs two treated units, and is far too
     * wide where a synthetic control meets the level of the mean of units that are far apart.
     */
    JACKKNIFE("jackknife over units with fixed weights"),
    /** Units drawn again with replacement, weights found again (algorithm 2). It needs two treated units. */
    BOOTSTRAP("bootstrap over units");

    private final String label;

    SyntheticError(String label) {
        this.label = label;
    }

    /**
     * The name in words.
     *
     * @return such as {@code placebo}
     */
    public String label() {
        return label;
    }

    /**
     * The name in options.
     *
     * @return lower case
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The method that is used for a comparison of so many treated units. */
    SyntheticError resolved(SyntheticWeighting weighting, int treated) {
        if (this != AUTO) {
            return this;
        }
        return treated == 1 || weighting.meetsLevel() ? PLACEBO : JACKKNIFE;
    }
}
