package assay.cli;

import assay.Estimate;
import assay.Interval;
import assay.harness.Catalog;
import assay.offpolicy.OffPolicyEstimate;
import assay.offpolicy.OffPolicyScore;
import assay.offpolicy.OverlapDiagnosis;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A study of a target policy as a report.
 *
 * @param study the study
 * @param level of intervals
 * @param seed of all draws
 */
record OpeReport(OpeStudy study, double level, long seed) {

    private static final int WIDTH = 110;
    private static final List<String> CERTIFIED =
            List.of("off-policy-dr", "off-policy-snips", "off-policy-ips", "off-policy-betting");

    String format(Format format) {
        return switch (format) {
            case CSV -> rows().format(Format.CSV);
            case JSON -> Rows.toJson(json());
            case TABLE, MD -> text(format);
        };
    }

    private String text(Format format) {
        StringBuilder out = new StringBuilder(format == Format.MD ? "# Value of a policy\n\n" : "");
        String end = format == Format.MD ? "  \n" : "\n";
        out.append("target: ")
                .append(study.policy().label())
                .append("; estimand: E[Y(pi(X))]")
                .append(end);
        out.append("rows: ")
                .append(study.sample().size())
                .append(" (")
                .append(study.sample().dropped());
        out.append(" dropped); actions: ")
                .append(study.log().actions().size())
                .append("; seed: ")
                .append(seed);
        out.append(end);
        overlap().forEach(line -> out.append(line).append(end));
        out.append('\n').append(rows().format(format)).append('\n');
        sentences().forEach(sentence -> out.append(Wrap.at(sentence, WIDTH)).append(format == Format.MD ? "\n" : ""));
        certificates().forEach(line -> out.append(line).append(end));
        return out.toString();
    }

    private List<String> overlap() {
        OverlapDiagnosis o = study.overlap();
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "overlap: effective sample size %.1f of %d rows (%.1f %%); largest weight %s (%.2g %% of all weight)",
                o.effectiveSize(),
                o.rows(),
                100 * o.effectiveSize() / o.rows(),
                Rows.brief(o.largestWeight()),
                100 * o.largestShare()));
        lines.add(String.format(
                Locale.ROOT,
                "weights: mean %.4f, which should be 1 (p = %.2g); smallest propensity of an action taken %s",
                o.meanWeight(),
                o.meanWeightP(),
                Rows.brief(o.smallestPropensity())));
        String where = o.cells() > 1 ? " in their stratum (" + o.cells() + " strata)" : "";
        lines.add(
                o.unloggedCellShare() > 0
                        ? String.format(
                                Locale.ROOT,
                                "support: %.2g %% of the target's probability is on actions that were never logged%s",
                                100 * o.unloggedCellShare(),
                                where)
                        : "support: every action that the target takes was logged" + where);
        return lines;
    }

    private Rows rows() {
        Rows rows = new Rows(
                "score",
                "estimand",
                "estimate",
                "std_error",
                "conf_low",
                "conf_high",
                "conf_level",
                "n",
                "effective_sample_size",
                "max_weight",
                "interval");
        study.values().forEach((score, value) -> add(rows, score, value));
        study.betting().ifPresent(value -> add(rows, value));
        Interval interval = OpeStudy.interval(study.logged(), level);
        rows.add(
                "logged",
                "logged-value",
                study.logged().value(),
                study.logged().stdError(),
                interval.lower(),
                interval.upper(),
                level,
                study.sample().size(),
                (double) study.sample().size(),
                1.0,
                "normal");
        return rows;
    }

    private void add(Rows rows, OffPolicyScore score, OffPolicyEstimate value) {
        Interval interval = OpeStudy.interval(value, level);
        boolean model = score.basis() == OffPolicyScore.Basis.MODEL;
        rows.add(
                score.code(),
                "value",
                value.value(),
                value.stdError(),
                interval.lower(),
                interval.upper(),
                level,
                study.sample().size(),
                model ? Double.NaN : study.overlap().effectiveSize(),
                model ? Double.NaN : study.overlap().largestWeight(),
                model ? "leaves out the model's error" : score.centred() ? "normal" : "normal, leaves out bias");
    }

    private void add(Rows rows, Estimate value) {
        Interval interval = value.inference().interval(level);
        rows.add(
                "betting",
                "value",
                value.value(),
                value.stdError(),
                interval.lower(),
                interval.upper(),
                level,
                study.sample().size(),
                study.overlap().effectiveSize(),
                study.overlap().largestWeight(),
                "any time, any weights");
    }

    /** What it comes to. */
    List<String> sentences() {
        OffPolicyScore lead = study.leading();
        OffPolicyEstimate value = study.values().get(lead);
        if (value == null) {
            return List.of();
        }
        Interval interval = OpeStudy.interval(value, level);
        return List.of(String.format(
                Locale.ROOT,
                "In plain words: under the target (%s) a row would have brought %s [%s, %s] on average (%s); as it was logged it"
                        + " brought %s.",
                study.policy().label(),
                Rows.brief(value.value()),
                Rows.brief(interval.lower()),
                Rows.brief(interval.upper()),
                lead.label(),
                Rows.brief(study.logged().value())));
    }

    /** What is certified, of the target that takes every action with the same probability. */
    List<String> certificates() {
        List<String> verdicts = new ArrayList<>();
        for (String name : CERTIFIED) {
            Catalog.find(name)
                    .ifPresent(
                            method -> verdicts.add(name + " " + Badge.of(method).verdict()));
        }
        return List.of(
                "certificates, of worlds whose logs explore from much to hardly: " + String.join(", ", verdicts));
    }

    private JsonObject json() {
        JsonObject root = new JsonObject();
        root.addProperty("schema", "assay/ope/1");
        root.addProperty("target", study.policy().label());
        root.addProperty("n", study.sample().size());
        root.addProperty("n_dropped", study.sample().dropped());
        root.addProperty("seed", seed);
        OverlapDiagnosis o = study.overlap();
        JsonObject overlap = new JsonObject();
        overlap.addProperty("effective_sample_size", o.effectiveSize());
        overlap.addProperty("largest_weight", o.largestWeight());
        overlap.addProperty("largest_share", o.largestShare());
        overlap.addProperty("mean_weight", o.meanWeight());
        overlap.addProperty("mean_weight_p", o.meanWeightP());
        overlap.addProperty("smallest_propensity", o.smallestPropensity());
        overlap.addProperty("unlogged_share", o.unloggedShare());
        overlap.addProperty("unlogged_stratum_share", o.unloggedCellShare());
        root.add("overlap", overlap);
        root.add("values", rows().json());
        JsonArray sentences = new JsonArray();
        sentences().forEach(sentences::add);
        root.add("summary", sentences);
        JsonArray certificates = new JsonArray();
        certificates().forEach(certificates::add);
        root.add("certificates", certificates);
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
