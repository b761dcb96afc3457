package assay.cli;

import assay.Estimate;
import assay.Interval;
import assay.harness.Catalog;
import assay.observational.Balance;
import assay.observational.BalanceTable;
import assay.transport.CellShare;
import assay.transport.Modifier;
import assay.transport.ModifierTable;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An effect in another population, as a report.
 *
 * @param study the study
 * @param level of intervals
 */
record TransportReport(TransportStudy study, double level) {

    private static final int WIDTH = 110;

    String format(Format format) {
        return switch (format) {
            case CSV -> effects().format(Format.CSV);
            case JSON -> Rows.toJson(json());
            case TABLE, MD -> text(format);
        };
    }

    private String text(Format format) {
        String end = format == Format.MD ? "  \n" : "\n";
        StringBuilder out = new StringBuilder(format == Format.MD ? "# Transport\n\n" : "");
        facts().forEach(line -> out.append(line).append(end));
        out.append('\n').append(effects().format(format)).append('\n');
        if (!study.cells().isEmpty()) {
            out.append(cells().format(format)).append('\n');
        }
        if (study.modifiers().isPresent()) {
            out.append(modifiers().format(format)).append('\n');
        }
        sentences().forEach(sentence -> out.append(Wrap.at(sentence, WIDTH)).append(format == Format.MD ? "\n" : ""));
        certificates().forEach(line -> out.append(line).append(end));
        return out.toString();
    }

    private List<String> facts() {
        List<String> lines = new ArrayList<>();
        lines.add("estimand: " + study.answer().estimate().estimand().label() + "; method: " + study.main());
        lines.add("rows: " + study.experimentRows() + " of the experiment, "
                + (study.sample().size() - study.experimentRows()) + " of the target ("
                + study.sample().dropped() + " dropped)");
        study.modifiers()
                .ifPresent(table -> lines.add(String.format(
                        Locale.ROOT,
                        "weighted to the target, the arms are worth %.1f (treated) and %.1f (control) rows; one row has up to"
                                + " %.1f %% of the weight of its arm",
                        table.sizes().get(1),
                        table.sizes().get(0),
                        100 * table.largest())));
        lines.add("variance: " + study.answer().glance().variance());
        return lines;
    }

    /** The effect there by each method, and the effect here. */
    private Rows effects() {
        Rows rows = new Rows(
                "method",
                "estimand",
                "term",
                "estimate",
                "std_error",
                "statistic",
                "df",
                "p_value",
                "conf_low",
                "conf_high",
                "conf_level",
                "n");
        study.fits()
                .forEach((method, fit) ->
                        add(rows, method, fit.estimate(), fit.glance().n()));
        add(rows, "lin (experiment)", study.here(), study.experimentRows());
        return rows;
    }

    private void add(Rows rows, String method, Estimate e, int n) {
        Interval interval = e.inference().interval(level);
        double df = e.inference().degreesOfFreedom();
        rows.add(
                method,
                e.estimand().code(),
                e.term(),
                e.value(),
                e.stdError(),
                e.inference().statistic(0),
                df,
                e.inference().pValue(0),
                interval.lower(),
                interval.upper(),
                level,
                n);
    }

    private Rows cells() {
        Rows rows =
                new Rows("cell", "experiment_share", "target_share", "n_treated", "n_control", "effect", "std_error");
        for (CellShare cell : study.cells()) {
            rows.add(
                    cell.cell(),
                    cell.experimentShare(),
                    cell.targetShare(),
                    cell.treated(),
                    cell.control(),
                    cell.effect(),
                    cell.stdError());
        }
        return rows;
    }

    /** How the populations differ, and what that does to the effect. */
    Rows modifiers() {
        Rows rows = new Rows(
                "covariate",
                "experiment_mean",
                "target_mean",
                "smd",
                "smd_weighted",
                "slope",
                "slope_std_error",
                "contribution");
        for (Modifier m : study.modifiers().map(ModifierTable::rows).orElse(List.of())) {
            rows.add(
                    m.covariate(),
                    m.experimentMean(),
                    m.targetMean(),
                    m.smd(),
                    tidy(m.weightedSmd()),
                    m.slope(),
                    m.slopeError(),
                    m.contribution());
        }
        return rows;
    }

    /** Nobody reads more than six decimals of a balance, and 1e-16 is 0. */
    private static double tidy(double value) {
        return Math.rint(value * 1e6) / 1e6 + 0.0;
    }

    /** What it comes to. */
    List<String> sentences() {
        Estimate there = study.answer().estimate();
        Interval interval = there.inference().interval(level);
        List<String> out = new ArrayList<>();
        out.add(String.format(
                Locale.ROOT,
                "In plain words: in the target the effect is %s [%s, %s], and in the experiment %s. It holds if units of the same"
                        + " covariates respond alike in both, which no data here can show.",
                Rows.brief(there.value()),
                Rows.brief(interval.lower()),
                Rows.brief(interval.upper()),
                Rows.brief(study.here().value())));
        Optional<Modifier> most = study.modifiers().map(table -> table.rows().get(0));
        most.ifPresent(m -> out.add(String.format(
                Locale.ROOT,
                "What moves it most is '%s': %s in the target for %s in the experiment, at %s for each unit of it, comes to %s.",
                m.covariate(),
                Rows.brief(m.targetMean()),
                Rows.brief(m.experimentMean()),
                Rows.brief(m.slope()),
                Rows.brief(m.contribution()))));
        return out;
    }

    private List<String> certificates() {
        List<String> lines = new ArrayList<>();
        Catalog.fit(study.main()).ifPresent(method -> {
            Badge.Reading reading = Badge.of(method).read(method, study.sample(), study.answer());
            lines.add("certificate of " + method.name() + ": " + reading.summary());
            reading.lines().forEach(line -> lines.add("  " + line));
        });
        return lines;
    }

    /** The balance of the experiment with the target, before and after weighting. */
    BalanceTable balance() {
        List<Balance> before = new ArrayList<>();
        List<Balance> after = new ArrayList<>();
        ModifierTable table = study.modifiers().orElseThrow();
        for (Modifier m : table.rows()) {
            before.add(row(m.covariate(), m.targetMean(), m.experimentMean(), m.smd()));
            after.add(row(
                    m.covariate(),
                    m.targetMean(),
                    m.targetMean() - (m.targetMean() - m.experimentMean()) * ratio(m),
                    m.weightedSmd()));
        }
        return new BalanceTable(
                before, after, table.sizes().get(1), table.sizes().get(0));
    }

    private static double ratio(Modifier m) {
        return m.smd() == 0 ? 0 : m.weightedSmd() / m.smd();
    }

    private static Balance row(String covariate, double target, double experiment, double smd) {
        return new Balance(covariate, target, experiment, smd, smd, Double.NaN, Double.NaN);
    }

    private JsonObject json() {
        JsonObject root = new JsonObject();
        root.addProperty("schema", "assay/transport/1");
        root.addProperty("method", study.main());
        root.addProperty("estimand", study.answer().estimate().estimand().code());
        root.addProperty("variance", study.answer().glance().variance());
        root.addProperty("n_experiment", study.experimentRows());
        root.addProperty("n_target", study.sample().size() - study.experimentRows());
        root.addProperty("n_dropped", study.sample().dropped());
        JsonObject figures = new JsonObject();
        study.answer().glance().diagnostics().forEach(figures::addProperty);
        study.modifiers().ifPresent(table -> {
            figures.addProperty("ess_treated", table.sizes().get(1));
            figures.addProperty("ess_control", table.sizes().get(0));
            figures.addProperty("max_weight_share", table.largest());
        });
        root.add("diagnostics", figures);
        root.add("effects", effects().json());
        root.add("cells", cells().json());
        root.add("modifiers", modifiers().json());
        root.add("summary", RddReport.texts(sentences()));
        root.add("certificates", RddReport.texts(certificates()));
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
}
