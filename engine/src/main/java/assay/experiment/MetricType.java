package assay.experiment;

/** What a metric measures, which decides what its variance is. */
public enum MetricType {
    /** The mean of a number by unit. */
    MEAN,
    /** The share of units of which something is true. */
    PROPORTION,
    /** The mean of a number of events by unit. */
    COUNT,
    /** The mean of an amount by unit, most of them often 0. */
    REVENUE,
    /** A ratio of two sums, such as conversions by session. */
    RATIO,
    /** A quantile over units or events. */
    QUANTILE
}
