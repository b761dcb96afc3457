package assay.cli;

import assay.Estimate;
import assay.Interval;
import assay.mediation.ErrorCorrelation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Pictures of the paths of an effect, and of how the effect through a mediator hangs on the correlation of errors. */
final class MediateChart {

    private static final double LEFT = 70;
    private static final double RIGHT = 730;
    private static final int STEPS = 90;
    private static final double WIDEST = 0.9;

    private MediateChart() {}

    /** The effect through a mediator at each correlation, with its interval. */
    static String sensitivity(ErrorCorrelation errors, double level) {
        List<double[]> points = new ArrayList<>();
        double low = 0;
        double high = 0;
        for (int i = -STEPS; i <= STEPS; i++) {
            double rho = WIDEST * i / STEPS;
            Estimate at = errors.at(rho);
            Interval interval = at.inference().interval(level);
            points.add(new double[] {rho, at.value(), interval.lower(), interval.upper()});
            low = Math.min(low, interval.lower());
            high = Math.max(high, interval.upper());
        }
        String title = "Effect through " + errors.mediator() + " if errors are correlated";
        StringBuilder svg = head(title, errors.words(level), 420);
        double top = 60;
        double bottom = 350;
        StringBuilder band = new StringBuilder();
        StringBuilder line = new StringBuilder();
        for (double[] p : points) {
            line.append(point(x(p[0]), y(p[1], low, high, top, bottom)));
            band.append(point(x(p[0]), y(p[3], low, high, top, bottom)));
        }
        for (int i = points.size() - 1; i >= 0; i--) {
            band.append(point(x(points.get(i)[0]), y(points.get(i)[2], low, high, top, bottom)));
        }
        svg.append("<polygon class=\"band\" points=\"")
                .append(band.toString().strip())
                .append("\"/>\n<polyline class=\"est\" points=\"")
                .append(line.toString().strip())
                .append("\"/>\n");
        double zero = y(0, low, high, top, bottom);
        line(svg, "zero", x(-WIDEST), zero, x(WIDEST), zero);
        line(svg, "zero", x(0), top, x(0), bottom);
        double at = Math.max(-WIDEST, Math.min(WIDEST, errors.rhoAtZero()));
        line(svg, "edge", x(at), top, x(at), bottom);
        text(svg, x(at), top - 8, "middle", String.format(Locale.ROOT, "0 at rho = %.3f", errors.rhoAtZero()));
        for (int i = -3; i <= 3; i++) {
            text(svg, x(0.3 * i), bottom + 20, "middle", String.format(Locale.ROOT, "%.1f", 0.3 * i));
        }
        text(svg, (LEFT + RIGHT) / 2, bottom + 44, "middle", "correlation of the errors of mediator and outcome");
        text(svg, LEFT - 8, y(low, low, high, top, bottom), "end", Rows.brief(round(low)));
        text(svg, LEFT - 8, y(high, low, high, top, bottom) + 8, "end", Rows.brief(round(high)));
        text(svg, LEFT - 8, zero + 4, "end", "0");
        return svg.append("</svg>\n").toString();
    }

    /** Every effect with its interval, one below the other. */
    static String effects(String kind, List<Estimate> terms, double level) {
        double low = 0;
        double high = 0;
        for (Estimate term : terms) {
            Interval interval = term.inference().interval(level);
            low = Math.min(low, interval.lower());
            high = Math.max(high, interval.upper());
        }
        double bottom = 60 + 34.0 * terms.size();
        String title = "The effect by " + kind;
        StringBuilder svg = head(title, "Estimates with their intervals; the line is no effect.", bottom + 60);
        double left = 250;
        double scale = (RIGHT - left) / Math.max(high - low, Double.MIN_NORMAL);
        double zero = left - low * scale;
        line(svg, "zero", zero, 44, zero, bottom);
        for (int i = 0; i < terms.size(); i++) {
            Estimate term = terms.get(i);
            Interval interval = term.inference().interval(level);
            double y = 66 + 34.0 * i;
            line(svg, "est", left + (interval.lower() - low) * scale, y, left + (interval.upper() - low) * scale, y);
            svg.append(String.format(
                    Locale.ROOT,
                    "<circle class=\"dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"5\"/>%n",
                    left + (term.value() - low) * scale,
                    y));
            text(svg, left - 12, y + 4, "end", term.term());
        }
        text(svg, zero, bottom + 22, "middle", "0");
        text(svg, left, bottom + 42, "start", Rows.brief(round(low)));
        text(svg, RIGHT, bottom + 42, "end", Rows.brief(round(high)));
        return svg.append("</svg>\n").toString();
    }

    private static double round(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.3g", value));
    }

    private static StringBuilder head(String title, String description, double height) {
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 760 %.0f\" role=\"img\" ",
                        height))
                .append("aria-labelledby=\"title desc\" font-family=\"system-ui, sans-serif\" font-size=\"13\">\n");
        svg.append("<title id=\"title\">").append(escape(title)).append("</title>\n");
        svg.append("<desc id=\"desc\">").append(escape(description)).append("</desc>\n");
        svg.append("<style>.band{fill:#0072B2;fill-opacity:.2}.est{fill:none;stroke:#0072B2;stroke-width:2.5}")
                .append(".edge{stroke:#D55E00;stroke-width:2;stroke-dasharray:7 4}.zero{stroke:#666;stroke-width:1}")
                .append(".dot{fill:#0072B2}text{fill:#222}.paper{fill:#fff}")
                .append("@media(prefers-color-scheme:dark){.paper{fill:#16181c}text{fill:#e8e8e8}.zero{stroke:#aaa}")
                .append(".est{stroke:#56B4E9}.band,.dot{fill:#56B4E9}.edge{stroke:#E69F00}}</style>\n");
        svg.append(String.format(Locale.ROOT, "<rect class=\"paper\" width=\"760\" height=\"%.0f\"/>%n", height));
        text(svg, LEFT - 40, 26, "start", title);
        return svg;
    }

    private static double x(double rho) {
        return LEFT + (RIGHT - LEFT) * (rho + WIDEST) / (2 * WIDEST);
    }

    private static double y(double value, double low, double high, double top, double bottom) {
        return bottom - (bottom - top) * (value - low) / Math.max(high - low, Double.MIN_NORMAL);
    }

    private static String point(double x, double y) {
        return String.format(Locale.ROOT, "%.1f,%.1f ", x, y);
    }

    private static void line(StringBuilder svg, String style, double x1, double y1, double x2, double y2) {
        svg.append(String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
                style,
                x1,
                y1,
                x2,
                y2));
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
        svg.append(String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, escape(text)));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
