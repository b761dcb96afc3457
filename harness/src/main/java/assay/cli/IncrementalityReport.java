package assay.cli;

import assay.Estimate;
import assay.Fit;
import assay.Interval;
import assay.distribution.StudentDistribution;
import assay.experiment.Compliance;
import assay.harness.Catalog;
import assay.incrementality.AdEffects;
import assay.incrementality.PairMoments;
import assay.incrementality.RoiPower;
import assay.incrementality.WaldRatio;
import assay.linear.ConfidenceSet;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an advertising experiment tells, as a report.
 *
 * @param study the study
 * @param level of the intervals
 */
record IncrementalityReport(IncrementalityStudy study, double level) {

    /** What can be printed by itself. */
    static final List<String> TABLES = List.of("effects", "arms", "foils", "returns");

    private static final int WIDTH = 110;
    private static final double POWER = 0.8;

    String format(Format format, String table) {
        return switch (format) {
            case CSV -> table(table).format(Format.CSV);
            case JSON -> Rows.toJson(json());
            case TABLE, MD -> text(format);
        };
    }

    private Rows table(String name) {
        return switch (name) {
            case "arms" -> arms();
            case "foils" -> foils();
            case "returns" -> returns();
            default -> effects();
        };
    }

    private String text(Format format) {
        boolean md = format == Format.MD;
        String end = md ? "  \n" : "\n";
        StringBuilder out = new StringBuilder(md ? "# Incrementality\n\n" : "");
        out.append("outcome: ")
                .append(outcome())
                .append("; assignment: ")
                .append(study.names().get(2));
        out.append("; exposure: ").append(study.names().get(1)).append(end);
        out.append("contrast: ").append(study.contrast()).append("; units: ").append(study.rows());
        out.append("; ").append(study.dropped()).append(" dropped").append(end);
        out.append("compliance: ").append(compliance()).append("; first-stage F: ");
        out.append(Rows.brief(effectsOf().wald().firstStage())).append(end);
        section(out, md, "arms", arms(), format);
        section(out, md, "effects", effects(), format);
        section(out, md, "what others would have said of exposure", foils(), format);
        Rows returns = returns();
        if (!returns.isEmpty()) {
            section(out, md, "returns", returns, format);
        }
        out.append('\n');
        sentences().forEach(sentence -> out.append(Wrap.at(sentence, WIDTH)).append(md ? "\n" : ""));
        out.append(certificates()).append(end);
        return out.toString();
    }

    private static void section(StringBuilder out, boolean md, String title, Rows rows, Format format) {
        out.append('\n').append(md ? "## " + title + "\n\n" : title + ":\n").append(rows.format(format));
    }

    private AdEffects effectsOf() {
        return study.effects();
    }

    private WaldRatio wald() {
        return study.effects().wald();
    }

    private String outcome() {
        return study.names().get(0);
    }

    private String compliance() {
        return effectsOf().compliance().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Rows arms() {
        Rows rows = new Rows("arm", "units", "mean_outcome", "exposed", "exposed_share", "mean_outcome_of_exposed");
        arm(rows, "treated", wald().treated());
        arm(rows, "control", wald().control());
        return rows;
    }

    private static void arm(Rows rows, String name, PairMoments arm) {
        rows.add(
                name,
                arm.units(),
                arm.first(),
                Math.round(arm.second() * arm.units()),
                arm.second(),
                arm.second() > 0 ? finite(arm.firstWhereSecond()) : null);
    }

    private Rows effects() {
        Rows rows = new Rows(
                "effect", "of", "estimate", "std_error", "conf_low", "conf_high", "conf_level", "p_value", "interval");
        row(rows, "itt", "assignment on " + outcome(), effectsOf().itt(), "Welch t");
        if (wald().control().first() > 0) {
            row(rows, "lift", "assignment, relative to control", effectsOf().lift(), "delta method");
        }
        if (wald().denominatorVariance() > 0) {
            row(
                    rows,
                    "compliance",
                    "assignment on " + study.names().get(1),
                    effectsOf().exposure(),
                    "Welch t");
        }
        Estimate cace = study.cace();
        String on = "exposure on " + on();
        row(rows, "cace", on, cace, study.rule().label());
        if (study.isJointKnown()) {
            if (wald().denominatorVariance() > 0) {
                row(
                        rows,
                        "cace",
                        on,
                        new Estimate(cace.estimand(), cace.term(), cace.value(), cace.stdError(), wald().fieller()),
                        "Fieller");
            }
            andersonRubin(rows, on);
        }
        study.fit("ghost-ads").ifPresent(fit -> row(rows, "ghost-ads", on, fit.estimate(), "Welch t among marked"));
        study.fit("predicted-exposure-itt")
                .ifPresent(fit -> row(rows, "predicted", on, fit.estimate(), "delta method among predicted"));
        study.fit("compliance-bounds").ifPresent(fit -> bounds(rows, fit));
        return rows;
    }

    private String on() {
        return effectsOf().compliance() == Compliance.TWO_SIDED ? "compliers" : "the exposed";
    }

    private void row(Rows rows, String effect, String of, Estimate e, String how) {
        Interval interval = e.inference().interval(level);
        rows.add(
                effect,
                of,
                e.value(),
                e.stdError(),
                interval.lower(),
                interval.upper(),
                level,
                e.inference().pValue(0),
                how);
    }

    private void andersonRubin(Rows rows, String on) {
        ConfidenceSet set = wald().set(level);
        double p = StudentDistribution.twoSided(
                wald().numerator() / Math.sqrt(wald().numeratorVariance()), wald().degreesOfFreedom());
        for (Interval piece : set.pieces()) {
            rows.add(
                    "cace",
                    on,
                    wald().value(),
                    null,
                    piece.lower(),
                    piece.upper(),
                    level,
                    p,
                    "Anderson-Rubin" + (set.shape() == ConfidenceSet.Shape.INTERVAL ? "" : ": " + shape(set)));
        }
    }

    private static String shape(ConfidenceSet set) {
        return switch (set.shape()) {
            case INTERVAL -> "an interval";
            case COMPLEMENT -> "everything but an interval";
            case WHOLE_LINE -> "the whole line";
            case EMPTY -> "empty";
            case UNION -> "several intervals";
        };
    }

    private void bounds(Rows rows, Fit fit) {
        Interval interval = fit.estimate().inference().interval(level);
        Estimate lower = fit.terms().get(1);
        Estimate upper = fit.terms().get(2);
        rows.add(
                "ate lower bound",
                "exposure on all",
                lower.value(),
                lower.stdError(),
                interval.lower(),
                null,
                level,
                null,
                "Imbens-Manski");
        rows.add(
                "ate upper bound",
                "exposure on all",
                upper.value(),
                upper.stdError(),
                null,
                interval.upper(),
                level,
                null,
                "Imbens-Manski");
    }

    private Rows foils() {
        Rows rows = new Rows("answer", "value", "less_certified", "ratio_to_certified");
        double certified = study.cace().value();
        foil(rows, "cace", certified, certified);
        foil(rows, "attribution", effectsOf().attribution(), certified);
        foil(rows, "exposed-minus-unexposed", effectsOf().exposedLessUnexposed(), certified);
        return rows;
    }

    private static void foil(Rows rows, String name, double value, double certified) {
        boolean known = Double.isFinite(value);
        rows.add(
                name,
                known ? value : null,
                known ? value - certified : null,
                known && certified != 0 ? value / certified : null);
    }

    private Rows returns() {
        Rows rows =
                new Rows("ratio", "estimate", "std_error", "conf_low", "conf_high", "conf_level", "p_value", "note");
        study.returns().forEach((name, e) -> {
            Interval interval = e.inference().interval(level);
            rows.add(
                    name,
                    e.value(),
                    e.stdError(),
                    interval.lower(),
                    interval.upper(),
                    level,
                    e.inference().pValue(0),
                    "");
        });
        study.refused()
                .forEach((name, why) -> rows.add(name, null, null, null, null, null, null, "refused, see below"));
        RoiPower roi = study.roi();
        if (roi != null) {
            Interval interval = roi.interval(level);
            rows.add(
                    "roi",
                    roi.roi(),
                    roi.roiStdError(),
                    interval.lower(),
                    interval.upper(),
                    level,
                    null,
                    "cost taken for known");
        }
        return rows;
    }

    /** What it comes to. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        sentences.add(who());
        sentences.add(effect());
        foilSentence(sentences);
        study.refused().forEach((name, why) -> sentences.add(name + " is refused: " + why));
        sentences.add(power());
        return sentences;
    }

    private String who() {
        String control = Rows.brief(100 * wald().control().second());
        return switch (effectsOf().compliance()) {
            case ONE_SIDED ->
                "One-sided non-compliance: nobody of the control arm was exposed, so that the effect on compliers is the effect on the"
                        + " exposed.";
            case TWO_SIDED ->
                "Two-sided non-compliance: " + control
                        + " % of the control arm were exposed as well. The effect of exposure is that on those whose exposure follows"
                        + " their assignment, not that on all exposed.";
            case FULL -> "Everybody followed the assignment: effects of assignment and of exposure are the same.";
        };
    }

    private String effect() {
        Estimate cace = study.cace();
        String percent = Rows.brief(100 * level);
        String text = String.format(
                Locale.ROOT,
                "In plain words: by the estimate exposure %s %s of %s by %s",
                cace.value() < 0 ? "lowered" : "raised",
                outcome(),
                on(),
                Rows.brief(Math.abs(cace.value())));
        if (!study.isJointKnown()) {
            Interval interval = cace.inference().interval(level);
            return text
                    + String.format(
                            Locale.ROOT,
                            " [%s, %s] (%s%% interval, outcome and exposure taken for independent, since it is not known how many had"
                                    + " both).",
                            Rows.brief(interval.lower()),
                            Rows.brief(interval.upper()),
                            percent);
        }
        ConfidenceSet set = wald().set(level);
        if (set.shape() != ConfidenceSet.Shape.INTERVAL) {
            return text + "; but its " + percent + "% Anderson-Rubin set is " + shape(set)
                    + ": so few follow the assignment that these data cannot bound the effect. Report the effect of assignment.";
        }
        Interval interval = set.pieces().get(0);
        return text
                + String.format(
                        Locale.ROOT,
                        " [%s, %s] (%s%% Anderson-Rubin set).%s",
                        Rows.brief(interval.lower()),
                        Rows.brief(interval.upper()),
                        percent,
                        interval.contains(0) ? " The set holds 0: chance alone could have done it." : "");
    }

    private void foilSentence(List<String> sentences) {
        double certified = study.cace().value();
        double attribution = effectsOf().attribution();
        double difference = effectsOf().exposedLessUnexposed();
        if (!Double.isFinite(attribution)) {
            return;
        }
        double exposed = wald().treated().second() * wald().treated().units();
        sentences.add(String.format(
                Locale.ROOT,
                "Attribution credits an exposure with %s, %s; in all with %s among the exposed of the treated arm, where assignment"
                        + " caused %s.",
                Rows.brief(attribution),
                times(attribution, certified),
                Rows.brief(attribution * exposed),
                Rows.brief(wald().numerator() * wald().treated().units())));
        if (Double.isFinite(difference)) {
            sentences.add(String.format(
                    Locale.ROOT,
                    "Exposed minus unexposed is %s, %s: it compares different people.",
                    Rows.brief(difference),
                    times(difference, certified)));
        }
    }

    private static String times(double foil, double certified) {
        return certified > 0
                ? String.format(Locale.ROOT, "%.3g times the effect of the experiment", foil / certified)
                : "where the effect of the experiment is " + Rows.brief(certified);
    }

    /** What the experiment could have found. */
    private String power() {
        RoiPower roi = study.roi();
        if (roi == null) {
            Estimate itt = effectsOf().itt();
            double detectable = new RoiPower(0, itt.stdError(), 1, 1).minimalDetectable(level, POWER);
            String relative = wald().control().first() > 0
                    ? ", a lift of "
                            + Rows.brief(100 * detectable / wald().control().first()) + " %"
                    : "";
            return "Power: the smallest effect of assignment that such an experiment finds with 80 % probability is "
                    + Rows.brief(detectable) + relative + ".";
        }
        double detectable = roi.minimalDetectable(level, POWER);
        String text = String.format(
                Locale.ROOT,
                "Power, after Lewis and Rao: the return on cost (ROI) is %s with a standard error of %s; such an experiment tells two returns"
                        + " apart with 80 %% probability where they differ by %s or more.",
                Rows.brief(roi.roi()),
                Rows.brief(roi.roiStdError()),
                Rows.brief(detectable));
        return detectable <= 1
                ? text
                : text
                        + String.format(
                                Locale.ROOT,
                                " It cannot tell an ad that loses nothing (0) from one that doubles its cost (1): its power for that is"
                                        + " %.2g; %.3g times as many units could.",
                                roi.power(1, level),
                                roi.timesAsMany(1, level, POWER));
    }

    private String certificates() {
        List<String> verdicts = new ArrayList<>();
        List<String> used = new ArrayList<>(List.of("cace-delta", "cace-anderson-rubin"));
        used.addAll(study.fits().keySet());
        if (!study.returns().isEmpty()) {
            used.add("iroas");
        }
        for (String name : used) {
            Catalog.find(name)
                    .ifPresent(
                            method -> verdicts.add(name + " " + Badge.of(method).verdict()));
        }
        return "certificates: " + String.join(", ", verdicts);
    }

    private JsonObject json() {
        JsonObject root = new JsonObject();
        root.addProperty("schema", "assay/incrementality/1");
        root.addProperty("outcome", outcome());
        root.addProperty("exposure", study.names().get(1));
        root.addProperty("assignment", study.names().get(2));
        root.addProperty("contrast", study.contrast());
        root.addProperty("n", study.rows());
        root.addProperty("n_dropped", study.dropped());
        root.addProperty("compliance", compliance());
        root.addProperty("first_stage_f", finite(wald().firstStage()));
        root.add("arms", arms().json());
        root.add("effects", effects().json());
        if (study.isJointKnown()) {
            root.addProperty("anderson_rubin_set", shape(wald().set(level)));
        }
        root.add("foils", foils().json());
        root.add("returns", returns().json());
        JsonObject refused = new JsonObject();
        study.refused().forEach(refused::addProperty);
        root.add("refused", refused);
        JsonArray summary = new JsonArray();
        sentences().forEach(summary::add);
        root.add("summary", summary);
        root.addProperty("certificates", certificates());
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

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
