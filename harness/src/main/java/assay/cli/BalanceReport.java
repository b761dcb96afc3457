package assay.cli;

import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.Fit;
import assay.Interval;
import assay.Sample;
import assay.observational.Balance;
import assay.observational.BalanceTable;
import assay.observational.BalancingWeights;
import assay.observational.OverlapDiagnosis;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Balance before and after a method, as a report.
 *
 * @param method name of the method
 * @param estimand whose effect it makes the arms comparable for
 * @param sample the rows
 * @param overlap how the arms overlap
 * @param weights what the method came to
 * @param table the balance
 * @param fit the effect, null without an outcome
 * @param level confidence level of its interval
 */
record BalanceReport(
        String method,
        Estimand estimand,
        Sample sample,
        OverlapDiagnosis overlap,
        BalancingWeights weights,
        BalanceTable table,
        @Nullable Fit fit,
        double level) {

    private static final double IMBALANCED = 0.1;

    String format(Format format) {
        return switch (format) {
            case CSV -> rows().format(Format.CSV);
            case JSON -> Rows.toJson(json());
            case TABLE, MD -> text(format);
        };
    }

    /** What deserves care: of the weights, of the balance that is left, and of the fit. */
    List<Caution> cautions() {
        List<Caution> cautions = new ArrayList<>();
        double left = BalanceTable.largest(table.after());
        if (left > IMBALANCED) {
            cautions.add(Caution.of(
                    "imbalance-left",
                    String.format(
                            Locale.ROOT,
                            "After %s a standardised difference of %.3f is left; above 0.1 the arms are commonly called"
                                    + " imbalanced.",
                            method,
                            left)));
        }
        if (fit != null) {
            cautions.addAll(fit.cautions());
        }
        return cautions;
    }

    private String text(Format format) {
        StringBuilder out = new StringBuilder(format == Format.MD ? "# Balance\n\n" : "");
        String end = format == Format.MD ? "  \n" : "\n";
        out.append("method: ")
                .append(method)
                .append("; estimand: ")
                .append(estimand.label())
                .append(end);
        out.append(String.format(Locale.ROOT, "rows: %d (%d dropped)%s", sample.size(), sample.dropped(), end));
        out.append(String.format(
                Locale.ROOT,
                "overlap: propensities from %.4g to %.4g; %.1f %% of the rows that count are too near to 0 or 1%s",
                overlap.min(),
                overlap.max(),
                100 * overlap.share(),
                end));
        out.append(String.format(
                Locale.ROOT,
                "rows in use: %d treated worth %.1f, %d controls worth %.1f%s",
                weights.used(1),
                table.treatedSize(),
                weights.used(0),
                table.controlSize(),
                end));
        out.append(String.format(
                Locale.ROOT,
                "largest standardised difference: %s before, %s after%s%n",
                Rows.brief(tidy(BalanceTable.largest(table.before()))),
                Rows.brief(tidy(BalanceTable.largest(table.after()))),
                end));
        out.append(brief().format(format));
        if (fit != null) {
            Estimate estimate = fit.estimate();
            Interval interval = estimate.inference().interval(level);
            out.append(String.format(
                    Locale.ROOT,
                    "%neffect (%s): %s, standard error %s, %s %% interval [%s, %s]; %s%n",
                    estimate.estimand().label(),
                    Rows.brief(estimate.value()),
                    Rows.brief(estimate.stdError()),
                    Rows.brief(100 * level),
                    Rows.brief(interval.lower()),
                    Rows.brief(interval.upper()),
                    fit.glance().variance()));
        }
        return out.toString().replace("\r\n", "\n");
    }

    private Rows brief() {
        Rows rows = new Rows(
                "covariate",
                "smd_before",
                "smd_after",
                "variance_ratio_before",
                "variance_ratio_after",
                "ks_before",
                "ks_after");
        for (int j = 0; j < table.before().size(); j++) {
            Balance b = table.before().get(j);
            Balance a = table.after().get(j);
            rows.add(
                    b.covariate(),
                    tidy(b.smd()),
                    tidy(a.smd()),
                    tidy(b.varianceRatio()),
                    tidy(a.varianceRatio()),
                    tidy(b.ks()),
                    tidy(a.ks()));
        }
        return rows;
    }

    /** Four decimals: nobody reads more of a balance, and 1e-16 is 0. */
    private static double tidy(double value) {
        return Double.isFinite(value) ? Math.rint(value * 1e4) / 1e4 + 0.0 : value;
    }

    private Rows rows() {
        Rows rows = new Rows(
                "covariate",
                "mean_treated_before",
                "mean_control_before",
                "mean_treated_after",
                "mean_control_after",
                "smd_before",
                "smd_after",
                "pooled_smd_before",
                "pooled_smd_after",
                "variance_ratio_before",
                "variance_ratio_after",
                "ks_before",
                "ks_after");
        for (int j = 0; j < table.before().size(); j++) {
            Balance b = table.before().get(j);
            Balance a = table.after().get(j);
            rows.add(
                    b.covariate(),
                    b.treatedMean(),
                    b.controlMean(),
                    a.treatedMean(),
                    a.controlMean(),
                    b.smd(),
                    a.smd(),
                    b.pooledSmd(),
                    a.pooledSmd(),
                    b.varianceRatio(),
                    a.varianceRatio(),
                    b.ks(),
                    a.ks());
        }
        return rows;
    }

    private JsonObject json() {
        JsonObject root = new JsonObject();
        root.addProperty("schema", "assay/balance/1");
        root.addProperty("method", method);
        root.addProperty("estimand", estimand.code());
        root.addProperty("n", sample.size());
        root.addProperty("n_dropped", sample.dropped());
        JsonObject scores = new JsonObject();
        scores.addProperty("min_propensity", overlap.min());
        scores.addProperty("max_propensity", overlap.max());
        scores.addProperty("share_extreme", overlap.share());
        root.add("overlap", scores);
        JsonObject sizes = new JsonObject();
        sizes.addProperty("treated_used", weights.used(1));
        sizes.addProperty("control_used", weights.used(0));
        sizes.addProperty("treated_effective", table.treatedSize());
        sizes.addProperty("control_effective", table.controlSize());
        root.add("sizes", sizes);
        add(root, "largest_smd_before", BalanceTable.largest(table.before()));
        add(root, "largest_smd_after", BalanceTable.largest(table.after()));
        root.add("balance", rows().json());
        if (fit != null) {
            root.add("effect", effect(fit));
        }
        JsonArray notes = new JsonArray();
        cautions().forEach(caution -> {
            JsonObject one = new JsonObject();
            one.addProperty("code", caution.code());
            one.addProperty("message", caution.message());
            notes.add(one);
        });
        root.add("cautions", notes);
        return root;
    }

    /** JSON has no infinity: a difference in a covariate that does not vary is null. */
    private static void add(JsonObject object, String name, double value) {
        object.add(name, Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE);
    }

    private JsonObject effect(Fit found) {
        Estimate estimate = found.estimate();
        Interval interval = estimate.inference().interval(level);
        JsonObject effect = new JsonObject();
        effect.addProperty("estimand", estimate.estimand().code());
        effect.addProperty("term", estimate.term());
        effect.addProperty("estimate", estimate.value());
        effect.addProperty("std_error", estimate.stdError());
        effect.addProperty("conf_low", interval.lower());
        effect.addProperty("conf_high", interval.upper());
        effect.addProperty("conf_level", level);
        effect.addProperty("variance", found.glance().variance());
        return effect;
    }
}
