package assay.cli;

import assay.Estimate;
import assay.Glance;
import assay.HypothesisTest;
import assay.Interval;
import assay.cate.CateFit;
import assay.cate.RateWeighting;
import assay.harness.Catalog;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A study as a report.
 *
 * @param study the study
 * @param learner the learner
 * @param level of intervals
 * @param seed of all draws
 */
record CateReport(CateStudy study, CateLearner learner, double level, long seed) {

    private static final int WIDTH = 110;
    private static final int DESCRIBED = 3;

    private static final Map<String, String> TITLES = new LinkedHashMap<>(Map.of(
            "average", "Average effects",
            "calibration", "Do effects differ? Calibration: differential is tested for being above 0, mean for being 1",
            "rate", "Do effects differ? Ranking by predicted effect, tested for being above 0",
            "groups", "Effects in groups by predicted effect, simultaneous intervals",
            "clan", "Who is in the highest and in the lowest group, simultaneous intervals",
            "segments", "Effects in segments, simultaneous intervals",
            "importance", "What the predictions lean on"));

    String format(Format format) {
        CateTables tables = new CateTables(study, level);
        return switch (format) {
            case CSV -> tables.tidy().format(Format.CSV);
            case JSON -> Rows.toJson(json(tables));
            case TABLE, MD -> text(tables, format);
        };
    }

    private String text(CateTables tables, Format format) {
        StringBuilder out = new StringBuilder(header(format));
        Map<String, Rows> parts = tables.parts();
        for (String name : List.of("average", "calibration", "rate", "groups", "clan", "segments", "importance")) {
            Rows rows = parts.get(name);
            if (rows != null) {
                String title = TITLES.getOrDefault(name, name);
                out.append(format == Format.MD ? "\n## " + title + "\n\n" : "\n" + title + "\n");
                out.append(rows.format(format));
            }
        }
        out.append('\n');
        for (String sentence : sentences()) {
            out.append(Wrap.at(sentence, WIDTH));
        }
        return out.toString();
    }

    private String header(Format format) {
        Glance glance = study.fit().glance();
        StringBuilder text = new StringBuilder(format == Format.MD ? "# Who responds\n\n" : "");
        String end = format == Format.MD ? "  \n" : "\n";
        text.append("learner: ").append(learner).append("; variance: ").append(glance.variance());
        text.append(end).append("rows: ").append(glance.n()).append(" (");
        text.append(glance.treated()).append(" treated, ").append(glance.control()).append(" control, ");
        if (glance.clusters() > 0) {
            text.append(glance.clusters()).append(" clusters, ");
        }
        text.append(glance.dropped()).append(" dropped); seed: ").append(seed).append(end);
        study.judged()
                .get()
                .ifPresent(half -> text.append("judged: ")
                        .append(half.fit().size())
                        .append(" rows, by a surface of the other ")
                        .append(glance.n() - half.fit().size())
                        .append(end));
        return text.toString();
    }

    /** What it comes to, and what is not there. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        sentences.add(inWords());
        describe(sentences);
        for (Attempt<?> attempt : List.of(study.judged(), study.calibration(), study.rate(), study.groups())) {
            String note = "not judged: " + attempt.reason();
            if (!attempt.reason().isEmpty() && !sentences.contains(note)) {
                sentences.add(note);
            }
        }
        sentences.add(intervals());
        return sentences;
    }

    private String inWords() {
        StringBuilder text = new StringBuilder("In plain words: ");
        if (!study.averages().isEmpty()) {
            Estimate average = study.averages().get(0).estimate();
            Interval interval = average.inference().interval(level);
            text.append(String.format(
                    Locale.ROOT,
                    "treatment moves the outcome by %s on average (%s to %s). ",
                    Rows.brief(average.value()),
                    Rows.brief(interval.lower()),
                    Rows.brief(interval.upper())));
        }
        double alpha = 1 - level;
        if (study.calibration().value() == null || study.rate().value() == null) {
            return text.append("Whether effects differ could not be judged.").toString();
        }
        double calibrated = study.calibration().value().test().pValue();
        double ranked = study.ranking(RateWeighting.AUTOC)
                .map(HypothesisTest::pValue)
                .orElse(1.0);
        boolean first = calibrated < alpha / 2;
        boolean second = ranked < alpha / 2;
        text.append(
                first && second
                        ? "Effects differ between units, and the predictions tell whose are larger"
                        : first || second
                                ? "There is evidence that effects differ, by one of two tests"
                                : "There is no evidence that effects differ in a way that these covariates tell: treat the"
                                        + " predictions as noise about the average");
        return text.append(String.format(
                        Locale.ROOT,
                        " (one-sided p-values: calibration %s, ranking %s; each to be read against %s).",
                        Rows.brief(calibrated),
                        Rows.brief(ranked),
                        Rows.brief(alpha / 2)))
                .toString();
    }

    private void describe(List<String> sentences) {
        if (study.groups().value() == null || study.groups().value().count() < 2) {
            return;
        }
        List<Estimate> groups = study.groups().value().simultaneous().terms();
        Estimate lowest = groups.get(0);
        Estimate highest = groups.get(groups.size() - 1);
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "The group with the lowest predictions has an effect of %s, the one with the highest %s.",
                brief(lowest),
                brief(highest)));
        study.clan().get().ifPresent(clan -> {
            List<Estimate> known = clan.simultaneous().terms().stream()
                    .filter(term -> !term.inference().interval(level).contains(0))
                    .sorted((a, b) -> Double.compare(
                            Math.abs(b.value() / b.stdError()), Math.abs(a.value() / a.stdError())))
                    .limit(DESCRIBED)
                    .toList();
            if (known.isEmpty()) {
                text.append(" No covariate is known to differ between the two.");
            } else {
                text.append(" The highest group has ");
                text.append(String.join(
                        ", ",
                        known.stream()
                                .map(t -> (t.value() > 0 ? "more " : "less ") + t.term())
                                .toList()));
                text.append('.');
            }
        });
        sentences.add(text.toString());
    }

    private String brief(Estimate estimate) {
        Interval interval = estimate.inference().interval(level);
        return Rows.brief(estimate.value()) + " (" + Rows.brief(interval.lower()) + " to "
                + Rows.brief(interval.upper()) + ")";
    }

    /** Whether the pointwise intervals may be read. */
    private String intervals() {
        CateFit fit = study.fit();
        if (fit.variances().isEmpty()) {
            return "Effects by unit come without intervals: " + learner + " has no pointwise variance. The causal forest has.";
        }
        int inside = 0;
        for (boolean interior : fit.interior()) {
            inside += interior ? 1 : 0;
        }
        return pointwise(learner) + " " + inside + " of " + fit.size()
                + " rows are interior: between the outer tenths of every covariate that the forest splits on more than its"
                + " share. The intervals of the others are flagged (interior: no) and are not to be read, as they hold less"
                + " often than they say.";
    }

    /** What is certified of the pointwise intervals of a learner. */
    static String pointwise(CateLearner learner) {
        String verdict =
                Catalog.find(learner.method()).map(method -> Badge.of(method).verdict()).orElse("none");
        return "Pointwise intervals, certificate of " + learner.method() + ": " + verdict
                + (verdict.equals("CERTIFIED") ? ", at interior units of smooth surfaces." : ".");
    }

    private JsonObject json(CateTables tables) {
        JsonObject root = new JsonObject();
        root.addProperty("schema", "assay/cate/1");
        root.addProperty("learner", learner.method());
        Glance glance = study.fit().glance();
        root.addProperty("n", glance.n());
        root.addProperty("n_treated", glance.treated());
        root.addProperty("n_control", glance.control());
        root.addProperty("n_dropped", glance.dropped());
        root.addProperty("seed", seed);
        tables.parts().forEach((name, rows) -> root.add(name, rows.json()));
        JsonArray sentences = new JsonArray();
        sentences().forEach(sentences::add);
        root.add("summary", sentences);
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
