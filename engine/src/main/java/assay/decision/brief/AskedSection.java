package assay.decision.brief;

import assay.decision.AnalysisMode;
import assay.decision.ExperimentPlan;
import assay.decision.MetricDefinition;
import assay.decision.Numbers;
import assay.decision.Purpose;
import assay.decision.Threshold;
import assay.decision.Variant;
import assay.experiment.Better;
import assay.experiment.MetricType;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was agreed before anybody saw data. */
final class AskedSection {

    private AskedSection() {}

    static List<Block> of(ExperimentPlan plan) {
        List<Block> blocks = new ArrayList<>();
        if (!plan.hypothesis().isBlank()) {
            blocks.add(new Block.Text(plan.hypothesis().strip()));
        }
        List<String> items = new ArrayList<>();
        for (Variant arm : plan.variants()) {
            items.add(arm.name() + " (" + arm.kind().name().toLowerCase(Locale.ROOT) + ", "
                    + Numbers.plain(100 * arm.share()) + " % of units)"
                    + (arm.description().isBlank() ? "" : ": " + arm.description()));
        }
        MetricDefinition primary = plan.primary();
        items.add("It is decided by " + primary.spoken() + ": " + better(primary) + ", and "
                + threshold(primary, primary.practical()) + " is the smallest change that matters.");
        for (MetricDefinition guardrail : plan.of(Purpose.GUARDRAIL)) {
            items.add("It must not harm " + guardrail.spoken() + " (" + better(guardrail) + ")"
                    + guardrail
                            .margin()
                            .map(margin -> " by " + threshold(guardrail, margin) + " or more.")
                            .orElse("; how much harm is tolerated was not said."));
        }
        DateTimeFormatter day = DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);
        items.add("Units came in from " + day.format(plan.assignmentStart()) + " to " + day.format(plan.assignmentEnd())
                + " and were watched until " + day.format(plan.observationEnd()) + "; the data are "
                + (plan.mode() == AnalysisMode.ALWAYS_VALID ? "read at any time." : "read once, at the end."));
        if (plan.audience().isPresent()) {
            items.add("It is about units with " + plan.audience().get() + ".");
        }
        blocks.add(new Block.Items(items));
        return blocks;
    }

    private static String better(MetricDefinition metric) {
        return metric.better() == Better.LARGER ? "more is better" : "less is better";
    }

    private static String threshold(MetricDefinition metric, Threshold threshold) {
        return switch (threshold.unit()) {
            case ABSOLUTE ->
                metric.type() == MetricType.PROPORTION
                        ? Numbers.plain(100 * threshold.value()) + " percentage points"
                        : Numbers.plain(threshold.value());
            case PERCENTAGE_POINTS -> Numbers.plain(threshold.value()) + " percentage points";
            case RELATIVE -> Numbers.plain(100 * threshold.value()) + " % of control";
        };
    }
}
