package assay.decision.brief;

import assay.decision.Action;
import assay.decision.DecisionRecord;
import assay.decision.ExperimentPlan;
import assay.decision.MetricReading;
import assay.decision.Numbers;
import assay.decision.PlannedMetric;
import assay.decision.Purpose;
import assay.decision.SecondaryReading;
import assay.decision.SegmentReading;
import assay.decision.Variant;
import assay.decision.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What was seen, in counts. */
final class SeenSection {

    private SeenSection() {}

    static List<Block> of(DecisionRecord decision) {
        List<Block> blocks = new ArrayList<>();
        List<MetricReading> primaries = primaries(decision);
        if (decision.action() == Action.INVESTIGATE_INVALID) {
            for (MetricReading primary : primaries) {
                blocks.add(new Block.Text(units(decision, primary)));
            }
            blocks.add(new Block.Text(
                    "No effect is shown: a check failed that every comparison of these units stands on, and a number would"
                            + " be read as if it had not."));
            return blocks;
        }
        for (MetricReading primary : primaries) {
            blocks.add(new Block.Text(seen(decision.plan(), primary)));
        }
        List<MetricReading> all = readings(decision);
        double level = 1 - decision.plan().policy().alpha();
        if (!all.isEmpty()) {
            blocks.add(new Block.Chart(
                    EffectChart.of(all, level, decision.plan().treatments().size())));
            blocks.add(table(decision, all, level));
        }
        if (!decision.reading().segments().isEmpty()) {
            blocks.add(segments(decision));
        }
        return blocks;
    }

    /** The readings of the primary metric in the view that decides, by treatment. */
    static List<MetricReading> primaries(DecisionRecord decision) {
        ExperimentPlan plan = decision.plan();
        return plan.treatments().stream()
                .map(Variant::name)
                .flatMap(arm -> decision.reading().find(plan.primary().id(), plan.primaryView(), arm).stream())
                .toList();
    }

    /** All readings in the view that decides, by purpose. */
    private static List<MetricReading> readings(DecisionRecord decision) {
        ExperimentPlan plan = decision.plan();
        List<MetricReading> readings = new ArrayList<>();
        for (Purpose purpose : List.of(Purpose.PRIMARY, Purpose.GUARDRAIL, Purpose.SECONDARY)) {
            for (PlannedMetric planned : plan.metrics()) {
                for (Variant arm : plan.treatments()) {
                    Optional<MetricReading> found =
                            decision.reading().find(planned.metric().id(), plan.primaryView(), arm.name());
                    if (planned.purpose() == purpose && found.isPresent()) {
                        readings.add(found.get());
                    }
                }
            }
        }
        return readings;
    }

    private static String seen(ExperimentPlan plan, MetricReading primary) {
        String label = primary.metric().spoken();
        return label + ": " + Sentences.counts(primary, plan.control().name()) + " ("
                + Numbers.level(primary, primary.treatedMean()) + " against "
                + Numbers.level(primary, primary.controlMean()) + "): " + Sentences.frequency(primary)
                + adjusted(primary) + ", " + Sentences.direction(primary) + ".";
    }

    private static String adjusted(MetricReading primary) {
        return primary.adjusted().isEmpty()
                ? ""
                : " once what was known before is taken into account (by "
                        + primary.metric().covariate().orElse("a covariate") + ")";
    }

    private static String units(DecisionRecord decision, MetricReading primary) {
        return Numbers.count(primary.units().control()) + " units of "
                + decision.plan().control().name() + " and "
                + Numbers.count(primary.units().treated()) + " of " + primary.arm() + " are in the data.";
    }

    private static Block table(DecisionRecord decision, List<MetricReading> readings, double level) {
        ExperimentPlan plan = decision.plan();
        List<List<String>> rows = new ArrayList<>();
        for (MetricReading reading : readings) {
            rows.add(List.of(
                    reading.metric().spoken(),
                    reading.purpose().name().toLowerCase(Locale.ROOT),
                    reading.arm(),
                    Numbers.level(reading, reading.controlMean()),
                    Numbers.level(reading, reading.treatedMean()),
                    Sentences.change(reading, reading.decisive().value()),
                    Sentences.range(reading, reading.decisive().inference().interval(level)),
                    Numbers.probability(corrected(decision, reading))));
        }
        String view = plan.primaryView() == View.ASSIGNED ? "assigned" : plan.primaryView().code();
        return new Block.Grid(
                "Changes among " + view + " units, with intervals of level " + Numbers.plain(level)
                        + "; p is corrected for the number of treatments and of secondary metrics",
                List.of("metric", "purpose", "arm", plan.control().name(), "treated", "change", "interval", "p"),
                rows);
    }

    /** The p-value that counts: of the primary metric over treatments, of secondary ones over all of them. */
    private static double corrected(DecisionRecord decision, MetricReading reading) {
        double own = reading.decisive().inference().pValue(0);
        if (reading.purpose() == Purpose.PRIMARY) {
            return decision.reading().primaryP().getOrDefault(reading.arm(), own);
        }
        return decision.reading().secondary().stream()
                .filter(s -> s.metric().equals(reading.metric().id()) && s.arm().equals(reading.arm()))
                .mapToDouble(SecondaryReading::adjustedP)
                .findFirst()
                .orElse(own);
    }

    private static Block segments(DecisionRecord decision) {
        List<List<String>> rows = new ArrayList<>();
        for (SegmentReading segment : decision.reading().segments()) {
            MetricReading inside = segment.inside();
            rows.add(List.of(
                    segment.segment(),
                    segment.arm(),
                    Numbers.count(inside.units().analysed()),
                    Sentences.change(inside, inside.decisive().value()),
                    Sentences.range(inside, segment.adjustedInterval()),
                    Numbers.probability(segment.adjustedP()),
                    Numbers.probability(segment.interaction().inference().pValue(0))));
        }
        return new Block.Grid(
                "Segments that were named before the start; intervals and p corrected for their number, and p of a"
                        + " difference from all other units",
                List.of("segment", "arm", "units", "change", "interval", "p", "p of a difference"),
                rows);
    }
}
