package assay;

import java.util.Locale;

/** Why data cannot be analysed; each problem has a stable code that the user guide explains. */
public enum Problem {
    /** A role that the method needs is not filled. */
    MISSING_ROLE,
    /** Values are missing. */
    MISSING_VALUES,
    /** A value is infinite. */
    NOT_FINITE,
    /** A column that must be numeric is not. */
    NOT_NUMERIC,
    /** Too few rows in the sample or in an arm. */
    TOO_FEW_ROWS,
    /** Too few clusters in an arm. */
    TOO_FEW_CLUSTERS,
    /** A cluster holds units of both arms. */
    MIXED_CLUSTER,
    /** The treatment has a single level. */
    ONE_LEVEL,
    /** The treatment has more levels than the method can use. */
    TOO_MANY_LEVELS,
    /** The outcome does not vary. */
    CONSTANT_OUTCOME,
    /** A propensity outside (0, 1). */
    PROPENSITY_RANGE,
    /** The design leaves the effect unidentified: the treatment is a linear combination of other columns. */
    NOT_IDENTIFIED,
    /** Treated and control units are not comparable. */
    NO_OVERLAP,
    /** An iterative fit did not converge. */
    NOT_CONVERGED,
    /** Two columns share a name. */
    DUPLICATE_COLUMN,
    /** A column that was named is not in the table. */
    UNKNOWN_COLUMN,
    /** A level that was named does not occur in its column. */
    UNKNOWN_LEVEL,
    /** The instrument does not move the treatment at all. */
    NO_FIRST_STAGE,
    /** A weight is negative, or no weight is positive. */
    WEIGHT_RANGE,
    /** Weights were given without saying what they are. */
    WEIGHT_TYPE,
    /** A denominator, or a baseline, cannot be told from zero. */
    ZERO_DENOMINATOR,
    /** A quantile has too few distinct values about it for an interval. */
    COLLAPSED_BOUNDS,
    /** A condition cannot be read. */
    CONDITION_SYNTAX,
    /** A condition matches no row, or none of one arm. */
    EMPTY_SEGMENT,
    /** A condition or a covariate uses a column that treatment may have moved. */
    POST_TREATMENT,
    /** Segments overlap or do not cover the population that they are to be projected to. */
    NOT_A_PARTITION,
    /** The method does not suit the kind of metric or the design. */
    UNSUITABLE_METHOD,
    /** A unit or market lacks a row for some period, or has more than one. */
    UNBALANCED_PANEL,
    /** A treatment that should stay on once begun is switched off. */
    NOT_ABSORBING,
    /** No unit is left that was not treated yet. */
    NO_COMPARISON_GROUP,
    /** Periods of one block are in different arms. */
    MIXED_BLOCK,
    /** The horizon is too short for the carryover that is to be allowed for. */
    HORIZON_TOO_SHORT,
    /** A unit can never have an exposure that the effect compares. */
    IMPOSSIBLE_EXPOSURE,
    /** A neighbour is named that has no row. */
    UNKNOWN_UNIT,
    /** Cells are not treated by the rule that both sides must be. */
    NOT_A_PRODUCT_DESIGN;

    /**
     * The stable code.
     *
     * @return kebab case, such as {@code missing-values}
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
