package assay.decision;

import assay.Arguments;
import assay.condition.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What was agreed before an experiment: whom it is about, what they get, what is measured and how it is decided.
 *
 * <p>The constructor throws {@link IllegalArgumentException} unless there is one control and at least one treatment with distinct
 * names and shares that sum to 1, one primary metric, no metric twice, and the times are in order.
 *
 * @param id name, unique among experiments
 * @param title name in words
 * @param owner who answers for it
 * @param hypothesis if, then, because
 * @param assignmentStart when the first unit can be assigned
 * @param assignmentEnd when assignment ends; later than the start
 * @param observationEnd when measurement ends; not earlier than assignment
 * @param mode when the data may be looked at
 * @param primaryView whom the primary effect is an average over
 * @param cluster the column of what was randomised, such as a household; empty where users were
 * @param variants the arms
 * @param audience the condition on columns of users that selects whom it is about; empty for all
 * @param exclusions conditions that leave users out: bots, staff, people without consent
 * @param metrics metrics with their purposes, in the order of reports
 * @param segments columns of users whose values are segments, named before the start
 * @param plannedUnits units that were planned; empty where nobody planned
 * @param minimumDays shortest run, in days; 0 for none
 * @param policy how it is decided
 */
public record ExperimentPlan(
        String id,
        String title,
        String owner,
        String hypothesis,
        Instant assignmentStart,
        Instant assignmentEnd,
        Instant observationEnd,
        AnalysisMode mode,
        View primaryView,
        Optional<String> cluster,
        List<Variant> variants,
        Optional<Condition> audience,
        List<Condition> exclusions,
        List<PlannedMetric> metrics,
        List<String> segments,
        OptionalInt plannedUnits,
        int minimumDays,
        DecisionPolicy policy) {

    private static final double TOLERANCE = 1e-6;

    public ExperimentPlan {
        variants = List.copyOf(variants);
        exclusions = List.copyOf(exclusions);
        metrics = List.copyOf(metrics);
        segments = Arguments.distinct("segment", segments);
        Arguments.distinct("variant", variants.stream().map(Variant::name).toList());
        Arguments.distinct(
                "metric", metrics.stream().map(planned -> planned.metric().id()).toList());
        Arguments.atLeast("minimum days", minimumDays, 0);
        long controls =
                variants.stream().filter(v -> v.kind() == Variant.Kind.CONTROL).count();
        if (controls != 1 || variants.size() < 2) {
            throw new IllegalArgumentException(
                    "one control and at least one treatment are needed, not " + controls + " among " + variants.size());
        }
        double sum = variants.stream().mapToDouble(Variant::share).sum();
        if (!(Math.abs(sum - 1) <= TOLERANCE)) {
            throw new IllegalArgumentException("shares of variants must sum to 1, not " + sum);
        }
        long primaries =
                metrics.stream().filter(p -> p.purpose() == Purpose.PRIMARY).count();
        if (primaries != 1) {
            throw new IllegalArgumentException("one primary metric is needed, not " + primaries);
        }
        if (!assignmentStart.isBefore(assignmentEnd) || observationEnd.isBefore(assignmentEnd)) {
            throw new IllegalArgumentException(
                    "times must be in order: start of assignment, its end, end of observation");
        }
    }

    /**
     * The arm that others are compared with.
     *
     * @return the control
     */
    public Variant control() {
        return variants.stream()
                .filter(v -> v.kind() == Variant.Kind.CONTROL)
                .findFirst()
                .orElseThrow();
    }

    /**
     * The arms that are compared with control.
     *
     * @return in their order
     */
    public List<Variant> treatments() {
        return variants.stream().filter(v -> v.kind() == Variant.Kind.TREATMENT).toList();
    }

    /**
     * The metric that decides.
     *
     * @return the primary metric
     */
    public MetricDefinition primary() {
        return of(Purpose.PRIMARY).get(0);
    }

    /**
     * The metrics of a purpose.
     *
     * @param purpose what they are for
     * @return in their order
     */
    public List<MetricDefinition> of(Purpose purpose) {
        return metrics.stream()
                .filter(planned -> planned.purpose() == purpose)
                .map(PlannedMetric::metric)
                .toList();
    }

    /**
     * The length of the assignment window.
     *
     * @return in days
     */
    public double assignmentDays() {
        return days(assignmentStart, assignmentEnd);
    }

    /**
     * The time from the start of assignment to the end of observation.
     *
     * @return in days
     */
    public double observationDays() {
        return days(assignmentStart, observationEnd);
    }

    private static double days(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 86_400_000.0;
    }
}
