package assay.harness;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A feature of a data set on which the validity of an interval depends. */
public enum Descriptor {
    /** Rows. */
    ROWS(Side.BOTH),
    /** Share of the rows in the smaller arm. */
    SMALLER_ARM_SHARE(Side.LOW),
    /** Covariates that the method adjusts for, after expansion of levels. */
    COVARIATES(Side.HIGH),
    /** Absolute skewness of the outcome about the mean of its arm. */
    OUTCOME_SKEWNESS(Side.HIGH),
    /** Share of outcomes that are exactly zero. */
    ZERO_SHARE(Side.HIGH),
    /** Clusters. */
    CLUSTERS(Side.BOTH),
    /** Mean rows of a cluster. */
    MEAN_CLUSTER_SIZE(Side.BOTH),
    /** Standard deviation of cluster sizes over their mean. */
    CLUSTER_SIZE_VARIATION(Side.HIGH),
    /** Intra-cluster correlation of the outcome, by the analysis of variance. */
    INTRACLUSTER_CORRELATION(Side.HIGH),
    /** Smallest propensity, of either arm, that the fit weighted by. */
    SMALLEST_PROPENSITY(Side.LOW),
    /** Share treated of those assigned to treatment less that of those assigned to control, where some do not comply. */
    COMPLIANCE(Side.LOW),
    /** F statistic of the instruments in the first stage, robust as the fit's own variance is. */
    FIRST_STAGE_F(Side.LOW),
    /** Clusters in the arm that has fewer. */
    CLUSTERS_IN_SMALLER_ARM(Side.LOW),
    /** Distinct times. */
    PERIODS(Side.BOTH),
    /** Tosses of the coin in a switchback: blocks, counted by cluster where there are clusters. */
    BLOCKS(Side.LOW),
    /** Smallest probability that a unit has an exposure which the effect compares. */
    SMALLEST_EXPOSURE(Side.LOW),
    /** Absolute estimate over its standard error. */
    EFFECT_OVER_SE(Side.HIGH);

    private final Side side;

    Descriptor(Side side) {
        this.side = side;
    }

    /** On which side of what was certified a feature is harder for a method. */
    public enum Side {
        /** Lower values are harder: overlap, balance, compliance. Higher ones are as good. */
        LOW,
        /** Higher values are harder: skewness, correlation, covariates. Lower ones are as good. */
        HIGH,
        /** Neither side follows from the other: a size. */
        BOTH
    }

    /**
     * The name in files.
     *
     * @return snake case
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The name in words.
     *
     * @return lower case
     */
    public String label() {
        return switch (this) {
            case EFFECT_OVER_SE -> "effect over its standard error";
            case FIRST_STAGE_F -> "first-stage F";
            case INTRACLUSTER_CORRELATION -> "intra-cluster correlation";
            default -> code().replace('_', ' ');
        };
    }

    /**
     * Where values count as outside a certified range.
     *
     * @return the harder side
     */
    public Side side() {
        return side;
    }

    /**
     * The feature of a name.
     *
     * @param code as in files
     * @return empty if there is none
     */
    public static Optional<Descriptor> of(String code) {
        return Arrays.stream(values()).filter(d -> d.code().equals(code)).findFirst();
    }

    /**
     * How far a value leaves a range on a side that counts.
     *
     * @param value of the data
     * @param low smallest certified value
     * @param high largest certified value
     * @return 0 inside, below 0 under the range, above 0 over it
     */
    double beyond(double value, double low, double high) {
        if (value < low && side != Side.HIGH) {
            return value - low;
        }
        return value > high && side != Side.LOW ? value - high : 0;
    }
}
