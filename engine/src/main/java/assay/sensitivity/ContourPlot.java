package assay.sensitivity;

import assay.Arguments;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.util.FastMath;

/**
 * A picture of the adjusted estimate over the strength of a hidden confounder: lines of equal estimate, the line of 0 in red,
 * and where benchmarks lie.
 */
public final class ContourPlot {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    private static final int LEFT = 70;
    private static final int TOP = 46;
    private static final int RIGHT = 24;
    private static final int BOTTOM = 60;
    private static final int LINES = 6;

    private final OmittedVariable regression;
    private final double mostTreatment;
    private final double mostOutcome;
    private final StringBuilder svg = new StringBuilder();

    private ContourPlot(OmittedVariable regression, double mostTreatment, double mostOutcome) {
        this.regression = regression;
        this.mostTreatment = mostTreatment;
        this.mostOutcome = mostOutcome;
    }

    /**
     * Draws.
     *
     * @param regression the coefficient
     * @param benchmarks where to put marks, none if empty
     * @return an SVG document
     */
    public static String svg(OmittedVariable regression, List<Benchmark> benchmarks) {
        double d = FastMath.max(0.1, FastMath.min(0.9, 1.6 * regression.robustnessValue(1)));
        double y = d;
        for (Benchmark benchmark : benchmarks) {
            d = FastMath.max(d, FastMath.min(0.98, 1.2 * benchmark.bound().treatment()));
            y = FastMath.max(y, FastMath.min(0.98, 1.2 * benchmark.bound().outcome()));
        }
        return svg(regression, benchmarks, d, y);
    }

    /**
     * Draws within limits.
     *
     * @param regression the coefficient
     * @param benchmarks where to put marks
     * @param mostTreatment largest share of the treatment, in (0, 1)
     * @param mostOutcome largest share of the outcome, in (0, 1)
     * @return an SVG document
     */
    public static String svg(
            OmittedVariable regression, List<Benchmark> benchmarks, double mostTreatment, double mostOutcome) {
        Arguments.probability("largest share of the treatment", mostTreatment);
        Arguments.probability("largest share of the outcome", mostOutcome);
        return new ContourPlot(regression, mostTreatment, mostOutcome).draw(benchmarks);
    }

    private String draw(List<Benchmark> benchmarks) {
        line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\""
                        + " role=\"img\">",
                WIDTH, HEIGHT);
        line("<title>Estimate of %s with a hidden confounder</title>", escaped(regression.term()));
        line("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, HEIGHT);
        line(
                "<text x=\"%d\" y=\"24\" font-size=\"14\">Estimate of %s with a hidden confounder (as it is: %s)</text>",
                LEFT, escaped(regression.term()), number(regression.value()));
        axes();
        double step = regression.value() / (LINES - 1);
        if (step != 0) {
            for (int i = LINES; i >= -2 * LINES; i--) {
                double value = i * step;
                if (i != 0 && i != LINES - 1) {
                    contour(value, "#888888", 1, number(value));
                }
            }
        }
        contour(0, "#c0392b", 2.5, "0");
        double rv = regression.robustnessValue(1);
        if (rv < mostTreatment && rv < mostOutcome) {
            line(
                    "<path d=\"M%.1f %.1fl6 6l-6 6l-6 -6z\" fill=\"#c0392b\"><title>robustness value %s</title></path>",
                    x(rv), y(rv) - 6, number(rv));
        }
        line("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"#222222\"/>", x(0), y(0));
        line("<text x=\"%.1f\" y=\"%.1f\">as it is</text>", x(0) + 8, y(0) - 8);
        benchmarks.forEach(this::mark);
        return svg.append("</svg>\n").toString();
    }

    private void axes() {
        line(
                "<path d=\"M%.1f %.1fV%.1fH%.1f\" fill=\"none\" stroke=\"#222222\"/>",
                x(0), y(mostOutcome), y(0), x(mostTreatment));
        for (double at = 0, step = step(mostTreatment); at <= mostTreatment * (1 + 1e-9); at += step) {
            line(
                    "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>",
                    x(at), y(0) + 18, String.format(Locale.ROOT, "%.2f", at));
        }
        for (double at = 0, step = step(mostOutcome); at <= mostOutcome * (1 + 1e-9); at += step) {
            line(
                    "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
                    x(0) - 8, y(at) + 4, String.format(Locale.ROOT, "%.2f", at));
        }
        line(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">partial R&#178; of the confounder with the treatment</text>",
                (x(0) + x(mostTreatment)) / 2, y(0) + 42);
        line(
                "<text transform=\"translate(18 %.1f) rotate(-90)\" text-anchor=\"middle\">partial R&#178; of the confounder with"
                        + " the outcome</text>",
                (y(0) + y(mostOutcome)) / 2);
    }

    private static double step(double most) {
        return most > 0.5 ? 0.2 : most > 0.25 ? 0.1 : most > 0.12 ? 0.05 : 0.02;
    }

    private void contour(double value, String colour, double width, String label) {
        List<Strength> points = Contour.line(regression, value, mostTreatment, mostOutcome);
        if (points.isEmpty()) {
            return;
        }
        StringBuilder path = new StringBuilder();
        for (Strength point : points) {
            path.append(String.format(
                    Locale.ROOT,
                    "%s%.1f %.1f",
                    path.length() == 0 ? "M" : "L",
                    x(point.treatment()),
                    y(FastMath.min(point.outcome(), mostOutcome))));
        }
        line(
                "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\"/>",
                path, colour, String.format(Locale.ROOT, "%.1f", width));
        Strength end = points.get(points.size() - 1);
        line(
                "<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\" text-anchor=\"end\" font-size=\"11\">%s</text>",
                x(end.treatment()), y(end.outcome()) - 4, colour, label);
    }

    private void mark(Benchmark benchmark) {
        Strength at = benchmark.bound();
        if (at.treatment() > mostTreatment || at.outcome() > mostOutcome) {
            return;
        }
        line("<path d=\"M%.1f %.1fl4 -8l4 8z\" fill=\"#1f5fa8\"/>", x(at.treatment()) - 4, y(at.outcome()) + 4);
        line(
                "<text x=\"%.1f\" y=\"%.1f\" fill=\"#1f5fa8\">%s (%s)</text>",
                x(at.treatment()) + 8,
                y(at.outcome()) + 4,
                escaped(benchmark.label()),
                number(benchmark.adjusted().value()));
    }

    private double x(double share) {
        return LEFT + share / mostTreatment * (WIDTH - LEFT - RIGHT);
    }

    private double y(double share) {
        return HEIGHT - BOTTOM - share / mostOutcome * (HEIGHT - TOP - BOTTOM);
    }

    private void line(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3g", value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
