package assay.cli;

import assay.Estimate;
import assay.Glance;
import assay.Interval;
import assay.cate.Calibration;
import assay.cate.CateFit;
import assay.cate.Clan;
import assay.cate.GroupEffects;
import assay.cate.SegmentSummary;
import assay.harness.Catalog;
import assay.harness.Method;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
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
    private static final List<String> PARTS = List.of("forest-ate", "cate-calibration", "rate", "gate");

    private static final Map<String, String> TITLES = titles();

    private static Map<String, String> titles() {
        Map<String, String> titles = new LinkedHashMap<>();
        titles.put("average", "Average effects");
        titles.put(
                "calibration",
                "Do effects differ? Calibration: differential is tested for being above 0, mean for being 1");
        titles.put("rate", "Do effects differ? Ranking by predicted effect, tested for being above 0");
        titles.put("groups", "Effects in groups by predicted effect, simultaneous intervals");
        titles.put("clan", "Who is in the highest and in the lowest group, simultaneous intervals");
        titles.put("found", "Segments that the predictions find, simultaneous intervals");
        titles.put("segments", "Effects in segments, simultaneous intervals");
        titles.put("importance", "What the predictions lean on");
        return Collections.unmodifiableMap(titles);
    }

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
        TITLES.forEach((name, title) -> {
            Rows rows = parts.get(name);
            if (rows != null) {
                out.append(format == Format.MD ? "\n## " + title + "\n\n" : "\n" + title + "\n");
                out.append(rows.format(format));
            }
        });
        out.append('\n');
        for (String sentence : sentences()) {
            out.append(Wrap.at(sentence, WIDTH)).append(format == Format.MD ? "\n" : "");
        }
        for (String line : certificates()) {
            out.append(line).append(format == Format.MD ? "  \n" : "\n");
        }
        return out.toString();
    }

    private String header(Format format) {
        Glance glance = study.fit().glance();
        StringBuilder text = new StringBuilder(format == Format.MD ? "# Who responds\n\n" : "");
        String end = format == Format.MD ? "  \n" : "\n";
        text.append("learner: ").append(learner).append("; variance: ").append(glance.variance());
        text.append(end).append("rows: ").append(glance.n()).append(" (");
        text.append(glance.treated())
                .append(" treated, ")
                .append(glance.control())
                .append(" control, ");
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
        sentences.add("In plain words: " + String.join(" ", inWords()));
        for (Attempt<?> attempt : List.of(study.judged(), study.calibration(), study.rate(), study.groups())) {
            String note = "not judged: " + attempt.reason();
            if (!attempt.reason().isEmpty() && !sentences.contains(note)) {
                sentences.add(note);
            }
        }
        sentences.add(intervals());
        return sentences;
    }

    private List<String> inWords() {
        if (study.averages().isEmpty()) {
            return List.of("No average effect could be estimated.");
        }
        Estimate average = study.averages().get(0).estimate();
        Calibration calibration = study.calibration().value();
        GroupEffects groups = study.groups().value();
        Clan clan = study.clan().value();
        if (calibration == null || groups == null || clan == null) {
            Interval interval = average.inference().interval(level);
            return List.of(String.format(
                    Locale.ROOT,
                    "On average the effect is %s [%s, %s] per unit. Whether effects differ could not be judged.",
                    Rows.brief(average.value()),
                    Rows.brief(interval.lower()),
                    Rows.brief(interval.upper())));
        }
        return SegmentSummary.of(calibration.test(), average, groups, clan, level)
                .sentences();
    }

    /** Whether the pointwise intervals may be read. */
    private String intervals() {
        CateFit fit = study.fit();
        if (fit.variances().isEmpty()) {
            return "Effects by unit come without intervals: " + learner
                    + " has no pointwise variance. The causal forest has.";
        }
        int inside = 0;
        for (boolean interior : fit.interior()) {
            inside += interior ? 1 : 0;
        }
        return "Pointwise intervals: " + inside + " of " + fit.size()
                + " rows are interior, between the outer tenths of every covariate that the forest splits on more than its"
                + " share. The intervals of the others are flagged (interior: no) and are not to be read, as they hold less"
                + " often than they say.";
    }

    /** What is certified: the learner, read against these data, and the methods that judge it. */
    List<String> certificates() {
        List<String> lines = new ArrayList<>();
        Catalog.find(learner.method()).ifPresent(method -> lines.addAll(reading(method)));
        List<String> others = new ArrayList<>();
        for (String name : PARTS) {
            if (learner == CateLearner.CAUSAL_FOREST || !name.startsWith("forest")) {
                Catalog.find(name)
                        .ifPresent(method ->
                                others.add(name + " " + Badge.of(method).verdict()));
            }
        }
        lines.add("certificates of the parts, by a causal forest: " + String.join(", ", others));
        return lines;
    }

    @SuppressWarnings("unchecked") // All these learners answer with effects by unit.
    private List<String> reading(Method<?> method) {
        Badge.Reading reading = Badge.of(method).readOther((Method<CateFit>) method, study.sample(), study.fit());
        List<String> lines = new ArrayList<>();
        lines.add("certificate of " + method.name() + ": " + reading.summary());
        reading.lines().forEach(line -> lines.add("  " + line));
        return lines;
    }

    /** The certificate of the only learner with pointwise intervals. */
    static String pointwise() {
        String forest = CateLearner.CAUSAL_FOREST.method();
        String verdict =
                Catalog.find(forest).map(method -> Badge.of(method).verdict()).orElse("none");
        return "certificate of " + forest + ", of intervals at interior units: " + verdict;
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
        JsonArray certificates = new JsonArray();
        certificates().forEach(line -> certificates.add(line.strip()));
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
