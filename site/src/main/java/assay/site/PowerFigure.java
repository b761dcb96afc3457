package assay.site;

import java.util.List;

/** Power against the size of the effect, beside the power that the standard error promises. */
final class PowerFigure {

    private static final double LEFT = 54;
    private static final double RIGHT = 590;
    private static final double TOP = 34;
    private static final double BASE = 236;

    private PowerFigure() {}

    /** The section of a certificate, or nothing when power was not measured. */
    static void write(Html html, Certificate certificate) {
        List<Json> points = certificate.powerCurve().list("points").stream()
                .filter(point -> Double.isFinite(point.number("effect_in_se")))
                .toList();
        if (points.size() < 2) {
            return;
        }
        html.leaf("h2", "Power", "id", "power");
        String cell = certificate.powerCurve().text("cell");
        Html caption = new Html().text("How often an effect was found, by its size");
        if (certificate.cell(cell).isPresent()) {
            caption.text(", in ").link("#" + Slug.of(cell), cell);
        }
        caption.text(". Bars are 99 % confidence sequences, the dashed line is the power that the standard error "
                + "promises; at no effect it is the size of the test.");
        html.add(Figure.of(draw("power-curve", points), caption, table(points)));
    }

    static Html draw(String id, List<Json> points) {
        double last = points.get(points.size() - 1).number("effect_in_se");
        Scale x = new Scale(Math.min(0, points.get(0).number("effect_in_se")), last, LEFT + 10, RIGHT);
        Scale y = new Scale(0, 1, BASE, TOP);
        StringBuilder description = new StringBuilder();
        StringBuilder theory = new StringBuilder();
        for (Json point : points) {
            description.append("Effect ").append(Numbers.brief(point.number("effect_in_se")));
            description
                    .append(": ")
                    .append(Numbers.fixed(point.number("power"), 3))
                    .append(". ");
            theory.append(theory.length() == 0 ? "M" : "L").append(x.coordinate(point.number("effect_in_se")));
            theory.append(' ').append(y.coordinate(point.number("theory")));
        }
        Plot plot = new Plot(
                new Html(),
                id,
                "Power by the size of the effect",
                description.toString().strip(),
                RIGHT + 20,
                BASE + 44);
        plot.leftAxis(y, 5, LEFT, RIGHT, "share that rejects no effect");
        plot.path("truth", theory);
        for (Json point : points) {
            Verdict verdict = Verdict.of(point.text("verdict"));
            double at = x.at(point.number("effect_in_se"));
            if (Double.isFinite(point.number("cs_low")) && Double.isFinite(point.number("cs_high"))) {
                plot.line(at, y.at(point.number("cs_low")), at, y.at(point.number("cs_high")), "whisker");
            }
            plot.svg().open("g", "class", verdict.style());
            verdict.shape(plot.svg(), at, y.at(point.number("power")), 4);
            plot.svg().close();
        }
        plot.bottomAxis(x, 6, BASE, "effect in standard errors");
        return plot.close();
    }

    private static Html table(List<Json> points) {
        List<List<Html>> rows = points.stream()
                .map(point -> List.of(
                        Tables.text(Numbers.significant(point.number("effect"), 3)),
                        Tables.text(Numbers.brief(point.number("effect_in_se"))),
                        Tables.text(Numbers.fixed(point.number("theory"), 3)),
                        Tables.text(Numbers.fixed(point.number("power"), 4)),
                        Tables.text(Numbers.interval(point.number("cs_low"), point.number("cs_high"), 4)),
                        Tables.text(Numbers.count(point.number("replicates"))),
                        Verdict.of(point.text("verdict")).chip()))
                .toList();
        return Tables.of(
                "Power by effect",
                List.of("Effect", "In SE", "Theory", "Power", "Confidence sequence", "Tests", "Close to theory"),
                rows,
                "compact");
    }
}
