package assay.decision;

/**
 * A metric and what it is for in an experiment.
 *
 * @param metric the metric
 * @param purpose what it is for
 */
public record PlannedMetric(MetricDefinition metric, Purpose purpose) {}
