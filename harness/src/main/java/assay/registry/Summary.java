package assay.registry;

import assay.Interval;
import assay.decision.ExperimentPlan;
import assay.decision.ExperimentReading;
import assay.decision.MetricDefinition;
import assay.decision.MetricReading;
import assay.decision.Purpose;
import assay.decision.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Readings in a line each. */
final class Summary {

    private Summary() {}

    static String primary(ExperimentPlan plan, ExperimentReading reading) {
        return lines(plan, reading, Purpose.PRIMARY, "not read");
    }

    static String guardrails(ExperimentPlan plan, ExperimentReading reading) {
        return lines(plan, reading, Purpose.GUARDRAIL, "none planned");
    }

    private static String lines(ExperimentPlan plan, ExperimentReading reading, Purpose purpose, String none) {
        List<String> lines = new ArrayList<>();
        for (MetricDefinition metric : plan.of(purpose)) {
            for (Variant arm : plan.treatments()) {
                Optional<MetricReading> found = reading.find(metric.id(), plan.primaryView(), arm.name());
                lines.add(found.map(r -> line(plan, r)).orElse(metric.id() + " of " + arm.name() + ": not read"));
            }
        }
        return lines.isEmpty() ? none : String.join("; ", lines);
    }

    private static String line(ExperimentPlan plan, MetricReading reading) {
        Interval interval =
                reading.decisive().inference().interval(1 - plan.policy().alpha());
        String margin = reading.margin().isPresent()
                ? String.format(Locale.ROOT, ", margin %.4g", reading.margin().getAsDouble())
                : "";
        return String.format(
                Locale.ROOT,
                "%s of %s: %+.4g [%.4g, %.4g]%s (%d and %d units)",
                reading.metric().id(),
                reading.arm(),
                reading.decisive().value(),
                interval.lower(),
                interval.upper(),
                margin,
                reading.units().control(),
                reading.units().treated());
    }
}
