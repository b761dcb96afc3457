package assay;

import java.util.Locale;

/** What a column is for. The roles span A/B, cluster, encouragement, adaptive and switchback designs. */
public enum Role {
    /** The measured response. */
    OUTCOME,
    /** The numerator of a ratio metric. */
    NUMERATOR,
    /** The denominator of a ratio metric. */
    DENOMINATOR,
    /** The arm that the unit was assigned to (intention to treat). */
    ASSIGNMENT,
    /** The treatment that the unit received. */
    TREATMENT,
    /** The known probability, in (0, 1), of being assigned to the treated arm. */
    PROPENSITY,
    /** A variable that moves the treatment and reaches the outcome only through it. */
    INSTRUMENT,
    /** The group within which units may depend on each other. */
    CLUSTER,
    /** A variable measured before assignment. */
    COVARIATE,
    /** The identifier of the unit. */
    UNIT,
    /** The time of the observation. */
    TIME,
    /** A weight. */
    WEIGHT,
    /** The stratum or block within which units were assigned. */
    STRATUM,
    /** The run of periods that share one toss of the coin in a switchback. */
    BLOCK,
    /** The units whose treatment may reach this one: their identifiers, separated by semicolons. */
    NEIGHBOURS;

    /**
     * The name used in messages and options.
     *
     * @return lower case, such as {@code outcome}
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
