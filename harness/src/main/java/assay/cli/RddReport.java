package assay.cli;

import assay.Estimate;
import assay.Fit;
import assay.Glance;
import assay.Interval;
import assay.harness.Catalog;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A regression discontinuity as a report.
 *
 * @param study the study
 * @param level of intervals
 */
record RddReport(RddStudy study, double level) {

    private static final int WIDTH = 110;

    String format(Format format) {
        return switch (format) {
            case CSV -> rows().format(Format.CSV);
            case JSON -> Rows.toJson(json());
            case TABLE, MD -> text(format);
        };
    }

    private String text(Format format) {
        String end = format == Format.MD ? "  \n" : "\n";
        StringBuilder out = new StringBuilder(format == Format.MD ? "# Regression discontinuity\n\n" : "");
        facts().forEach(line -> out.append(line).append(end));
        out.append('\n').append(rows().format(format)).append('\n');
        sentences().forEach(sentence -> out.append(Wrap.at(sentence, WIDTH)).append(format == Format.MD ? "\n" : ""));
        certificates().forEach(line -> out.append(line).append(end));
        return out.toString();
    }

    private List<String> facts() {
        Fit fit = study.fit();
        Glance glance = fit.glance();
        List<String> lines = new ArrayList<>();
        lines.add("estimand: " + fit.estimate().estimand().label() + " at the cutoff "
                + Rows.brief(study.estimator().cutoff()) + "; "
                + study.estimator().design().name().toLowerCase(Locale.ROOT) + " design");
        lines.add(
                "rows: " + study.sample().size() + " (" + study.sample().dropped() + " dropped); within the bandwidth "
                        + Rows.brief(figure("left_rows")) + " below, " + Rows.brief(figure("right_rows")) + " above");
        lines.add("bandwidth: " + Rows.brief(figure("bandwidth")) + ", of the bias "
                + Rows.brief(figure("bias_bandwidth")) + "; kernel: "
                + study.estimator().kernel().label() + "; order: "
                + study.estimator().order());
        lines.add("variance: " + glance.variance());
        return lines;
    }

    private double figure(String name) {
        return study.fit().glance().diagnostics().getOrDefault(name, Double.NaN);
    }

    private Rows rows() {
        Rows rows = new Rows(
                "part", "term", "estimate", "std_error", "statistic", "p_value", "conf_low", "conf_high", "conf_level");
        boolean first = true;
        for (Estimate e : study.fit().terms()) {
            add(rows, "effect", first ? "robust" : e.term(), e);
            first = false;
        }
        var density = study.density();
        double below = density.glance().diagnostics().getOrDefault("density_below", Double.NaN);
        double above = density.glance().diagnostics().getOrDefault("density_above", Double.NaN);
        double error = density.statistic() == 0 ? Double.NaN : (above - below) / density.statistic();
        rows.add(
                "density",
                "above - below",
                above - below,
                error,
                density.statistic(),
                density.pValue(),
                Double.NaN,
                Double.NaN,
                level);
        study.continuity().forEach(e -> add(rows, "continuity", e.term(), e));
        study.placebos().forEach(e -> add(rows, "placebo", e.term(), e));
        return rows;
    }

    private void add(Rows rows, String part, String term, Estimate e) {
        Interval interval = e.inference().interval(level);
        rows.add(
                part,
                term,
                e.value(),
                e.stdError(),
                e.inference().statistic(0),
                e.inference().pValue(0),
                interval.lower(),
                interval.upper(),
                level);
    }

    /** What it comes to. */
    List<String> sentences() {
        Estimate e = study.fit().estimate();
        Interval interval = e.inference().interval(level);
        List<String> out = new ArrayList<>();
        out.add(String.format(
                Locale.ROOT,
                "In plain words: at the cutoff the outcome jumps by %s [%s, %s], bias taken out; that is the effect on units"
                        + " at the cutoff%s, and says nothing of others.",
                Rows.brief(e.value()),
                Rows.brief(interval.lower()),
                Rows.brief(interval.upper()),
                study.sorted() ? " only if nobody chose their side, which the density denies" : ""));
        out.add(String.format(
                Locale.ROOT,
                "Density of the running variable: %s at the cutoff (p = %.3g).",
                study.sorted() ? "it jumps" : "no jump is found",
                study.density().pValue()));
        return out;
    }

    /** What is certified. */
    List<String> certificates() {
        List<String> lines = new ArrayList<>();
        Catalog.fit("rdd").ifPresent(method -> {
            Badge.Reading reading = Badge.of(method).read(method, study.sides(), study.fit());
            lines.add("certificate of rdd: " + reading.summary());
            reading.lines().forEach(line -> lines.add("  " + line));
        });
        Catalog.find("rdd-density")
                .ifPresent(method -> lines.add(
                        "certificate of rdd-density: " + Badge.of(method).verdict()));
        return lines;
    }

    private JsonObject json() {
        JsonObject root = new JsonObject();
        root.addProperty("schema", "assay/rdd/1");
        root.addProperty("estimand", study.fit().estimate().estimand().code());
        root.addProperty("design", study.estimator().design().name().toLowerCase(Locale.ROOT));
        root.addProperty("cutoff", study.estimator().cutoff());
        root.addProperty("kernel", study.estimator().kernel().label());
        root.addProperty("order", study.estimator().order());
        root.addProperty("variance", study.fit().glance().variance());
        root.addProperty("n", study.sample().size());
        root.addProperty("n_dropped", study.sample().dropped());
        JsonObject figures = new JsonObject();
        study.fit().glance().diagnostics().forEach(figures::addProperty);
        root.add("diagnostics", figures);
        JsonObject density = new JsonObject();
        study.density().glance().diagnostics().forEach(density::addProperty);
        density.addProperty("statistic", study.density().statistic());
        density.addProperty("p_value", study.density().pValue());
        root.add("density", density);
        root.add("values", rows().json());
        root.add("summary", texts(sentences()));
        root.add("certificates", texts(certificates()));
        JsonArray cautions = new JsonArray();
        study.cautions().forEach(caution -> {
            JsonObject one = new JsonObject();
            one.addProperty("code", caution.code());
            one.addProperty("message", caution.message());
            cautions.add(one);
        });
        root.add("cautions", cautions);
        return root;
    }

    static JsonArray texts(List<String> lines) {
        JsonArray array = new JsonArray();
        lines.forEach(array::add);
        return array;
    }
}
