package assay.cli;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** A picture of a reading: the interval that holds at all looks, the statistic and its boundary, the sample ratio. */
final class MonitorChart {

    private static final double LEFT = 76;
    private static final double RIGHT = 744;
    private static final int MOST_TICKS = 8;

    private final MonitorReading reading;
    private final List<MonitoredLook> looks;
    private final StringBuilder svg = new StringBuilder();

    private MonitorChart(MonitorReading reading) {
        this.reading = reading;
        this.looks = reading.looks();
    }

    static String draw(MonitorReading reading, MonitorAdvice advice) {
        return new MonitorChart(reading).picture(advice);
    }

    private String picture(MonitorAdvice advice) {
        String title = "Looks at " + reading.plan().monitoring().metric();
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 760 660\" role=\"img\" ")
                .append("aria-labelledby=\"title desc\" font-family=\"system-ui, sans-serif\" font-size=\"13\">\n");
        svg.append("<title id=\"title\">").append(escape(title)).append("</title>\n");
        svg.append("<desc id=\"desc\">").append(escape(advice.sentence())).append("</desc>\n");
        svg.append("<style>.band{fill:#0072B2;fill-opacity:.22}.est{fill:none;stroke:#0072B2;stroke-width:2.5}")
                .append(".edge{fill:none;stroke:#D55E00;stroke-width:2;stroke-dasharray:7 4}")
                .append(".ratio{fill:none;stroke:#009E73;stroke-width:2.5}.zero{stroke:#666;stroke-width:1}")
                .append(".frame{fill:none;stroke:#999}.dot{fill:#0072B2}text{fill:#222}.paper{fill:#fff}")
                .append("@media(prefers-color-scheme:dark){.paper{fill:#16181c}text{fill:#e8e8e8}.zero{stroke:#aaa}")
                .append(".est{stroke:#56B4E9}.band,.dot{fill:#56B4E9}.edge{stroke:#E69F00}}</style>\n");
        svg.append("<rect class=\"paper\" width=\"760\" height=\"660\"/>\n");
        text(LEFT, 24, "start", title + ": " + advice.action().label());
        effects();
        statistics();
        ratio();
        ticks();
        return svg.append("</svg>\n").toString();
    }

    private void effects() {
        double[] ends = looks.stream()
                .filter(MonitoredLook::counts)
                .flatMapToDouble(
                        l -> DoubleStream.of(l.sequence().lower(), l.sequence().upper()))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        double against = reading.plan().monitoring().nullValue();
        // The first intervals are so wide that they would hide the others.
        double low = ends.length == 0 ? -1 : ends[ends.length / 12];
        double high = ends.length == 0 ? 1 : ends[ends.length - 1 - ends.length / 12];
        Panel panel = new Panel(44, 300, Math.min(low, against), Math.max(high, against));
        frame(panel, "treated less control");
        level(panel, against, "null value " + Rows.brief(against));
        StringBuilder band = new StringBuilder();
        int n = looks.size();
        for (int i = 0; i < n; i++) {
            if (looks.get(i).counts()) {
                band.append(point(i, panel.y(looks.get(i).sequence().upper())));
            }
        }
        for (int i = n - 1; i >= 0; i--) {
            if (looks.get(i).counts()) {
                band.append(point(i, panel.y(looks.get(i).sequence().lower())));
            }
        }
        svg.append("<polygon class=\"band\" points=\"")
                .append(band.toString().strip())
                .append("\"/>\n");
        line(panel, "est", MonitoredLook::estimate);
        dots(panel, MonitoredLook::estimate);
        text(RIGHT, 40, "end", "line: estimate; band: interval that holds at all looks");
    }

    private void statistics() {
        double most = looks.stream()
                .flatMapToDouble(l -> DoubleStream.of(Math.abs(l.z()), l.boundary()))
                .filter(Double::isFinite)
                .map(v -> Math.min(v, 8))
                .max()
                .orElse(4);
        Panel panel = new Panel(336, 486, -most, most);
        frame(panel, "z");
        level(panel, 0, "");
        line(panel, "edge", MonitoredLook::boundary);
        line(panel, "edge", look -> -look.boundary());
        line(panel, "est", MonitoredLook::z);
        dots(panel, MonitoredLook::z);
        String rule = reading.plan().rule() == MonitorPlan.Rule.ALWAYS_VALID ? "always-valid" : "group-sequential";
        text(RIGHT, 332, "end", "line: z; dashed: " + rule + " boundary");
    }

    private void ratio() {
        double lowest = looks.stream().mapToDouble(l -> log10(l.ratioP())).min().orElse(0);
        Panel panel = new Panel(522, 602, Math.min(-4, lowest), 0);
        frame(panel, "log10 p");
        double alarm = Math.log10(MonitorReading.RATIO_ALARM);
        svg.append(String.format(
                Locale.ROOT,
                "<line class=\"edge\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>%n",
                LEFT,
                RIGHT,
                panel.y(alarm),
                panel.y(alarm)));
        line(panel, "ratio", look -> log10(look.ratioP()));
        text(RIGHT, 518, "end", "line: sample ratio, p at any time; dashed: alarm");
    }

    private static double log10(double p) {
        return Math.log10(Math.max(p, 1e-30));
    }

    private void ticks() {
        int step = Math.max(1, (int) Math.ceil(looks.size() / (double) MOST_TICKS));
        for (int i = 0; i < looks.size(); i += step) {
            text(x(i), 622, "middle", looks.get(i).label());
        }
        text((LEFT + RIGHT) / 2, 646, "middle", reading.stream().noun());
    }

    private double x(int i) {
        return looks.size() == 1 ? (LEFT + RIGHT) / 2 : LEFT + 14 + (RIGHT - LEFT - 28) * i / (looks.size() - 1);
    }

    private String point(int i, double y) {
        return String.format(Locale.ROOT, "%.1f,%.1f ", x(i), y);
    }

    private void line(Panel panel, String style, ToDoubleFunction<MonitoredLook> value) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < looks.size(); i++) {
            double v = value.applyAsDouble(looks.get(i));
            if (!Double.isNaN(v)) {
                points.append(point(i, panel.y(v)));
            }
        }
        svg.append("<polyline class=\"")
                .append(style)
                .append("\" points=\"")
                .append(points.toString().strip())
                .append("\"/>\n");
    }

    private void dots(Panel panel, ToDoubleFunction<MonitoredLook> value) {
        for (int i = 0; i < looks.size(); i++) {
            MonitoredLook look = looks.get(i);
            if (look.counts()) {
                double v = value.applyAsDouble(look);
                svg.append(String.format(
                        Locale.ROOT,
                        "<circle class=\"dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"><title>%s: %s</title></circle>%n",
                        x(i),
                        panel.y(v),
                        escape(look.label()),
                        Rows.brief(v)));
            }
        }
    }

    private void frame(Panel panel, String axis) {
        svg.append(String.format(
                Locale.ROOT,
                "<rect class=\"frame\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>%n",
                LEFT,
                panel.top(),
                RIGHT - LEFT,
                panel.base() - panel.top()));
        text(LEFT - 8, panel.top() + 12, "end", brief(panel.high()));
        text(LEFT - 8, panel.base(), "end", brief(panel.low()));
        svg.append(String.format(
                Locale.ROOT,
                "<text transform=\"translate(16,%.1f) rotate(-90)\" text-anchor=\"middle\">%s</text>%n",
                (panel.top() + panel.base()) / 2,
                escape(axis)));
    }

    private static String brief(double value) {
        return String.format(Locale.ROOT, value == 0 || Math.abs(value) >= 100 ? "%.0f" : "%.3g", value);
    }

    private void level(Panel panel, double value, String label) {
        svg.append(String.format(
                Locale.ROOT,
                "<line class=\"zero\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>%n",
                LEFT,
                RIGHT,
                panel.y(value),
                panel.y(value)));
        text(LEFT + 6, panel.y(value) - 4, "start", label);
    }

    private void text(double x, double y, String anchor, String words) {
        svg.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">", x, y, anchor))
                .append(escape(words))
                .append("</text>\n");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** One of the plots, from top to base, over a range of values. */
    private record Panel(double top, double base, double low, double high) {

        Panel {
            if (!(high > low)) {
                high = low + 1;
            }
        }

        double y(double value) {
            double inside = Math.max(low, Math.min(high, value));
            return base - 6 - (base - top - 12) * (inside - low) / (high - low);
        }
    }
}
