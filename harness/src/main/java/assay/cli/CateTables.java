package assay.cli;

import assay.Column;
import assay.Estimate;
import assay.Fit;
import assay.HypothesisTest;
import assay.Interval;
import assay.Normal;
import assay.Role;
import assay.Sample;
import assay.cate.Calibration;
import assay.cate.CateFit;
import assay.cate.Clan;
import assay.cate.GroupEffects;
import assay.cate.Rate;
import assay.cate.RateWeighting;
import assay.cate.Segment;
import assay.cate.UpliftCurve;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A study as rows, part by part.
 *
 * @param study the study
 * @param level of intervals
 */
record CateTables(CateStudy study, double level) {

    /** The parts that are there, by their name, in the order of the report. */
    Map<String, Rows> parts() {
        Map<String, Rows> parts = new LinkedHashMap<>();
        parts.put("average", average());
        study.calibration().get().ifPresent(found -> parts.put("calibration", calibration(found)));
        study.rate().get().ifPresent(found -> parts.put("rate", rate(found)));
        study.groups().get().ifPresent(found -> parts.put("groups", groups(found)));
        study.clan().get().ifPresent(found -> parts.put("clan", clan(found)));
        study.found().get().ifPresent(found -> parts.put("found", found(found)));
        if (!study.segments().isEmpty()) {
            parts.put("segments", segments());
        }
        Rows importance = importance();
        if (!importance.isEmpty()) {
            parts.put("importance", importance);
        }
        return parts;
    }

    private static Rows terms(String first) {
        return new Rows(first, "n", "estimate", "std_error", "p_value", "conf_low", "conf_high", "conf_level");
    }

    private Rows add(Rows rows, String term, int n, Estimate estimate, double p) {
        return rows.add(cells(term, n, estimate, estimate.inference().interval(level), p));
    }

    private @Nullable Object[] cells(String term, int n, Estimate estimate, Interval interval, double p) {
        return new @Nullable Object[] {
            term, n, estimate.value(), estimate.stdError(), p, interval.lower(), interval.upper(), level
        };
    }

    private Rows average() {
        Rows rows = terms("estimand");
        for (Fit fit : study.averages()) {
            Estimate estimate = fit.estimate();
            add(
                    rows,
                    estimate.estimand().code(),
                    fit.glance().n(),
                    estimate,
                    estimate.inference().pValue(0));
        }
        return rows;
    }

    /** The differential coefficient is tested against 0 from above, the mean against 1 from both sides. */
    private Rows calibration(Calibration found) {
        Rows rows = terms("term");
        for (Estimate term : found.coefficients().terms()) {
            boolean differential = term.term().equals("differential");
            double p = differential ? found.test().pValue() : term.inference().pValue(1);
            add(rows, term.term(), found.coefficients().glance().n(), term, p);
        }
        return rows;
    }

    /** Areas are tested against 0 from above, by the standard error that the null hypothesis implies. */
    private Rows rate(Rate found) {
        Rows rows = terms("term");
        for (RateWeighting weighting : RateWeighting.values()) {
            Estimate term = found.area(weighting);
            double p = study.ranking(weighting).map(HypothesisTest::pValue).orElse(Double.NaN);
            add(rows, term.term(), found.fit().glance().n(), term, p);
        }
        return rows;
    }

    /** The areas, and the curve that they are under. */
    private Rows curve(Rate found) {
        Rows rows = new Rows("term", "share", "estimate", "std_error", "conf_low", "conf_high", "conf_level");
        List<Estimate> terms = new ArrayList<>(found.fit().terms());
        terms.addAll(found.curve());
        int areas = found.fit().terms().size();
        for (int k = 0; k < terms.size(); k++) {
            Estimate term = terms.get(k);
            Interval interval = term.inference().interval(level);
            rows.add(
                    k < areas ? term.term() : "TOC",
                    k < areas ? null : found.shares()[k - areas],
                    term.value(),
                    term.stdError(),
                    interval.lower(),
                    interval.upper(),
                    level);
        }
        return rows;
    }

    private Rows groups(GroupEffects found) {
        Rows rows = new Rows(
                "group", "n", "predicted", "estimate", "std_error", "p_value", "conf_low", "conf_high", "conf_level");
        int[] sizes = new int[found.count()];
        for (int group : found.group()) {
            if (group >= 0) {
                sizes[group]++;
            }
        }
        double[] predicted = found.predicted();
        List<Estimate> terms = found.simultaneous().terms();
        for (int g = 0; g < sizes.length; g++) {
            Estimate term = terms.get(g);
            Interval interval = term.inference().interval(level);
            rows.add(
                    term.term(),
                    sizes[g],
                    predicted[g],
                    term.value(),
                    term.stdError(),
                    term.inference().pValue(0),
                    interval.lower(),
                    interval.upper(),
                    level);
        }
        return rows;
    }

    private Rows clan(Clan found) {
        Rows rows = new Rows(
                "covariate",
                "mean_lowest",
                "mean_highest",
                "difference",
                "std_error",
                "p_value",
                "conf_low",
                "conf_high",
                "conf_level");
        List<Estimate> terms = found.simultaneous().terms();
        for (int k = 0; k < terms.size(); k++) {
            Estimate term = terms.get(k);
            Interval interval = term.inference().interval(level);
            rows.add(
                    term.term(),
                    found.lowest().terms().get(k).value(),
                    found.highest().terms().get(k).value(),
                    term.value(),
                    term.stdError(),
                    term.inference().pValue(0),
                    interval.lower(),
                    interval.upper(),
                    level);
        }
        return rows;
    }

    private Rows found(List<Segment> found) {
        Rows rows = new Rows(
                "rule",
                "share",
                "predicted",
                "estimate",
                "std_error",
                "p_value",
                "conf_low",
                "conf_high",
                "conf_level");
        for (Segment segment : found) {
            Estimate term = segment.effect();
            Interval interval = term.inference().interval(level);
            rows.add(
                    segment.rule(),
                    segment.share(),
                    segment.predicted(),
                    term.value(),
                    term.stdError(),
                    term.inference().pValue(0),
                    interval.lower(),
                    interval.upper(),
                    level);
        }
        return rows;
    }

    private Rows segments() {
        Rows rows = new Rows(
                "segment", "n", "predicted", "estimate", "std_error", "conf_low", "conf_high", "conf_level", "note");
        for (CateSegment segment : study.segments()) {
            Estimate estimate = segment.estimate().value();
            Interval interval = estimate == null ? null : segment.interval(estimate, level);
            rows.add(
                    segment.level(),
                    segment.rows(),
                    segment.predicted(),
                    estimate == null ? null : estimate.value(),
                    estimate == null ? null : estimate.stdError(),
                    interval == null ? null : interval.lower(),
                    interval == null ? null : interval.upper(),
                    level,
                    segment.estimate().reason());
        }
        return rows;
    }

    /** Shares of the splits of a forest, and what the loss on the judged half grows by when a covariate is dealt at random. */
    private Rows importance() {
        List<String> names = study.schema().names();
        Map<String, Estimate> growth = new LinkedHashMap<>();
        study.permuted().get().ifPresent(fit -> fit.terms().forEach(term -> growth.put(term.term(), term)));
        double[] shares = study.importance().orElse(new double[0]);
        List<Integer> order = new ArrayList<>();
        for (int j = 0; j < names.size(); j++) {
            if (shares.length > 0 || growth.containsKey(names.get(j))) {
                order.add(j);
            }
        }
        order.sort(Comparator.comparingDouble(j -> {
            Estimate term = growth.get(names.get(j));
            return shares.length > 0 ? -shares[j] : term == null ? 0 : -term.value();
        }));
        Rows rows =
                new Rows("covariate", "split_share", "loss_growth", "std_error", "conf_low", "conf_high", "conf_level");
        for (int j : order) {
            Estimate term = growth.get(names.get(j));
            Interval interval = term == null ? null : term.inference().interval(level);
            rows.add(
                    names.get(j),
                    shares.length > 0 ? (Object) shares[j] : null,
                    term == null ? null : term.value(),
                    term == null ? null : term.stdError(),
                    interval == null ? null : interval.lower(),
                    interval == null ? null : interval.upper(),
                    interval == null ? null : level);
        }
        return rows;
    }

    private Rows uplift(UpliftCurve found) {
        Rows rows =
                new Rows("share", "uplift", "uplift_low", "uplift_high", "qini", "qini_low", "qini_high", "conf_level");
        double[] shares = found.shares();
        List<Estimate> uplift = found.upliftBand().terms();
        List<Estimate> qini = found.qiniBand().terms();
        for (int k = 0; k < shares.length; k++) {
            Interval interval = uplift.get(k).inference().interval(level);
            // Treating everybody gains nothing over treating as many at random.
            Estimate gain = k < qini.size() ? qini.get(k) : null;
            Interval gains = gain == null ? null : gain.inference().interval(level);
            rows.add(
                    shares[k],
                    uplift.get(k).value(),
                    interval.lower(),
                    interval.upper(),
                    gain == null ? 0.0 : gain.value(),
                    gains == null ? 0.0 : gains.lower(),
                    gains == null ? 0.0 : gains.upper(),
                    level);
        }
        return rows;
    }

    private Rows effects() {
        CateFit fit = study.fit();
        return effects(study.sample(), fit.effects(), fit.variances().orElse(null), fit.interior(), level);
    }

    /** Effects by unit; a method without variances has neither intervals nor an interior. */
    static Rows effects(
            Sample sample, double[] effects, double @Nullable [] variances, boolean[] interior, double level) {
        Column unit = sample.column(Role.UNIT);
        Rows rows = new Rows(unit.name(), "effect", "std_error", "conf_low", "conf_high", "conf_level", "interior");
        for (int i = 0; i < effects.length; i++) {
            if (variances == null) {
                rows.add(unit(unit, i), effects[i], null, null, null, null, null);
                continue;
            }
            double error = Math.sqrt(variances[i]);
            Interval interval = new Normal(effects[i], error).interval(level);
            rows.add(
                    unit(unit, i),
                    effects[i],
                    error,
                    interval.lower(),
                    interval.upper(),
                    level,
                    interior[i] ? "yes" : "no");
        }
        return rows;
    }

    private static Object unit(Column unit, int row) {
        if (unit instanceof Column.Categorical levels) {
            return levels.levels().get(levels.codes()[row]);
        }
        double value = ((Column.Numeric) unit).values()[row];
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? (Object) (long) value : (Object) value;
    }

    /** The files of a folder by their names, as CSV. */
    Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        parts().forEach((name, rows) -> files.put(name + ".csv", rows.format(Format.CSV)));
        study.rate().get().ifPresent(found -> files.put("rate.csv", curve(found).format(Format.CSV)));
        study.uplift()
                .get()
                .ifPresent(found -> files.put("uplift.csv", uplift(found).format(Format.CSV)));
        files.put("effects.csv", effects().format(Format.CSV));
        return files;
    }

    /** All that is estimated, a row each: what CSV prints. */
    Rows tidy() {
        Rows rows = new Rows(
                "part", "term", "n", "estimate", "std_error", "p_value", "conf_low", "conf_high", "conf_level");
        for (Map.Entry<String, Rows> part : parts().entrySet()) {
            for (var row : part.getValue().json()) {
                JsonObject values = row.getAsJsonObject();
                String first = values.keySet().iterator().next();
                String estimate = values.has("difference") ? "difference" : "estimate";
                if (values.has(estimate)) {
                    rows.add(
                            part.getKey(),
                            values.get(first).getAsString(),
                            number(values, "n"),
                            number(values, estimate),
                            number(values, "std_error"),
                            number(values, "p_value"),
                            number(values, "conf_low"),
                            number(values, "conf_high"),
                            level);
                }
            }
        }
        return rows;
    }

    private static @Nullable Object number(JsonObject values, String name) {
        return values.has(name) && !values.get(name).isJsonNull()
                ? values.get(name).getAsNumber()
                : null;
    }
}
