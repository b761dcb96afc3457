package assay.cli;

import java.util.Locale;

/** A frame with two axes, drawn to SVG. */
final class SvgPlot {

    private static final double LEFT = 76;
    private static final double RIGHT = 744;
    private static final double TOP = 44;
    private static final double BASE = 390;
    private static final int TICKS = 6;

    private final double lowX;
    private final double highX;
    private final double lowY;
    private final double highY;
    private final StringBuilder svg = new StringBuilder();

    SvgPlot(String title, String description, double lowX, double highX, double lowY, double highY) {
        this.lowX = lowX;
        this.highX = highX > lowX ? highX : lowX + 1;
        double pad = highY > lowY ? 0.05 * (highY - lowY) : 0.5;
        this.lowY = lowY - pad;
        this.highY = highY + pad;
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 760 450\" role=\"img\" ")
                .append("aria-labelledby=\"title desc\" font-family=\"system-ui, sans-serif\" font-size=\"13\">\n")
                .append("<title id=\"title\">")
                .append(escape(title))
                .append("</title>\n<desc id=\"desc\">")
                .append(escape(description))
                .append("</desc>\n<style>.est{fill:none;stroke:#0072B2;stroke-width:2.5}.dot{fill:#0072B2}")
                .append(".mean{fill:none;stroke:#555}.edge{stroke:#D55E00;stroke-width:1.5;stroke-dasharray:7 4}")
                .append(".bar{stroke:#0072B2;stroke-width:1.5}.frame{fill:none;stroke:#999}.zero{stroke:#999}")
                .append("text{fill:#222}.paper{fill:#fff}")
                .append("@media(prefers-color-scheme:dark){.paper{fill:#16181c}text{fill:#e8e8e8}.mean{stroke:#bbb}")
                .append(".est,.bar{stroke:#56B4E9}.dot{fill:#56B4E9}.edge{stroke:#E69F00}}</style>\n")
                .append("<rect class=\"paper\" width=\"760\" height=\"450\"/>\n");
        words(LEFT, 24, "start", title);
        svg.append(String.format(
                Locale.ROOT,
                "<rect class=\"frame\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>%n",
                LEFT,
                TOP,
                RIGHT - LEFT,
                BASE - TOP));
        for (int k = 0; k <= TICKS; k++) {
            double v = this.lowX + (this.highX - this.lowX) * k / TICKS;
            words(x(v), BASE + 18, "middle", brief(v));
            double w = this.lowY + (this.highY - this.lowY) * k / TICKS;
            words(LEFT - 8, y(w) + 4, "end", brief(w));
        }
    }

    private static String brief(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%.0f" : "%.3g", value)
                .replaceAll("(\\.\\d*?)0+$", "$1")
                .replaceAll("\\.$", "");
    }

    void axes(String horizontal, String vertical) {
        words((LEFT + RIGHT) / 2, 436, "middle", horizontal);
        svg.append(String.format(
                Locale.ROOT,
                "<text transform=\"translate(16,%.1f) rotate(-90)\" text-anchor=\"middle\">%s</text>%n",
                (TOP + BASE) / 2,
                escape(vertical)));
    }

    void dot(double x, double y, double radius, String style, String label) {
        svg.append(String.format(
                Locale.ROOT,
                "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"><title>%s</title></circle>%n",
                style,
                x(x),
                y(y),
                radius,
                escape(label)));
    }

    void line(String style, double x1, double y1, double x2, double y2) {
        svg.append(String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
                style,
                x(x1),
                y(y1),
                x(x2),
                y(y2)));
    }

    void curve(String style, double[] xs, double[] ys) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < xs.length; i++) {
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(xs[i]), y(ys[i])));
        }
        svg.append("<polyline class=\"")
                .append(style)
                .append("\" points=\"")
                .append(points.toString().strip())
                .append("\"/>\n");
    }

    void vertical(String style, double at) {
        line(style, at, lowY, at, highY);
    }

    void horizontal(String style, double at) {
        if (at > lowY && at < highY) {
            line(style, lowX, at, highX, at);
        }
    }

    void note(String words) {
        words(RIGHT, 40, "end", words);
    }

    String done() {
        return svg.append("</svg>\n").toString();
    }

    private void words(double x, double y, String anchor, String words) {
        svg.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">", x, y, anchor))
                .append(escape(words))
                .append("</text>\n");
    }

    private double x(double value) {
        return LEFT + 10 + (RIGHT - LEFT - 20) * (value - lowX) / (highX - lowX);
    }

    private double y(double value) {
        return BASE - (BASE - TOP) * (Math.max(lowY, Math.min(highY, value)) - lowY) / (highY - lowY);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
