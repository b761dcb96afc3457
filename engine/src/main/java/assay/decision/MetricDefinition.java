package assay.decision;

import assay.Arguments;
import assay.experiment.Better;
import assay.experiment.MetricType;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A metric as its owner defined it before the experiment.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a name is blank, the version or a window is not positive, or a ratio
 * has no denominator or another metric has one.
 *
 * @param id name, unique among metrics
 * @param label name in words
 * @param version from 1; a changed definition is a new version
 * @param owner who answers for it
 * @param type what it measures
 * @param source the table that it is read from
 * @param column its column there; of a ratio the numerator
 * @param denominator column of the denominator; empty unless it is a ratio
 * @param covariate a column from before the experiment that predicts it; empty where there is none
 * @param windowDays days after the start of a unit over which it is measured, from 1
 * @param maturityDays days that a unit must have been watched before it counts; empty to count every unit
 * @param better which change is for the better
 * @param practical the smallest effect that matters
 * @param margin the largest harm that is tolerated where it is a guardrail; empty where none is stated
 * @param fill what a missing value is
 * @param outliers what is done to large values
 */
public record MetricDefinition(
        String id,
        String label,
        int version,
        String owner,
        MetricType type,
        Source source,
        String column,
        Optional<String> denominator,
        Optional<String> covariate,
        int windowDays,
        OptionalInt maturityDays,
        Better better,
        Threshold practical,
        Optional<Threshold> margin,
        Fill fill,
        Outliers outliers) {

    /** The table that a metric is read from. */
    public enum Source {
        /** One row for each user: {@code fact_user_outcomes}. */
        USER_OUTCOMES,
        /** One row for each user and day, summed over the window of the metric: {@code fact_user_day}. */
        USER_DAYS
    }

    /** What a missing value is. */
    public enum Fill {
        /** No event, hence 0. */
        ZERO,
        /** Unknown: the unit is left out of this metric. */
        DROP
    }

    /** What is done to large values, the same for both arms. */
    public enum Outliers {
        /** Nothing. */
        NONE,
        /** Values above the 99th percentile of both arms together are set to it. */
        WINSORIZE_P99,
        /** Negative values are set to 0. */
        CLIP_NONNEGATIVE
    }

    public MetricDefinition {
        requireText("metric", id);
        requireText("column of metric " + id, column);
        Arguments.atLeast("version of metric " + id, version, 1);
        Arguments.atLeast("window of metric " + id, windowDays, 1);
        if ((type == MetricType.RATIO) != denominator.isPresent()) {
            throw new IllegalArgumentException("metric " + id
                    + (denominator.isPresent() ? " is no ratio and has" : " is a ratio without") + " a denominator");
        }
    }

    private static void requireText(String what, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(what + " has no name");
        }
    }

    /**
     * What it is called in sentences.
     *
     * @return the name in words, or the id where there are none
     */
    public String spoken() {
        return label.isBlank() ? id : label;
    }
}
