package assay.experiment;

import assay.Arguments;

/**
 * A question about a metric: what it is, how units were put into arms, what a row is, and what is known from before.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the probability is not in (0, 1).
 *
 * @param type what the metric measures
 * @param design how units were put into arms
 * @param rows what a row is
 * @param history what is known from before the assignment
 * @param probability which quantile, in (0, 1); of no matter for other metrics
 */
public record MetricRequest(MetricType type, Design design, Rows rows, History history, double probability) {

    /** How units were put into arms. */
    public enum Design {
        /** Each unit by itself, with one probability. */
        UNIT,
        /** Whole clusters, such as cities or classes. */
        CLUSTER,
        /** Units were encouraged, and could decline. */
        ENCOURAGEMENT,
        /** Each unit by itself, with a known probability that changed as data came in. */
        ADAPTIVE
    }

    /** What a row of the table is. */
    public enum Rows {
        /** What was randomised: a user, or a cluster's totals. */
        RANDOMISED_UNITS,
        /** A part of what was randomised, such as a session, with a column that says of which. */
        PARTS_WITH_CLUSTER,
        /** A part of what was randomised, with no column that says of which. */
        PARTS_ALONE
    }

    /** What is known from before the assignment. */
    public enum History {
        /** Nothing. */
        NONE,
        /** A few columns, such as the metric before the experiment. */
        COVARIATES,
        /** Many columns, whose relation to the metric is to be learned. */
        FEATURES
    }

    public MetricRequest {
        Arguments.probability("probability", probability);
    }

    /**
     * A question about a metric that is no quantile, of independent units, without history.
     *
     * @param type what the metric measures
     * @return the request
     */
    public static MetricRequest of(MetricType type) {
        return new MetricRequest(type, Design.UNIT, Rows.RANDOMISED_UNITS, History.NONE, 0.5);
    }

    /**
     * The same question in another design.
     *
     * @param other how units were put into arms
     * @return the changed request
     */
    public MetricRequest in(Design other) {
        return new MetricRequest(type, other, rows, history, probability);
    }

    /**
     * The same question about a table of other rows.
     *
     * @param other what a row is
     * @return the changed request
     */
    public MetricRequest of(Rows other) {
        return new MetricRequest(type, design, other, history, probability);
    }

    /**
     * The same question with another history.
     *
     * @param other what is known from before
     * @return the changed request
     */
    public MetricRequest with(History other) {
        return new MetricRequest(type, design, rows, other, probability);
    }
}
