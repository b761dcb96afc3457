package assay.cli;

import assay.Estimate;
import assay.Fit;
import assay.Glance;
import assay.Interval;
import assay.Role;
import assay.Sample;
import assay.harness.Catalog;
import assay.quasi.DoublyRobustDid;
import assay.quasi.HonestDid;
import assay.quasi.HonestRestriction;
import assay.random.Philox;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Differences in differences as a report.
 *
 * @param sample the panel
 * @param fit effects
 * @param honest what is left under bounds on how trends part; empty if not asked for
 * @param bounds the average effect under each bound
 * @param restriction what is bounded
 * @param level of intervals
 * @param seed of bands
 */
record DidReport(
        Sample sample,
        Fit fit,
        Optional<Fit> honest,
        List<Estimate> bounds,
        HonestRestriction restriction,
        double level,
        long seed) {

    private static final int WIDTH = 110;

    DidReport {
        bounds = List.copyOf(bounds);
    }

    static DidReport of(
            Sample sample,
            DoublyRobustDid estimator,
            List<Double> bounds,
            HonestRestriction restriction,
            double level,
            long seed) {
        Fit fit = estimator.estimate(sample, new Philox(seed, 0, 3));
        if (bounds.isEmpty()) {
            return new DidReport(sample, fit, Optional.empty(), List.of(), restriction, level, seed);
        }
        HonestDid honest = new HonestDid(restriction, bounds.get(0), estimator.score(), estimator.comparison());
        return new DidReport(
                sample,
                fit,
                Optional.of(honest.estimate(sample, new Philox(seed, 0, 3))),
                honest.sensitivity(sample, bounds),
                restriction,
                level,
                seed);
    }

    String format(Format format) {
        return switch (format) {
            case CSV -> all().format(Format.CSV);
            case JSON -> Rows.toJson(json());
            case TABLE, MD -> text(format);
        };
    }

    private String text(Format format) {
        String end = format == Format.MD ? "  \n" : "\n";
        Glance glance = fit.glance();
        StringBuilder out = new StringBuilder(format == Format.MD ? "# Differences in differences\n\n" : "");
        out.append("estimand: ")
                .append(fit.estimate().estimand().label())
                .append(", ")
                .append(fit.estimate().estimand().definition())
                .append(end);
        out.append("variance: ").append(glance.variance()).append(end);
        out.append(String.format(
                Locale.ROOT,
                "units: %s (%s never treated) in %s cohorts and %s periods; rows: %d (%d dropped); seed: %d%s",
                Rows.brief(figure("units")),
                Rows.brief(figure("never_treated")),
                Rows.brief(figure("cohorts")),
                Rows.brief(figure("periods")),
                glance.n(),
                glance.dropped(),
                seed,
                end));
        out.append('\n').append(all().format(format)).append('\n');
        sentences().forEach(sentence -> out.append(Wrap.at(sentence, WIDTH)).append(format == Format.MD ? "\n" : ""));
        certificates().forEach(line -> out.append(line).append(end));
        return out.toString();
    }

    private double figure(String name) {
        return fit.glance().diagnostics().getOrDefault(name, Double.NaN);
    }

    private Rows all() {
        Rows rows = rows(fit, level, "effect");
        bounds.forEach(e -> add(rows, "honest", e, level));
        return rows;
    }

    /** The terms of a fit; the first is the average that was asked for. */
    static Rows rows(Fit fit, double level, String part) {
        Rows rows = new Rows(
                "part",
                "term",
                "estimate",
                "std_error",
                "statistic",
                "df",
                "p_value",
                "conf_low",
                "conf_high",
                "conf_level");
        boolean first = true;
        for (Estimate e : fit.terms()) {
            add(rows, first ? part : e.term().contains(",") ? "cell" : "aggregate", e, level);
            first = false;
        }
        return rows;
    }

    private static void add(Rows rows, String part, Estimate e, double level) {
        Interval interval = e.inference().interval(level);
        rows.add(
                part,
                e.term(),
                e.value(),
                e.stdError(),
                e.inference().statistic(0),
                e.inference().degreesOfFreedom(),
                e.inference().pValue(0),
                interval.lower(),
                interval.upper(),
                level);
    }

    /** What it comes to. */
    List<String> sentences() {
        Estimate e = fit.estimate();
        Interval interval = e.inference().interval(level);
        List<String> out = new ArrayList<>();
        out.add(String.format(
                Locale.ROOT,
                "In plain words: treatment moved those treated by %s [%s, %s] on average, if without it they would have changed"
                        + " as %s did.",
                Rows.brief(e.value()),
                Rows.brief(interval.lower()),
                Rows.brief(interval.upper()),
                sample.has(Role.COVARIATE) ? "untreated units of like covariates" : "untreated units"));
        double p = figure("pretrend_p_value");
        if (!Double.isNaN(p)) {
            out.add(String.format(
                    Locale.ROOT,
                    "Before treatment they changed %s (p = %.3g); that trends were alike then does not prove that they stayed so.",
                    p < 0.05 ? "otherwise" : "alike as far as can be seen",
                    p));
        }
        honest.ifPresent(study -> out.add(breakdown(study)));
        return out;
    }

    private String breakdown(Fit study) {
        double at = study.glance().diagnostics().getOrDefault("breakdown", Double.NaN);
        if (at == 0) {
            return "To overturn it: nothing; under the bound M = 0 its 95 % interval holds 0 already.";
        }
        return restriction == HonestRestriction.RELATIVE_MAGNITUDES
                ? String.format(
                        Locale.ROOT,
                        "To overturn it: after treatment, trends would have to part from one period to the next by more than"
                                + " %.2f times the worst change seen before treatment (%s).",
                        at,
                        Rows.brief(study.glance().diagnostics().getOrDefault("worst_change", Double.NaN)))
                : String.format(
                        Locale.ROOT,
                        "To overturn it: the line along which trends part would have to bend by more than %s per period.",
                        Rows.brief(at));
    }

    /** What is certified. */
    List<String> certificates() {
        List<String> lines = new ArrayList<>();
        Catalog.fit("did-doubly-robust").ifPresent(method -> {
            Badge.Reading reading = Badge.of(method).read(method, sample, fit);
            lines.add("certificate of did-doubly-robust: " + reading.summary());
            reading.lines().forEach(line -> lines.add("  " + line));
        });
        if (honest.isPresent()) {
            Catalog.find("honest-did")
                    .ifPresent(method -> lines.add(
                            "certificate of honest-did: " + Badge.of(method).verdict()));
        }
        return lines;
    }

    private JsonObject json() {
        JsonObject root = new JsonObject();
        root.addProperty("schema", "assay/did/1");
        root.addProperty("estimand", fit.estimate().estimand().code());
        root.addProperty("variance", fit.glance().variance());
        root.addProperty("n", fit.glance().n());
        root.addProperty("n_dropped", fit.glance().dropped());
        root.addProperty("seed", seed);
        JsonObject figures = new JsonObject();
        fit.glance().diagnostics().forEach(figures::addProperty);
        root.add("diagnostics", figures);
        root.add("values", all().json());
        honest.ifPresent(study -> {
            JsonObject one = new JsonObject();
            one.addProperty("restriction", restriction.name().toLowerCase(Locale.ROOT));
            study.glance().diagnostics().forEach(one::addProperty);
            root.add("honest", one);
        });
        root.add("summary", RddReport.texts(sentences()));
        root.add("certificates", RddReport.texts(certificates()));
        JsonArray cautions = new JsonArray();
        fit.cautions().forEach(caution -> {
            JsonObject one = new JsonObject();
            one.addProperty("code", caution.code());
            one.addProperty("message", caution.message());
            cautions.add(one);
        });
        root.add("cautions", cautions);
        return root;
    }
}
