package assay.cli;

import assay.Caution;
import assay.decision.AnalysisMode;
import assay.decision.ExperimentPlan;
import assay.decision.ExperimentReading;
import assay.decision.MetricReading;
import assay.decision.Purpose;
import assay.decision.SecondaryReading;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What {@code assay analyze} prints of a contract.
 *
 * @param plan the contract
 * @param reading what was seen
 * @param certificates of the methods
 * @param leftOut units that were left out when tables were read, and why; sentences
 */
record AnalysisReport(
        ExperimentPlan plan, ExperimentReading reading, AnalysisCertificates certificates, List<String> leftOut) {

    private static final int REASONS = 3;

    String format(Format format) {
        return switch (format) {
            case TABLE, MD -> text(format);
            case CSV -> tidy();
            case JSON -> Rows.toJson(json());
        };
    }

    /** One row for each estimate, at full precision. */
    String tidy() {
        return AnalysisRows.of(plan, reading).format(Format.CSV);
    }

    /** What stands above the rows, and beside them where they are for a program. */
    String header() {
        double level = 100 * (1 - plan.policy().alpha());
        String looks = plan.mode() == AnalysisMode.ALWAYS_VALID
                ? "intervals and p-values hold at all looks at once"
                : "intervals and p-values hold at one look";
        return "experiment: " + plan.id() + ", " + plan.title() + "\n"
                + "decides: " + plan.primary().id() + " among the "
                + plan.primaryView().code() + "; " + Rows.brief(level) + " % intervals, " + looks + "\n"
                + "units: "
                + plan.cluster().map(c -> "users, randomised by " + c).orElse("users") + "; control is "
                + plan.control().name() + "\n";
    }

    private String text(Format format) {
        Map<MetricReading, Double> adjusted = adjusted();
        StringBuilder text = new StringBuilder(header());
        List<MetricReading> first = reading.readings().stream()
                .filter(r -> r.view() == plan.primaryView())
                .toList();
        section(text, "The " + plan.primaryView().code() + " units", AnalysisRows.brief(plan, first, adjusted), format);
        List<MetricReading> other = reading.readings().stream()
                .filter(r -> r.view() != plan.primaryView())
                .toList();
        section(text, "Other views", AnalysisRows.brief(plan, other, adjusted), format);
        section(text, "Effects of the primary metric on others", AnalysisRows.derived(plan, reading), format);
        section(text, "Segments", AnalysisRows.segments(plan, reading), format);
        section(text, "Certificates", certificates.rows(), format);
        certificates
                .reasons(REASONS)
                .forEach(line -> text.append("  ").append(line).append('\n'));
        return text.toString();
    }

    private static void section(StringBuilder text, String title, Rows rows, Format format) {
        if (!rows.isEmpty()) {
            text.append('\n')
                    .append(format == Format.MD ? "## " : "")
                    .append(title)
                    .append(format == Format.MD ? "\n\n" : "\n");
            text.append(rows.format(format));
        }
    }

    private Map<MetricReading, Double> adjusted() {
        Map<MetricReading, Double> adjusted = new HashMap<>();
        for (MetricReading one : reading.readings()) {
            if (one.view() == plan.primaryView() && one.purpose() == Purpose.PRIMARY) {
                adjusted.put(one, reading.primaryP().getOrDefault(one.arm(), Double.NaN));
            }
            for (SecondaryReading two : reading.secondary()) {
                if (one.view() == plan.primaryView()
                        && two.metric().equals(one.metric().id())
                        && two.arm().equals(one.arm())) {
                    adjusted.put(one, two.adjustedP());
                }
            }
        }
        return adjusted;
    }

    /** Every reason for care once, with what it is about. */
    List<String> cautions() {
        Set<String> lines = new LinkedHashSet<>();
        reading.cautions().forEach(c -> lines.add(line("", c)));
        for (MetricReading one : reading.readings()) {
            if (one.view() == plan.primaryView()) {
                one.cautions().forEach(c -> lines.add(line(one.metric().id() + ", " + one.arm() + ": ", c)));
            }
        }
        return new ArrayList<>(lines);
    }

    private static String line(String about, Caution caution) {
        return CautionLine.of(about, caution);
    }

    private JsonObject json() {
        JsonObject root = new JsonObject();
        root.addProperty("schema", "assay/analysis/1");
        JsonObject experiment = new JsonObject();
        experiment.addProperty("id", plan.id());
        experiment.addProperty("title", plan.title());
        experiment.addProperty("hypothesis", plan.hypothesis());
        experiment.addProperty("mode", plan.mode().name().toLowerCase(Locale.ROOT));
        experiment.addProperty("primary_view", plan.primaryView().code());
        experiment.addProperty("control", plan.control().name());
        experiment.addProperty("conf_level", 1 - plan.policy().alpha());
        root.add("experiment", experiment);
        root.add("estimates", AnalysisRows.of(plan, reading).json());
        JsonArray units = new JsonArray();
        leftOut.forEach(units::add);
        root.add("left_out", units);
        JsonArray cautions = new JsonArray();
        reading.cautions().forEach(c -> cautions.add(caution("", "", "", c)));
        for (MetricReading one : reading.readings()) {
            one.cautions()
                    .forEach(c ->
                            cautions.add(caution(one.metric().id(), one.view().code(), one.arm(), c)));
        }
        root.add("cautions", cautions);
        root.add("certificates", certificates.json());
        return root;
    }

    private static JsonObject caution(String metric, String view, String arm, Caution caution) {
        JsonObject one = new JsonObject();
        one.addProperty("metric", metric);
        one.addProperty("view", view);
        one.addProperty("arm", arm);
        one.addProperty("code", caution.code());
        one.addProperty("message", caution.message());
        return one;
    }
}
