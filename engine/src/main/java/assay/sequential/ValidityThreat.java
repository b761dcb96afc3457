package assay.sequential;

import java.util.Locale;

/** What silently breaks an inference that is to hold at all looks, and what to do instead. */
public enum ValidityThreat {
    /** A unit that was counted before goes on to contribute. */
    ACCRUING_UNITS(
            "what a unit adds later depends on what it added before, so that the looks are no martingale",
            "count each unit once, when its window of fixed length is complete, or plan a group-sequential test with the "
                    + "information of the repeated measurements"),
    /** A cluster that was counted before goes on to grow. */
    GROWING_CLUSTERS(
            "rows of one cluster depend on each other across looks",
            "count a cluster when it is complete, with all of its rows at once"),
    /** The weight of the mixing distribution changes between looks. */
    RETUNED_PRIOR(
            "the bound over all looks holds for one weight g that was fixed before the first",
            "keep the g of the first look; a new g starts a new experiment"),
    /** Another metric than at the looks before. */
    SWITCHED_METRIC(
            "the best of several metrics is no metric that was planned",
            "read one metric to the end, and correct the e-values of several for their number"),
    /** The units per arm behind a ratio, or what a unit is, change over time. */
    DRIFTING_DENOMINATOR(
            "a ratio whose denominator drifts changes its meaning from look to look",
            "read numerator and denominator as metrics of their own, or compare cohorts of one window"),
    /** A look before the start that the plan names. */
    TOO_EARLY(
            "an estimated variance is too rough there for a guarantee that is asymptotic",
            "wait for the start of the plan"),
    /** The most favourable of several methods, levels or segments. */
    BEST_OF_SEVERAL(
            "each error rate holds for one method, not for the best of several",
            "name the method before the first look, or average their e-values"),
    /** Cumulative totals that fall from one look to the next. */
    SHRINKING_TOTALS(
            "units that were seen cannot be taken back",
            "send totals since the start, or say that they are per look; drop nobody after a look"),
    /** What came in since the look before cannot be: a variance below zero. */
    IMPOSSIBLE_INCREMENT(
            "no values have the sums that were added between the looks",
            "recompute the totals of both looks from the same rows");

    private final String reason;
    private final String remedy;

    ValidityThreat(String reason, String remedy) {
        this.reason = reason;
        this.remedy = remedy;
    }

    /**
     * The stable code.
     *
     * @return kebab case, such as {@code accruing-units}
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Why it breaks the guarantee.
     *
     * @return a clause
     */
    public String reason() {
        return reason;
    }

    /**
     * What to do instead.
     *
     * @return a clause
     */
    public String remedy() {
        return remedy;
    }
}
