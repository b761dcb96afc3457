package assay.trust;

import assay.Column;
import assay.decision.AnalysisMode;
import assay.trust.TrustFinding.Consequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * Whether units came into the arms in the planned shares: all of them, day by day, or in each segment. It counts what was randomised,
 * not rows. Over days, and over all values of all segments, p-values are those of Holm, so that the whole family raises a false alarm
 * with the probability of one test. In an always-valid plan each count has a Bayes factor in place of chi-squared.
 *
 * @param stage how far units came
 * @param grouping what is counted by itself
 */
record SampleRatio(Stage stage, Grouping grouping) implements TrustCheck {

    /** Units that the alternative of the sequential test is worth: many for a whole experiment, few for a day of it. */
    private static final double WHOLE = 10_000;

    private static final double PART = 100;

    private static final int MOST_LEVELS = 1000;

    /** What is counted by itself. */
    enum Grouping {
        ALL(""),
        DAY("-by-day"),
        SEGMENT("-by-segment");

        private final String suffix;

        Grouping(String suffix) {
            this.suffix = suffix;
        }
    }

    /** A part of the units with its counts. */
    private static final class Part {
        private final String name;
        private final long[] counts;

        Part(String name, long[] counts) {
            this.name = name;
            this.counts = counts;
        }

        String name() {
            return name;
        }

        long[] counts() {
            return counts;
        }

        boolean isEmpty() {
            for (long count : counts) {
                if (count > 0) {
                    return false;
                }
            }
            return true;
        }
    }

    private CheckCard card(Study study) {
        boolean carries = stage.carries(study.plan().primaryView());
        return new CheckCard(
                "sample-ratio-" + stage.name().toLowerCase(Locale.ROOT) + grouping.suffix,
                carries ? Consequence.INVALIDATES : Consequence.INFORMS,
                switch (stage) {
                    case ASSIGNMENT ->
                        "Do not read any effect. Look for what loses or adds units in one arm: redirects, crashes, filters"
                                + " after assignment, bots, a changed allocation.";
                    case TRIGGER ->
                        "Do not compare triggered units: the arms differ in who is triggered. Check that both arms log the"
                                + " trigger at the same point, before they differ.";
                    case EXPOSURE ->
                        "Do not compare exposed units: the arms differ in who is exposed or whose exposure is logged."
                                + " Compare assigned units, and repair delivery or logging.";
                });
    }

    @Override
    public TrustFinding check(Study study) {
        CheckCard card = card(study);
        if (study.lacksClusters()) {
            return card.notRun("The plan randomised '" + study.plan().cluster().orElseThrow()
                    + "', and the log has no such column.");
        }
        if (!study.has(stage)) {
            String none = "No row of the log was " + stage.verb() + ".";
            return stage.carries(study.plan().primaryView()) ? card.notRun(none) : card.notApplicable(none);
        }
        List<Part> parts = switch (grouping) {
            case ALL -> List.of(all(study));
            case DAY -> days(study);
            case SEGMENT -> segments(study);
        };
        List<Part> filled = parts.stream().filter(part -> !part.isEmpty()).toList();
        if (filled.isEmpty()) {
            return grouping == Grouping.SEGMENT
                    ? card.notApplicable("The plan names no segments that the log has.")
                    : card.notRun("No unit has an arm of the plan.");
        }
        return judge(study, card, filled);
    }

    private TrustFinding judge(Study study, CheckCard card, List<Part> parts) {
        boolean sequential = study.plan().mode() == AnalysisMode.ALWAYS_VALID;
        ShareTest test = new ShareTest(
                sequential ? ShareTest.Kind.SEQUENTIAL : ShareTest.Kind.FIXED, grouping == Grouping.ALL ? WHOLE : PART);
        List<String> names = new ArrayList<>();
        double[] statistics = new double[parts.size()];
        double[] pValues = new double[parts.size()];
        for (int i = 0; i < pValues.length; i++) {
            ShareTest.Result result = test.of(parts.get(i).counts(), study.shares());
            names.add(parts.get(i).name());
            statistics[i] = result.statistic();
            pValues[i] = result.pValue();
        }
        if (sequential && grouping == Grouping.ALL) {
            pValues[0] = smallestSoFar(study, test);
        }
        Worst worst = Worst.of(names, statistics, pValues, study.alpha());
        return card.tested(
                worst.name(),
                worst.statistic(),
                worst.pValue(),
                study.alpha(),
                message(study, parts.get(worst.index()), worst));
    }

    /** The smallest p-value at the ends of the days so far: it may be looked at every day. */
    private double smallestSoFar(Study study, ShareTest test) {
        long[] soFar = new long[study.arms()];
        double least = 1;
        for (Part day : days(study)) {
            for (int k = 0; k < soFar.length; k++) {
                soFar[k] += day.counts()[k];
            }
            least = Math.min(least, test.of(soFar, study.shares()).pValue());
        }
        return least;
    }

    private String message(Study study, Part part, Worst worst) {
        long n = 0;
        for (long count : part.counts()) {
            n += count;
        }
        StringBuilder text = new StringBuilder();
        for (int k = 0; k < part.counts().length; k++) {
            text.append(k == 0 ? "" : ", ")
                    .append(String.format(
                            Locale.ROOT,
                            "%s %d (%.2f %%, planned %.2f %%)",
                            study.arm(k),
                            part.counts()[k],
                            100.0 * part.counts()[k] / n,
                            100 * study.shares()[k]));
        }
        text.append(" of ")
                .append(n)
                .append(' ')
                .append(stage.verb())
                .append(" units (")
                .append(study.unitName());
        text.append(grouping == Grouping.ALL ? ")" : ") in " + part.name());
        return text.append("; p ")
                .append(Figures.p(worst.pValue()))
                .append(worst.others())
                .append('.')
                .toString();
    }

    private Part all(Study study) {
        long[] counts = new long[study.arms()];
        double[] times = study.times(stage);
        for (int unit = 0; unit < times.length; unit++) {
            if (!Double.isNaN(times[unit])) {
                counts[study.armOf(unit)]++;
            }
        }
        return new Part("all", counts);
    }

    private List<Part> days(Study study) {
        TreeMap<Long, long[]> counts = new TreeMap<>();
        double[] times = study.times(stage);
        for (int unit = 0; unit < times.length; unit++) {
            if (!Double.isNaN(times[unit])) {
                long day = (long) Math.floor(times[unit]);
                counts.computeIfAbsent(day, d -> new long[study.arms()])[study.armOf(unit)]++;
            }
        }
        List<Part> days = new ArrayList<>();
        counts.forEach((day, count) -> days.add(new Part("day " + (day + 1), count)));
        return days;
    }

    private List<Part> segments(Study study) {
        List<Part> parts = new ArrayList<>();
        for (String name : study.plan().segments()) {
            Column.Categorical column = study.log().groups().get(name);
            if (column == null || column.levels().size() > MOST_LEVELS) {
                continue;
            }
            long[][] counts = study.isClustered() ? ofClusters(study, column) : ofUsers(study, column);
            for (int level = 0; level < counts.length; level++) {
                parts.add(new Part(name + "=" + column.levels().get(level), counts[level]));
            }
        }
        return parts;
    }

    private long[][] ofUsers(Study study, Column.Categorical column) {
        long[][] counts = new long[column.levels().size()][study.arms()];
        double[] times = study.times(stage);
        for (int unit = 0; unit < times.length; unit++) {
            int code = Double.isNaN(times[unit]) ? -1 : column.codes()[study.firstRow(unit)];
            if (code >= 0) {
                counts[code][study.armOf(unit)]++;
            }
        }
        return counts;
    }

    /** A cluster counts once in every segment in which it has a row. */
    private long[][] ofClusters(Study study, Column.Categorical column) {
        double[] rows = stage.times(study.log());
        BitSet[] seen = new BitSet[column.levels().size()];
        Arrays.setAll(seen, level -> new BitSet());
        for (int i = 0; i < rows.length; i++) {
            int code = column.codes()[i];
            int unit = study.unit(i);
            if (code >= 0 && unit >= 0 && study.armOf(unit) >= 0 && !Double.isNaN(rows[i])) {
                seen[code].set(unit);
            }
        }
        long[][] counts = new long[seen.length][study.arms()];
        for (int level = 0; level < seen.length; level++) {
            long[] count = counts[level];
            seen[level].stream().forEach(unit -> count[study.armOf(unit)]++);
        }
        return counts;
    }
}
