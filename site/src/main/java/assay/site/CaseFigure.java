package assay.site;

import java.util.ArrayList;
import java.util.List;

/** The leading figure of a study case: answers with their intervals beside the truth of each. */
final class CaseFigure {

    private static final double WIDTH = 700;
    private static final double LEFT = 236;
    private static final double RIGHT = 668;
    private static final double TOP = 34;
    private static final double STEP = 46;
    private static final double NORMAL = 1.959964;
    private static final List<String> ESTIMATE = List.of("estimate", "effect", "value", "mean");
    private static final List<String> LOW = List.of("conf_low", "low", "cs_low");
    private static final List<String> HIGH = List.of("conf_high", "high", "cs_high");

    private CaseFigure() {}

    /** An answer: what it is called, whether it is certified, and where truth lies. */
    private record Row(String label, boolean certified, double estimate, double low, double high, double truth) {

        boolean holds() {
            return low <= truth && truth <= high;
        }
    }

    static Html draw(MarkdownFile text, CaseRuns runs) {
        double factor = text.front("figure.unit").startsWith("percent") ? 100 : 1;
        List<Row> rows = new ArrayList<>();
        text.front().forEach((key, value) -> {
            if (key.startsWith("row.")) {
                rows.add(row(value, factor, runs));
            }
        });
        double base = TOP + STEP * rows.size() + 8;
        Plot plot = new Plot(new Html(), "answers", "Answers against the truth", said(rows), WIDTH, base + 42);
        double[] ends = rows.stream()
                .flatMapToDouble(r -> java.util.stream.DoubleStream.of(r.low, r.high, r.estimate, r.truth, 0))
                .toArray();
        Scale x = Scale.around(ends, 0.05, LEFT, RIGHT);
        plot.line(x.at(0), TOP - 8, x.at(0), base, "grid");
        for (int i = 0; i < rows.size(); i++) {
            row(plot, x, rows.get(i), TOP + STEP * i + STEP / 2);
        }
        plot.bottomAxis(x, 6, base, text.front("figure.unit"));
        return Figure.of(plot.close(), new Html().text(CaseText.expand(text.front("figure"), runs)), numbers(rows));
    }

    private static Row row(String value, double factor, CaseRuns runs) {
        String[] parts = value.split("\\|", -1);
        if (parts.length != 4) {
            throw new SiteException("The study case " + runs.name() + " has a row '" + value
                    + "'; it must be KIND | LABEL | ANSWER | TRUTH, KIND naive or certified.");
        }
        Json answer = runs.at(parts[2].strip());
        double estimate = factor * first(answer, ESTIMATE);
        if (!Double.isFinite(estimate)) {
            throw new SiteException("The study case " + runs.name() + " draws '" + value + "', which has no estimate.");
        }
        boolean certified = parts[0].strip().equals("certified");
        double half = NORMAL * factor * answer.number("std_error");
        // At a look of many the answer has an interval for all of them; the naive one takes it for the only look.
        boolean single = !certified && answer.get("cs_low").exists();
        return new Row(
                parts[1].strip(),
                certified,
                estimate,
                single ? estimate - half : factor * first(answer, LOW),
                single ? estimate + half : factor * first(answer, HIGH),
                factor * runs.number(parts[3].strip()));
    }

    private static double first(Json answer, List<String> names) {
        return names.stream()
                .mapToDouble(answer::number)
                .filter(Double::isFinite)
                .findFirst()
                .orElse(Double.NaN);
    }

    private static void row(Plot plot, Scale x, Row row, double y) {
        plot.text(LEFT - 14, y + 4, row.label(), "legend end");
        plot.line(x.at(row.truth()), y - STEP / 2 + 5, x.at(row.truth()), y + STEP / 2 - 5, "truth");
        Html svg = plot.svg();
        svg.open("g", "class", row.certified() ? "iv" : "iv miss");
        if (Double.isFinite(row.low()) && Double.isFinite(row.high())) {
            String from = x.coordinate(row.low());
            String at = Numbers.coordinate(y);
            svg.empty("path", "d", "M" + from + " " + at + "H" + x.coordinate(row.high()));
        }
        if (row.certified()) {
            svg.empty("circle", "cx", x.coordinate(row.estimate()), "cy", Numbers.coordinate(y), "r", "4.5");
        } else {
            Verdict.REFUTED.shape(svg, x.at(row.estimate()), y, 5);
        }
        svg.close();
    }

    private static String said(List<Row> rows) {
        StringBuilder text = new StringBuilder();
        for (Row row : rows) {
            text.append(row.label()).append(": ").append(Numbers.significant(row.estimate(), 3));
            if (Double.isFinite(row.low())) {
                text.append(row.holds() ? ", its interval holds the truth " : ", its interval misses the truth ");
            } else {
                text.append(", without an interval; the truth is ");
            }
            text.append(Numbers.significant(row.truth(), 3)).append(". ");
        }
        return text.toString().strip();
    }

    private static Html numbers(List<Row> rows) {
        List<List<Html>> cells = new ArrayList<>();
        for (Row row : rows) {
            boolean interval = Double.isFinite(row.low());
            cells.add(List.of(
                    Tables.text(row.label()),
                    Tables.text(Numbers.significant(row.estimate(), 4)),
                    Tables.text(
                            interval
                                    ? "[" + Numbers.significant(row.low(), 4) + ", "
                                            + Numbers.significant(row.high(), 4) + "]"
                                    : "none"),
                    Tables.text(Numbers.significant(row.truth(), 4)),
                    Tables.text(interval ? (row.holds() ? "yes" : "no") : "–")));
        }
        return Tables.of(List.of("Answer", "Estimate", "95 % interval", "Truth", "Holds it"), cells);
    }
}
