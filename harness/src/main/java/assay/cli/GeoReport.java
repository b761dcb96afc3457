package assay.cli;

import assay.Caution;
import assay.Estimate;
import assay.Fit;
import assay.Interval;
import assay.experiment.Fieller;
import assay.geo.AugmentedFit;
import assay.geo.AugmentedSyntheticControl;
import assay.geo.ConformalInference;
import assay.geo.ConformalStatistic;
import assay.geo.GeoTest;
import assay.geo.TimeBasedRegression;
import assay.harness.Catalog;
import assay.tablesaw.Tidy;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A campaign in regions as a report.
 *
 * @param test the test
 * @param fit the effect, its interval being about the average over the test
 * @param anyPeriod p-value of no effect in any period, NaN where no other test is made than that of the average
 * @param periods effects by period of the test
 * @param weights of the controls, no row where there are none
 * @param level of intervals
 * @param returns on the cost, null where no cost is known
 */
record GeoReport(
        GeoTest test,
        Fit fit,
        double anyPeriod,
        Rows periods,
        Rows weights,
        double level,
        @Nullable Return returns) {

    /** What can be printed by itself. */
    static final List<String> TABLES = List.of("estimate", "periods", "weights");

    private static final int WIDTH = 110;
    private static final double VISIBLE = 0.001;

    /** Value that a campaign brought per unit of its cost. */
    record Return(double value, Interval interval) {}

    static GeoReport augmented(GeoTest test, int dropped, AugmentedSyntheticControl estimator, double level) {
        AugmentedFit weights = estimator.weights(test);
        // The average is told by residuals with their signs, whatever the course of the effect; that there was some
        // effect may be
        // seen without them.
        Fit fit = new AugmentedSyntheticControl(estimator.model(), ConformalStatistic.AVERAGE)
                .fit(test, weights, dropped);
        double anyPeriod = estimator.statistic() == ConformalStatistic.AVERAGE
                ? Double.NaN
                : estimator.inference(test, weights).pValue(0);
        double[] treated = test.treatedMean();
        Rows periods = new Rows("period", "treated", "without", "effect", "lift", "p_value", "conf_low", "conf_high");
        for (int t = test.before(); t < treated.length; t++) {
            double gap = weights.gaps()[t];
            ConformalInference inference = estimator.inference(test, weights, t);
            Interval interval = inference.interval(level);
            periods.add(
                    test.panel().calendar().label(t),
                    treated[t],
                    treated[t] - gap,
                    gap,
                    share(gap, treated[t] - gap),
                    inference.pValue(0),
                    interval.lower(),
                    interval.upper());
        }
        Rows rows = new Rows("region", "weight");
        double[] w = weights.weights();
        IntStream.range(0, w.length)
                .boxed()
                .filter(j -> Math.abs(w[j]) >= VISIBLE)
                .sorted(Comparator.comparingDouble((Integer j) -> -w[j]))
                .forEach(j -> rows.add(test.panel().regions().get(test.controls()[j]), w[j]));
        return new GeoReport(test, fit, anyPeriod, periods, rows, level, null);
    }

    static GeoReport regression(GeoTest test, int dropped, double level) {
        TimeBasedRegression estimator = TimeBasedRegression.standard();
        Fit fit = estimator.estimate(test, dropped);
        double[] gaps = estimator.gaps(test);
        double[] treated = test.treatedMean();
        Rows periods = new Rows("period", "treated", "without", "effect", "lift");
        for (int t = test.before(); t < treated.length; t++) {
            periods.add(
                    test.panel().calendar().label(t),
                    treated[t],
                    treated[t] - gaps[t],
                    gaps[t],
                    share(gaps[t], treated[t] - gaps[t]));
        }
        return new GeoReport(test, fit, Double.NaN, periods, new Rows("region", "weight"), level, null);
    }

    private static @Nullable Double share(double effect, double without) {
        return without > 0 ? effect / without : null;
    }

    /** With the return on a cost, by Fieller's theorem where the cost has an error of its own. */
    GeoReport withReturn(double value, double cost, double costError) {
        double scale = value * rows();
        Estimate estimate = fit.estimate();
        double earned = scale * estimate.value();
        Interval interval;
        if (costError > 0) {
            double error = Math.abs(scale) * estimate.stdError();
            double df = test.before() - 2.0;
            interval = new Fieller(earned, cost, error * error, costError * costError, 0, df).interval(level);
        } else {
            Interval own = estimate.inference().interval(level);
            double low = scale * own.lower() / cost;
            double high = scale * own.upper() / cost;
            interval = new Interval(Math.min(low, high), Math.max(low, high));
        }
        return new GeoReport(test, fit, anyPeriod, periods, weights, level, new Return(earned / cost, interval));
    }

    private double rows() {
        return (double) test.treated().length * test.after();
    }

    String format(Format format, String table) {
        return switch (format) {
            case CSV -> rows(table).format(Format.CSV);
            case JSON -> Rows.toJson(json());
            case TABLE, MD -> text(format);
        };
    }

    private Rows rows(String name) {
        return switch (name) {
            case "periods" -> periods;
            case "weights" -> weights;
            default -> Rows.of(Tidy.table(fit, level));
        };
    }

    private Rows summary() {
        Map<String, Double> figures = fit.glance().diagnostics();
        Interval interval = fit.estimate().inference().interval(level);
        Rows rows = new Rows("measure", "estimate", "conf_low", "conf_high");
        rows.add("effect per region and period", fit.estimate().value(), interval.lower(), interval.upper());
        rows.add("incremental", figures.get("incremental"), rows() * interval.lower(), rows() * interval.upper());
        Double lift = figures.get("lift");
        if (lift != null) {
            double without = fit.estimate().value() / lift;
            boolean known = lift != 0 && Double.isFinite(without);
            rows.add(
                    "lift", lift, known ? interval.lower() / without : null, known ? interval.upper() / without : null);
        }
        if (returns != null) {
            rows.add(
                    "iroas",
                    returns.value(),
                    returns.interval().lower(),
                    returns.interval().upper());
        }
        return rows;
    }

    private String text(Format format) {
        boolean md = format == Format.MD;
        String end = md ? "  \n" : "\n";
        StringBuilder out = new StringBuilder(md ? "# Campaign in regions\n\n" : "");
        out.append("estimand: average effect on the treated regions, per region and period")
                .append(end);
        out.append("method: ")
                .append(fit.glance().method())
                .append("; inference: ")
                .append(fit.glance().variance());
        out.append(end)
                .append("regions: ")
                .append(treated())
                .append(" treated, ")
                .append(test.controls().length);
        out.append(" controls; periods: ")
                .append(test.before())
                .append(" before, ")
                .append(test.after());
        out.append(" with the campaign, from ")
                .append(test.panel().calendar().label(test.before()))
                .append(end);
        Double imbalance = fit.glance().diagnostics().get("scaled_imbalance");
        if (imbalance != null) {
            out.append("fit before the campaign: scaled L2 imbalance ")
                    .append(Rows.brief(imbalance))
                    .append(" (0 is perfect, 1 that of equal weights)")
                    .append(end);
        }
        out.append("p-value of no effect on average: ").append(Rows.brief(pValue()));
        if (!Double.isNaN(anyPeriod)) {
            out.append("; in any period: ").append(Rows.brief(anyPeriod));
        }
        out.append(end);
        section(out, md, "", summary(), format);
        section(out, md, "effects by period", periods, format);
        if (!weights.isEmpty()) {
            section(out, md, "weights of controls", weights, format);
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

    private String treated() {
        return IntStream.of(test.treated())
                .mapToObj(test.panel().regions()::get)
                .collect(Collectors.joining(", "));
    }

    private double pValue() {
        return fit.estimate().inference().pValue(0);
    }

    /** What it comes to. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        double effect = fit.estimate().value();
        Interval interval = fit.estimate().inference().interval(level);
        Double lift = fit.glance().diagnostics().get("lift");
        sentences.add(String.format(
                Locale.ROOT,
                "In plain words: by the estimate the campaign %s %s by %s per region and period [%s, %s] (%s%% interval)%s, %s over"
                        + " all treated regions and periods.",
                effect < 0 ? "lowered" : "raised",
                test.panel().outcomeName(),
                Rows.brief(Math.abs(effect)),
                Rows.brief(interval.lower()),
                Rows.brief(interval.upper()),
                Rows.brief(100 * level),
                lift == null ? "" : String.format(Locale.ROOT, ", a lift of %.1f%%", 100 * lift),
                Rows.brief(effect * rows())));
        if (interval.contains(0)) {
            sentences.add("The interval holds 0: what regions do by themselves could have done it.");
        }
        if (anyPeriod < 1 - level && pValue() >= 1 - level) {
            sentences.add("That nothing happened in any period is rejected (p = " + Rows.brief(anyPeriod)
                    + "): the effect came and went; see the periods.");
        }
        if (returns != null) {
            sentences.add(String.format(
                    Locale.ROOT,
                    "A unit of cost brought %s [%s, %s].",
                    Rows.brief(returns.value()),
                    Rows.brief(returns.interval().lower()),
                    Rows.brief(returns.interval().upper())));
        }
        return sentences;
    }

    private String certificate() {
        List<String> names = fit.glance().method().equals("time-based-regression")
                ? List.of("time-based-regression")
                : List.of("augmented-synthetic-control", "geo-conformal");
        return "certificates, of worlds in which regions move in step: "
                + names.stream()
                        .flatMap(name -> Catalog.find(name).stream()
                                .map(method -> name + " " + Badge.of(method).verdict()))
                        .collect(Collectors.joining(", "));
    }

    private JsonObject json() {
        JsonObject root = new JsonObject();
        root.addProperty("schema", "assay/geo/1");
        root.addProperty("method", fit.glance().method());
        root.addProperty("variance", fit.glance().variance());
        root.addProperty("p_value", pValue());
        root.addProperty("p_value_any_period", Double.isNaN(anyPeriod) ? null : anyPeriod);
        root.add("terms", Rows.of(Tidy.table(fit, level)).json());
        root.add("measures", summary().json());
        JsonObject glance = new JsonObject();
        fit.glance().diagnostics().forEach(glance::addProperty);
        root.add("glance", glance);
        root.add("periods", periods.json());
        root.add("weights", weights.json());
        JsonArray summary = new JsonArray();
        sentences().forEach(summary::add);
        root.add("summary", summary);
        root.addProperty("certificates", certificate());
        JsonArray cautions = new JsonArray();
        for (Caution caution : fit.cautions()) {
            JsonObject one = new JsonObject();
            one.addProperty("code", caution.code());
            one.addProperty("message", caution.message());
            cautions.add(one);
        }
        root.add("cautions", cautions);
        return root;
    }
}
