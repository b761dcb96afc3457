package assay.decision.brief;

import assay.Interval;
import assay.decision.Direction;
import assay.decision.MetricReading;
import assay.decision.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Effects on metrics of different units in one picture: to the right is better, and each row is drawn in units of its own
 * threshold, so that the smallest effect that matters, and the largest harm that is tolerated, are at the same places in all.
 *
 * @param rows from top to bottom
 */
public record EffectChart(List<Row> rows) {

    private static final double REACH = 3;
    private static final int WIDTH = 720;
    private static final int ROW = 44;
    private static final int TOP = 30;
    private static final double MIDDLE = 540;
    private static final double UNIT = 52;

    public EffectChart {
        rows = List.copyOf(rows);
    }

    /**
     * A row.
     *
     * @param name of the metric and, where there are several, of the treatment
     * @param figures estimate and interval in words
     * @param estimate above 0 for the better, in units of the threshold
     * @param low lower end of the interval, likewise
     * @param high upper end, likewise
     * @param threshold where its threshold is: 1 for an effect that matters, -1 for a margin of harm; empty where it has none
     */
    public record Row(
            String name, String figures, double estimate, double low, double high, OptionalDouble threshold) {}

    /**
     * Draws readings that have an interval.
     *
     * @param readings what was seen
     * @param level level of the intervals
     * @param arms how many treatments there are
     * @return the chart
     */
    static EffectChart of(List<MetricReading> readings, double level, int arms) {
        List<Row> rows = new ArrayList<>();
        for (MetricReading reading : readings) {
            Interval good = Direction.favourable(reading, level);
            boolean guardrail = reading.purpose() == Purpose.GUARDRAIL;
            double threshold = guardrail ? reading.margin().orElse(Double.NaN) : reading.practical();
            boolean known = threshold > 0 && threshold < Double.POSITIVE_INFINITY;
            double unit = known ? threshold : Math.max(Math.abs(good.lower()), Math.abs(good.upper())) / 2;
            Interval shown = reading.decisive().inference().interval(level);
            rows.add(new Row(
                    reading.metric().spoken() + (arms > 1 ? " (" + reading.arm() + ")" : ""),
                    Sentences.change(reading, reading.decisive().value()) + " (" + Sentences.range(reading, shown)
                            + ")",
                    Direction.favourable(reading) / unit,
                    good.lower() / unit,
                    good.upper() / unit,
                    known ? OptionalDouble.of(guardrail ? -1 : 1) : OptionalDouble.empty()));
        }
        return new EffectChart(rows);
    }

    /**
     * Draws it.
     *
     * @return an SVG element that takes its colours from the page
     */
    public String svg() {
        int height = TOP + ROW * rows.size() + 34;
        StringBuilder svg = new StringBuilder();
        svg.append("<svg class=\"effects\" viewBox=\"0 0 ")
                .append(WIDTH)
                .append(' ')
                .append(height);
        svg.append("\" role=\"img\" aria-labelledby=\"effects-title effects-text\">\n");
        svg.append("<title id=\"effects-title\">Effects and their intervals</title>\n<desc id=\"effects-text\">");
        rows.forEach(row -> svg.append(Escape.html(row.name() + ": " + row.figures() + ". ")));
        svg.append("</desc>\n");
        text(svg, MIDDLE - 8, 18, "end", "worse", "axis");
        text(svg, MIDDLE + 8, 18, "start", "better", "axis");
        line(svg, MIDDLE, TOP - 6, MIDDLE, height - 30, "zero");
        for (int i = 0; i < rows.size(); i++) {
            row(svg, rows.get(i), TOP + ROW * i + ROW / 2.0);
        }
        text(
                svg,
                WIDTH - 4.0,
                height - 10,
                "end",
                "dashed: the smallest effect that matters, or the largest harm that is tolerated",
                "axis");
        return svg.append("</svg>\n").toString();
    }

    private static void row(StringBuilder svg, Row row, double y) {
        text(svg, 4, y - 2, "start", row.name(), "name");
        text(svg, 4, y + 14, "start", row.figures(), "figures");
        if (row.threshold().isPresent()) {
            double x = x(row.threshold().getAsDouble());
            line(svg, x, y - 14, x, y + 14, "threshold");
        }
        double low = x(row.low());
        double high = x(row.high());
        line(svg, low, y, high, y, "interval");
        end(svg, row.low(), y, -1);
        end(svg, row.high(), y, 1);
        if (Math.abs(row.estimate()) <= REACH) {
            svg.append("<circle class=\"estimate\" cx=\"").append(number(x(row.estimate())));
            svg.append("\" cy=\"").append(number(y)).append("\" r=\"5\"/>\n");
        }
    }

    /** A bar where an interval ends, an arrow where it goes on beyond the picture. */
    private static void end(StringBuilder svg, double value, double y, int side) {
        double x = x(value);
        if (Math.abs(value) <= REACH) {
            line(svg, x, y - 6, x, y + 6, "interval");
            return;
        }
        double direction = Math.signum(value);
        if (direction == side) {
            line(svg, x, y, x - 7 * direction, y - 5, "interval");
            line(svg, x, y, x - 7 * direction, y + 5, "interval");
        }
    }

    private static double x(double value) {
        return MIDDLE + UNIT * Math.max(-REACH - 0.2, Math.min(REACH + 0.2, value));
    }

    private static void line(StringBuilder svg, double x1, double y1, double x2, double y2, String kind) {
        svg.append("<line class=\"").append(kind).append("\" x1=\"").append(number(x1));
        svg.append("\" y1=\"").append(number(y1)).append("\" x2=\"").append(number(x2));
        svg.append("\" y2=\"").append(number(y2)).append("\"/>\n");
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String words, String kind) {
        svg.append("<text class=\"").append(kind).append("\" x=\"").append(number(x));
        svg.append("\" y=\"")
                .append(number(y))
                .append("\" text-anchor=\"")
                .append(anchor)
                .append("\">");
        svg.append(Escape.html(words)).append("</text>\n");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
