package assay.decision;

import assay.Caution;
import assay.Estimate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All comparisons of an experiment.
 *
 * @param readings of all units, by treatment, metric and view
 * @param segments by segment and treatment; empty where the plan names none
 * @param compliers by treatment the effect of being exposed on those whom assignment exposed; empty where nobody, or everybody, was
 * @param primaryP by treatment the p-value of the primary metric, corrected over treatments
 * @param secondary secondary metrics in the primary view, corrected for their number
 * @param diluted by treatment the effect on the primary metric of triggered units as an effect on all that were assigned, who are
 *     more; empty where nobody was triggered, and for metrics that are no mean
 * @param cautions reasons for care about all of it
 */
public record ExperimentReading(
        List<MetricReading> readings,
        List<SegmentReading> segments,
        Map<String, Estimate> compliers,
        Map<String, Double> primaryP,
        List<SecondaryReading> secondary,
        Map<String, Estimate> diluted,
        List<Caution> cautions) {

    public ExperimentReading {
        readings = List.copyOf(readings);
        segments = List.copyOf(segments);
        compliers = ordered(compliers);
        primaryP = ordered(primaryP);
        secondary = List.copyOf(secondary);
        diluted = ordered(diluted);
        cautions = List.copyOf(cautions);
    }

    /** In the order of the plan, so that what is written twice is written alike. */
    private static <T> Map<String, T> ordered(Map<String, T> byArm) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(byArm));
    }

    /**
     * Comparisons of an experiment without secondary metrics or diluted effects.
     *
     * @param readings of all units, by treatment, metric and view
     * @param segments by segment and treatment
     * @param compliers by treatment the effect of being exposed on those whom assignment exposed
     * @param primaryP by treatment the p-value of the primary metric, corrected over treatments
     * @param cautions reasons for care about all of it
     */
    public ExperimentReading(
            List<MetricReading> readings,
            List<SegmentReading> segments,
            Map<String, Estimate> compliers,
            Map<String, Double> primaryP,
            List<Caution> cautions) {
        this(readings, segments, compliers, primaryP, List.of(), Map.of(), cautions);
    }

    /**
     * The reading of a metric of all units.
     *
     * @param metric its id
     * @param view whom it is about
     * @param arm the treatment
     * @return empty if it was not read
     */
    public Optional<MetricReading> find(String metric, View view, String arm) {
        return readings.stream()
                .filter(r -> r.metric().id().equals(metric)
                        && r.view() == view
                        && r.arm().equals(arm))
                .findFirst();
    }
}
