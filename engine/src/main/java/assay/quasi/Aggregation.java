package assay.quasi;

/**
 * How group-time effects are made one. Cohorts count by their number of units, {@code p_g} (Callaway and Sant'Anna 2021,
 * section 3).
 */
public enum Aggregation {
    /** The mean over treated unit-periods: {@code sum p_g ATT(g, t) / sum p_g} over all {@code t >= g}. */
    SIMPLE,
    /** The mean over the lengths of exposure {@code e >= 0} of the mean effect at e of the cohorts that are seen so long. */
    DYNAMIC,
    /** The mean over units of the mean effect that their cohort has over its treated periods. */
    GROUP,
    /** The mean over periods of the mean effect on the cohorts treated by then. */
    CALENDAR
}
