package assay.cli;

import assay.Caution;
import assay.Estimate;
import assay.Interval;
import assay.Sample;
import assay.harness.Catalog;
import assay.quasi.synthetic.AdoptionPanel;
import assay.quasi.synthetic.InSpacePlacebos;
import assay.quasi.synthetic.InSpacePlacebos.Placebo;
import assay.quasi.synthetic.PlaceboStatistic;
import assay.quasi.synthetic.SyntheticCohort;
import assay.tablesaw.Tidy;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A study of a panel as a report.
 *
 * @param study the study
 * @param sample what it was made from
 * @param level of the interval
 * @param seed of all draws
 */
record SyntheticReport(SyntheticStudy study, Sample sample, double level, long seed) {

    /** What can be printed by itself. */
    static final List<String> TABLES = List.of("estimate", "units", "times", "gaps", "cohorts", "placebos");

    private static final int WIDTH = 110;
    private static final int MOST_UNITS = 12;
    private static final int MOST_PLACEBOS = 10;
    private static final double VISIBLE = 0.001;

    String format(Format format, String table) {
        return switch (format) {
            case CSV -> table(table).format(Format.CSV);
            case JSON -> Rows.toJson(json());
            case TABLE, MD -> text(format);
        };
    }

    private AdoptionPanel panel() {
        return study.synthesis().panel();
    }

    private Rows table(String name) {
        return switch (name) {
            case "units" -> units(0, Integer.MAX_VALUE);
            case "times" -> times(0);
            case "gaps" -> gaps();
            case "cohorts" -> cohorts();
            case "placebos" -> placebos(Integer.MAX_VALUE);
            default -> Rows.of(Tidy.table(study.fit(), level));
        };
    }

    private String text(Format format) {
        boolean md = format == Format.MD;
        String end = md ? "  \n" : "\n";
        StringBuilder out = new StringBuilder(md ? "# Synthetic comparison\n\n" : "");
        out.append("estimand: average treatment effect on the treated, over treated unit-periods")
                .append(end);
        out.append("method: ").append(study.synthesis().weighting().label()).append(end);
        out.append("panel: ").append(shape()).append("; seed: ").append(seed).append(end);
        out.append("variance: ").append(study.fit().glance().variance()).append(end);
        out.append(fitted()).append(end);
        section(out, md, "", Rows.of(Tidy.table(study.fit(), level)), format);
        if (study.synthesis().cohorts().size() > 1) {
            section(out, md, "effects by first treated period", cohorts(), format);
        }
        section(out, md, "weights of controls" + left(), units(VISIBLE, MOST_UNITS), format);
        Rows times = times(VISIBLE);
        if (!times.isEmpty()) {
            section(out, md, "weights of periods before treatment", times, format);
        }
        section(out, md, "gaps by period", gaps(), format);
        if (study.inSpace().isPresent()) {
            section(out, md, "placebos in space, largest first", placebos(MOST_PLACEBOS), format);
        }
        out.append('\n');
        sentences().forEach(sentence -> out.append(Wrap.at(sentence, WIDTH)).append(md ? "\n" : ""));
        out.append(certificate()).append(end);
        return out.toString();
    }

    private static void section(StringBuilder out, boolean md, String title, Rows rows, Format format) {
        out.append('\n');
        if (!title.isEmpty()) {
            out.append(md ? "## " + title + "\n\n" : title + ":\n");
        }
        out.append(rows.format(format));
    }

    private String shape() {
        AdoptionPanel panel = panel();
        int[] cohorts = panel.cohorts();
        String begin = cohorts.length == 1
                ? "from " + panel.periods().get(cohorts[0]) + " on (" + cohorts[0] + " periods before, "
                        + (panel.periods().size() - cohorts[0]) + " after)"
                : "from " + panel.periods().get(cohorts[0]) + " to "
                        + panel.periods().get(cohorts[cohorts.length - 1]) + " (" + cohorts.length + " cohorts)";
        return panel.units().size() + " units by " + panel.periods().size() + " periods; " + treated() + " treated "
                + begin + "; " + panel.controls().length + " controls; " + sample.dropped() + " dropped";
    }

    private String treated() {
        int[] treated = panel().treated();
        return treated.length == 1 ? panel().units().get(treated[0]) : treated.length + " units";
    }

    private String fitted() {
        return "fit before treatment: root mean square gap "
                + Rows.brief(study.synthesis().rmspeBefore())
                + "; after: " + Rows.brief(study.synthesis().rmspeAfter()) + "; controls change by "
                + Rows.brief(study.synthesis().cohorts().get(0).weights().noise()) + " from period to period";
    }

    /** How many controls have no place in the table of the text. */
    private String left() {
        double[] weights = study.synthesis().unitWeights();
        long shown = Math.min(
                MOST_UNITS, Arrays.stream(weights).filter(w -> w >= VISIBLE).count());
        long more = Arrays.stream(weights).filter(w -> w > 0).count() - shown;
        return more > 0 ? " (" + more + " more have smaller weights)" : "";
    }

    private Rows units(double least, int most) {
        double[] weights = study.synthesis().unitWeights();
        int[] controls = panel().controls();
        Rows rows = new Rows("unit", "weight");
        IntStream.range(0, weights.length)
                .boxed()
                .filter(i -> weights[i] >= least)
                .sorted(Comparator.comparingDouble((Integer i) -> -weights[i]))
                .limit(most)
                .forEach(i -> rows.add(panel().units().get(controls[i]), weights[i]));
        return rows;
    }

    private Rows times(double least) {
        Rows rows = new Rows("first_treated", "period", "weight");
        for (SyntheticCohort cohort : study.synthesis().cohorts()) {
            double[] lambda = cohort.weights().lambda();
            for (int t = 0; t < lambda.length; t++) {
                if (lambda[t] >= least && !(least > 0 && lambda[t] == 1.0 / lambda.length)) {
                    rows.add(
                            panel().periods().get(cohort.start()),
                            panel().periods().get(t),
                            lambda[t]);
                }
            }
        }
        return rows;
    }

    private Rows gaps() {
        Rows rows = new Rows("first_treated", "period", "treated", "synthetic", "gap", "under_treatment");
        for (SyntheticCohort cohort : study.synthesis().cohorts()) {
            double[] gaps = cohort.gaps();
            for (int t = 0; t < gaps.length; t++) {
                rows.add(
                        panel().periods().get(cohort.start()),
                        panel().periods().get(t),
                        cohort.treated()[t],
                        cohort.treated()[t] - gaps[t],
                        gaps[t],
                        t >= cohort.start() ? 1 : 0);
            }
        }
        return rows;
    }

    private Rows cohorts() {
        Rows rows = new Rows("first_treated", "units", "effect", "rmspe_before", "rmspe_after");
        for (SyntheticCohort cohort : study.synthesis().cohorts()) {
            rows.add(
                    panel().periods().get(cohort.start()),
                    cohort.units().length,
                    cohort.effect(),
                    cohort.rmspeBefore(),
                    cohort.rmspeAfter());
        }
        return rows;
    }

    private Rows placebos(int most) {
        Rows rows = new Rows("rank", "unit", "effect", "rmspe_before", "rmspe_after", "rmspe_ratio", "treated");
        study.inSpace().ifPresent(placebos -> {
            List<Placebo> all = new ArrayList<>(placebos.controls());
            all.add(placebos.treated());
            all.sort(Comparator.comparingDouble(p -> -Math.abs(p.effect())));
            for (int i = 0; i < all.size(); i++) {
                Placebo p = all.get(i);
                boolean own = p.equals(placebos.treated());
                if (i < most || own) {
                    rows.add(i + 1, p.unit(), p.effect(), p.rmspeBefore(), p.rmspeAfter(), p.ratio(), own ? 1 : 0);
                }
            }
        });
        return rows;
    }

    /** What it comes to. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        Estimate estimate = study.fit().estimate();
        Interval interval = estimate.inference().interval(level);
        String outcome = panel().outcomeName();
        sentences.add(String.format(
                Locale.ROOT,
                "In plain words: by the estimate treatment %s %s of %s by %s on average over the treated periods [%s, %s] (%s%% interval), by"
                        + " comparison with %s.",
                estimate.value() < 0 ? "lowered" : "raised",
                outcome,
                treated(),
                Rows.brief(Math.abs(estimate.value())),
                Rows.brief(interval.lower()),
                Rows.brief(interval.upper()),
                Rows.brief(100 * level),
                compared()));
        if (interval.contains(0)) {
            sentences.add("The interval holds 0: chance alone could have done it.");
        }
        study.inSpace().ifPresent(placebos -> sentences.add(ranks(placebos)));
        sentences.add(String.format(
                Locale.ROOT,
                "Placebo test (%s; %s): p = %s, if any unit was as likely to be treated as any other.",
                study.test().glance().variance(),
                study.synthesis().weighting().code().startsWith("sc")
                        ? PlaceboStatistic.RMSPE_RATIO.label()
                        : PlaceboStatistic.EFFECT.label(),
                Rows.brief(study.test().pValue())));
        study.inTime()
                .ifPresent(placebo -> sentences.add(String.format(
                        Locale.ROOT,
                        "Placebo in time: had treatment begun in %s, its effect before %s would have been %s; it should be near 0.",
                        SyntheticStudy.begins(placebo),
                        panel().periods().get(panel().cohorts()[0]),
                        Rows.brief(placebo.effect()))));
        return sentences;
    }

    private String compared() {
        long used = Arrays.stream(study.synthesis().unitWeights())
                .filter(w -> w >= VISIBLE)
                .count();
        return switch (study.synthesis().weighting()) {
            case DID -> "the mean of " + panel().controls().length + " controls";
            case SC, SC_RIDGE ->
                "a weighted mean of " + used + " of " + panel().controls().length
                        + " controls that was to be at the same level before";
            case SDID, SC_INTERCEPT ->
                "a weighted mean of " + used + " of " + panel().controls().length + " controls that moved alike before";
        };
    }

    private static String ranks(InSpacePlacebos placebos) {
        int of = placebos.controls().size() + 1;
        return String.format(
                Locale.ROOT,
                "Placebos in space: %s ranks %d of %d by the size of the effect (p = %s) and %d of %d by the ratio of gaps after"
                        + " to before (p = %s).",
                placebos.treated().unit(),
                placebos.rank(PlaceboStatistic.EFFECT),
                of,
                Rows.brief(placebos.pValue(PlaceboStatistic.EFFECT)),
                placebos.rank(PlaceboStatistic.RMSPE_RATIO),
                of,
                Rows.brief(placebos.pValue(PlaceboStatistic.RMSPE_RATIO)));
    }

    private String certificate() {
        List<String> verdicts = new ArrayList<>();
        for (String name : List.of("synthetic-did", "synthetic-control", "synthetic-placebo")) {
            Catalog.find(name)
                    .ifPresent(
                            method -> verdicts.add(name + " " + Badge.of(method).verdict()));
        }
        return "certificates, of worlds in which adoption hangs on loadings: " + String.join(", ", verdicts);
    }

    private JsonObject json() {
        JsonObject root = new JsonObject();
        root.addProperty("schema", "assay/synthetic/1");
        root.addProperty("method", study.synthesis().weighting().code());
        root.addProperty("variance", study.fit().glance().variance());
        root.addProperty("n_dropped", sample.dropped());
        root.addProperty("seed", seed);
        root.add("terms", Rows.of(Tidy.table(study.fit(), level)).json());
        JsonObject glance = new JsonObject();
        study.fit().glance().diagnostics().forEach(glance::addProperty);
        root.add("glance", glance);
        root.add("cohorts", cohorts().json());
        root.add("unit_weights", units(0, Integer.MAX_VALUE).json());
        root.add("time_weights", times(0).json());
        root.add("gaps", gaps().json());
        root.add("placebos_in_space", placebos(Integer.MAX_VALUE).json());
        JsonObject test = new JsonObject();
        test.addProperty("statistic", finite(study.test().statistic()));
        test.addProperty("p_value", study.test().pValue());
        test.addProperty("how", study.test().glance().variance());
        root.add("placebo_test", test);
        study.inTime().ifPresent(placebo -> {
            JsonObject inTime = new JsonObject();
            inTime.addProperty("from", SyntheticStudy.begins(placebo));
            inTime.addProperty("effect", placebo.effect());
            root.add("placebo_in_time", inTime);
        });
        JsonArray summary = new JsonArray();
        sentences().forEach(summary::add);
        root.add("summary", summary);
        root.addProperty("certificates", certificate());
        JsonArray cautions = new JsonArray();
        for (Caution caution : study.fit().cautions()) {
            JsonObject one = new JsonObject();
            one.addProperty("code", caution.code());
            one.addProperty("message", caution.message());
            cautions.add(one);
        }
        root.add("cautions", cautions);
        return root;
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
