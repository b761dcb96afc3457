package assay.cli;

import assay.Caution;
import assay.Estimate;
import assay.Interval;
import assay.data.Repetition;
import assay.sequential.SampleRatioTest;
import assay.streamed.BalanceCheck;
import assay.streamed.BinnedRate;
import assay.streamed.PlaceboSplits;
import assay.streamed.TwoArmStatistics.Adjusted;
import assay.streamed.UpliftRanking;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code assay analyze --report} prints: sections for people, one tidy table for machines. */
final class TableReport {

    private static final double[] TOPS = {0.1, 0.2, 0.3, 0.5};

    private final TableFindings found;
    private final double level;
    private final Map<String, Rows> sections = new LinkedHashMap<>();
    private final Map<String, String> leads = new LinkedHashMap<>();

    TableReport(TableFindings found, double level) {
        this.found = found;
        this.level = level;
        trust();
        effects();
        compliers();
        ranking();
    }

    private Rows section(String name, String lead) {
        leads.put(name, lead);
        return sections.computeIfAbsent(
                name,
                n -> new Rows(
                        "section",
                        "outcome",
                        "term",
                        "estimate",
                        "std_error",
                        "statistic",
                        "p_value",
                        "conf_low",
                        "conf_high",
                        "n"));
    }

    private void add(Rows rows, String section, String outcome, String term, Estimate e, long n) {
        Interval interval = e.inference().interval(level);
        rows.add(
                section,
                outcome,
                term,
                e.value(),
                e.stdError(),
                e.inference().statistic(0),
                e.inference().pValue(0),
                interval.lower(),
                interval.upper(),
                n);
    }

    private static void plain(
            Rows rows,
            String section,
            String outcome,
            String term,
            @Nullable Double value,
            @Nullable Double statistic,
            @Nullable Double p,
            long n) {
        rows.add(section, outcome, term, value, null, statistic, p, null, null, n);
    }

    private long n() {
        return found.controlRows() + found.treatedRows();
    }

    private void trust() {
        Rows rows = section("trust", "Is it the experiment that was planned?");
        plain(
                rows,
                "trust",
                "",
                "share of " + found.treated(),
                found.treatedRows() / (double) n(),
                found.ratio().map(SampleRatioTest::statistic).orElse(null),
                found.ratio().map(SampleRatioTest::pValue).orElse(null),
                n());
        found.balance().ifPresent(balance -> balance(rows, balance));
        found.splits().forEach((outcome, split) -> placebo(rows, outcome, split));
        found.repetition()
                .ifPresent(repetition -> plain(
                        rows,
                        "trust",
                        "",
                        "different vectors of covariates",
                        (double) repetition.vectors(),
                        null,
                        null,
                        n()));
    }

    private void placebo(Rows rows, String outcome, PlaceboSplits.Result split) {
        add(rows, "trust", outcome, "A/A in control, first split", split.first(), found.controlRows());
        plain(
                rows,
                "trust",
                outcome,
                "A/A in control, share of " + PlaceboSplits.SPLITS + " splits with p < 0.05",
                split.below(),
                null,
                split.uniformity(),
                found.controlRows());
    }

    private void balance(Rows rows, BalanceCheck balance) {
        plain(
                rows,
                "trust",
                "",
                "balance, joint test of " + balance.df() + " covariates",
                null,
                balance.statistic(),
                balance.pValue(),
                n());
        plain(
                rows,
                "trust",
                "",
                "largest standardised difference: " + balance.largest().covariate(),
                balance.largest().standardised(),
                null,
                balance.largest().pValue(),
                n());
        Rows each = section("balance", "Standardised differences of covariates, treated less control.");
        for (BalanceCheck.Difference one : balance.covariates()) {
            plain(each, "balance", "", one.covariate(), one.standardised(), null, one.pValue(), n());
        }
    }

    private void effects() {
        Rows rows = section(
                "effects",
                "Of being assigned, whatever was received; standard errors are HC2. adjusted is Lin's regression, clustered takes"
                        + " rows with the same covariates for one unit.");
        for (String outcome : found.outcomes()) {
            int j = found.arms().place(outcome);
            plain(
                    rows,
                    "effects",
                    outcome,
                    "mean of control",
                    found.arms().control().mean(j),
                    null,
                    null,
                    found.controlRows());
            plain(
                    rows,
                    "effects",
                    outcome,
                    "mean of treated",
                    found.arms().treated().mean(j),
                    null,
                    null,
                    found.treatedRows());
            Estimate effect = found.arms().difference(outcome);
            add(rows, "effects", outcome, "effect", effect, n());
            for (Adjusted other : Adjusted.values()) {
                rows.add(
                        "effects",
                        outcome,
                        "effect, " + other,
                        effect.value(),
                        found.arms().stdError(outcome, other),
                        null,
                        null,
                        null,
                        null,
                        n());
            }
            found.repetition().ifPresent(repetition -> clustered(rows, outcome, effect, repetition));
            Estimate adjusted = found.adjusted().get(outcome);
            if (adjusted != null) {
                add(rows, "effects", outcome, "effect, adjusted", adjusted, n());
            }
            if (found.arms().control().mean(j) != 0) {
                add(rows, "effects", outcome, "lift", found.arms().lift(outcome), n());
            }
        }
    }

    private void clustered(Rows rows, String outcome, Estimate effect, Repetition repetition) {
        double error = repetition.stdErrors().get(repetition.outcomes().indexOf(outcome));
        if (error > 0) {
            add(
                    rows,
                    "effects",
                    outcome,
                    "effect, clustered",
                    Estimate.studentT(effect.estimand(), outcome, effect.value(), error, repetition.vectors() - 1.0),
                    n());
        }
    }

    private void compliers() {
        found.received().ifPresent(received -> {
            Rows rows = section(
                    "compliers",
                    "On those whom the assignment moved to receive '" + received
                            + "'. The set of Anderson and Rubin (Fieller) holds however few they are.");
            add(rows, "compliers", received, "first stage", found.arms().difference(received), n());
            for (String outcome : found.outcomes()) {
                add(
                        rows,
                        "compliers",
                        outcome,
                        "effect, delta method",
                        found.arms().complierEffect(outcome, received),
                        n());
                add(
                        rows,
                        "compliers",
                        outcome,
                        "effect, Anderson-Rubin",
                        found.arms().complierSet(outcome, received),
                        n());
            }
        });
    }

    private void ranking() {
        found.ranking().ifPresent(ranking -> {
            Rows rows = section(
                    "ranking",
                    String.format(
                            Locale.ROOT,
                            "By the effect on %s that a causal forest of %d trees predicts, learned from %,d rows and judged on"
                                    + " %,d others; priorities rounded to %d levels.",
                            found.outcomes().get(0),
                            ranking.trees(),
                            ranking.trainedOn(),
                            ranking.rate(found.outcomes().get(0)).rows(),
                            UpliftRanking.INTERVALS));
            for (String outcome : found.outcomes()) {
                BinnedRate rate = ranking.rate(outcome);
                add(rows, "ranking", outcome, "AUTOC", rate.autoc(), rate.rows());
                add(rows, "ranking", outcome, "QINI", rate.qini(), rate.rows());
                for (double top : TOPS) {
                    String term = String.format(Locale.ROOT, "top %.0f%% less all", 100 * top);
                    add(rows, "ranking", outcome, term, rate.toc(top), rate.rows());
                }
                add(rows, "ranking", outcome, "effect on all held out", rate.average(), rate.rows());
            }
        });
    }

    String format(Format format) {
        return switch (format) {
            case TABLE, MD -> prose(format);
            case CSV -> all().format(format);
            case JSON -> json();
        };
    }

    private Rows all() {
        Rows rows = new Rows(
                "section",
                "outcome",
                "term",
                "estimate",
                "std_error",
                "statistic",
                "p_value",
                "conf_low",
                "conf_high",
                "n");
        sections.values().forEach(rows::append);
        return rows;
    }

    String header() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "table: %s%s%narms: %s (control), %,d rows; %s (treated), %,d rows%n",
                found.table(),
                simulated() ? " (simulated)" : "",
                found.control(),
                found.controlRows(),
                found.treated(),
                found.treatedRows()));
        if (!found.planned().isEmpty()) {
            text.append("planned shares: ").append(found.planned()).append('\n');
        }
        text.append("outcomes: ")
                .append(found.exact() ? "counted exactly" : "summed")
                .append("; level: ")
                .append(level)
                .append("; seed: ")
                .append(found.seed())
                .append('\n');
        for (Caution caution : found.cautions()) {
            text.append(CautionLine.of(caution)).append('\n');
        }
        return text.toString();
    }

    private boolean simulated() {
        return found.cautions().stream().anyMatch(caution -> caution.code().equals("simulated-data"));
    }

    private String prose(Format format) {
        StringBuilder text = new StringBuilder(header());
        sections.forEach((name, rows) -> {
            String title = name + (simulated() ? " (simulated)" : "");
            text.append('\n').append(format == Format.MD ? "## " + title + "\n\n" : title + ": ");
            text.append(leads.get(name)).append(format == Format.MD ? "\n\n" : "\n");
            text.append(rows.without("section").format(format));
        });
        return text.toString();
    }

    private String json() {
        JsonObject tree = new JsonObject();
        tree.addProperty("table", found.table());
        tree.addProperty("simulated", simulated());
        tree.addProperty("control", found.control());
        tree.addProperty("treated", found.treated());
        tree.addProperty("control_rows", found.controlRows());
        tree.addProperty("treated_rows", found.treatedRows());
        tree.addProperty("conf_level", level);
        tree.addProperty("seed", found.seed());
        JsonArray cautions = new JsonArray();
        for (Caution caution : found.cautions()) {
            JsonObject one = new JsonObject();
            one.addProperty("code", caution.code());
            one.addProperty("message", caution.message());
            cautions.add(one);
        }
        tree.add("cautions", cautions);
        tree.add("rows", all().json());
        return Rows.toJson(tree);
    }
}
