package assay.cli;

import assay.quasi.synthetic.SyntheticCohort;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** A picture of the treated and their control, and of the gap between them; of the first cohort where there are several. */
final class SyntheticChart {

    private static final double LEFT = 76;
    private static final double RIGHT = 744;
    private static final int MOST_TICKS = 8;

    private final List<String> periods;
    private final SyntheticCohort cohort;
    private final StringBuilder svg = new StringBuilder();

    private SyntheticChart(SyntheticStudy study) {
        this.periods = study.synthesis().panel().periods();
        this.cohort = study.synthesis().cohorts().get(0);
    }

    static String draw(SyntheticStudy study, String sentence) {
        return new SyntheticChart(study).picture(study, sentence);
    }

    private String picture(SyntheticStudy study, String sentence) {
        String title = study.synthesis().panel().outcomeName() + ": "
                + study.synthesis().weighting().label();
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 760 560\" role=\"img\" ")
                .append("aria-labelledby=\"title desc\" font-family=\"system-ui, sans-serif\" font-size=\"13\">\n");
        svg.append("<title id=\"title\">").append(escape(title)).append("</title>\n");
        svg.append("<desc id=\"desc\">").append(escape(sentence)).append("</desc>\n");
        svg.append("<style>.own{fill:none;stroke:#0072B2;stroke-width:2.5}")
                .append(".other{fill:none;stroke:#D55E00;stroke-width:2;stroke-dasharray:7 4}")
                .append(
                        ".zero{stroke:#666;stroke-width:1}.frame{fill:none;stroke:#999}text{fill:#222}.paper{fill:#fff}")
                .append("@media(prefers-color-scheme:dark){.paper{fill:#16181c}text{fill:#e8e8e8}.zero{stroke:#aaa}")
                .append(".own{stroke:#56B4E9}.other{stroke:#E69F00}}</style>\n");
        svg.append("<rect class=\"paper\" width=\"760\" height=\"560\"/>\n");
        text(LEFT, 24, "start", title);
        double[] gaps = cohort.gaps();
        double[] control = new double[gaps.length];
        for (int t = 0; t < control.length; t++) {
            control[t] = cohort.treated()[t] - gaps[t];
        }
        Scale levels = Scale.of(44, 300, DoubleStream.concat(Arrays.stream(cohort.treated()), Arrays.stream(control)));
        frame(levels);
        line(levels, "other", control);
        line(levels, "own", cohort.treated());
        text(RIGHT, 40, "end", "solid: treated; dashed: synthetic control, less its distance before");
        Scale differences = Scale.of(336, 500, DoubleStream.concat(Arrays.stream(gaps), DoubleStream.of(0)));
        frame(differences);
        svg.append(String.format(
                Locale.ROOT,
                "<line class=\"zero\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>%n",
                LEFT,
                RIGHT,
                differences.y(0),
                differences.y(0)));
        line(differences, "own", gaps);
        text(RIGHT, 332, "end", "gap; the line across marks where treatment begins");
        int step = Math.max(1, (int) Math.ceil(periods.size() / (double) MOST_TICKS));
        for (int t = 0; t < periods.size(); t += step) {
            text(x(t), 520, "middle", periods.get(t));
        }
        return svg.append("</svg>\n").toString();
    }

    private double x(double period) {
        return LEFT + 14 + (RIGHT - LEFT - 28) * period / (periods.size() - 1);
    }

    private void frame(Scale scale) {
        svg.append(String.format(
                Locale.ROOT,
                "<rect class=\"frame\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>%n",
                LEFT,
                scale.top,
                RIGHT - LEFT,
                scale.base - scale.top));
        double begin = x(cohort.start() - 0.5);
        svg.append(String.format(
                Locale.ROOT,
                "<line class=\"zero\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>%n",
                begin,
                begin,
                scale.top,
                scale.base));
        text(LEFT - 8, scale.top + 12, "end", Rows.brief((double) (float) scale.high));
        text(LEFT - 8, scale.base, "end", Rows.brief((double) (float) scale.low));
    }

    private void line(Scale scale, String style, double[] values) {
        StringBuilder points = new StringBuilder();
        for (int t = 0; t < values.length; t++) {
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(t), scale.y(values[t])));
        }
        svg.append("<polyline class=\"")
                .append(style)
                .append("\" points=\"")
                .append(points.toString().strip())
                .append("\"/>\n");
    }

    private void text(double x, double y, String anchor, String text) {
        svg.append(String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, escape(text)));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** From values to heights. */
    private record Scale(double top, double base, double low, double high) {

        static Scale of(double top, double base, DoubleStream values) {
            double[] sorted = values.sorted().toArray();
            double low = sorted[0];
            double high = sorted[sorted.length - 1];
            return new Scale(top, base, low, high > low ? high : low + 1);
        }

        double y(double value) {
            return base - 6 - (base - top - 12) * (value - low) / (high - low);
        }
    }
}
