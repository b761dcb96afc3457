package assay.site;

import java.util.ArrayList;
import java.util.List;

/** Where estimates fall: the sampling distributions of one or two methods around the truth. */
final class SamplingFigure {

    private static final double WIDTH = 680;
    private static final double BASE = 250;
    private static final double TOP = 84;
    /** Characters of a legend that the picture has room for, with letters of the widest fonts. */
    private static final int LONGEST = 78;

    /**
     * A distribution to draw.
     *
     * @param label the method and the setting
     * @param style how its curve is drawn
     * @param density its estimates
     */
    record Curve(String label, String style, Density density) {}

    private SamplingFigure() {}

    static Html draw(String id, String title, List<Curve> curves, double truth) {
        Scale x = scale(curves, truth);
        String described = described(curves, truth);
        Plot plot = new Plot(new Html(), id, title, described, WIDTH, BASE + 44);
        double peak = curves.stream().mapToDouble(c -> c.density().peak()).max().orElse(1);
        // Beside a second curve the first fills only a part of the width.
        int steps = curves.size() == 1 ? 80 : 240;
        for (Curve curve : curves) {
            area(plot, x, curve, peak, steps);
        }
        if (Double.isFinite(truth)) {
            plot.line(x.at(truth), TOP - 16, x.at(truth), BASE, "truth");
            plot.text(x.at(truth), TOP - 22, "truth " + Numbers.significant(truth, 3), "truth-label middle");
        }
        plot.bottomAxis(x, 8, BASE, "estimate");
        legend(plot, curves);
        return plot.close();
    }

    private static void legend(Plot plot, List<Curve> curves) {
        double y = 14;
        for (Curve curve : curves) {
            plot.line(14, y - 4, 34, y - 4, "curve " + curve.style());
            plot.text(40, y, shortened(curve.label()), "legend");
            y += 17;
        }
    }

    /** A label that would run out of the picture ends with dots and its size; the description and the table have all of it. */
    private static String shortened(String label) {
        int size = label.lastIndexOf(", n = ");
        if (label.length() <= LONGEST || size < 0) {
            return label.length() <= LONGEST ? label : label.substring(0, LONGEST) + " …";
        }
        String end = label.substring(size);
        int cut = label.lastIndexOf(", ", LONGEST - end.length());
        return label.substring(0, cut < 0 ? LONGEST - end.length() : cut) + ", …" + end;
    }

    private static Scale scale(List<Curve> curves, double truth) {
        List<Double> ends = new ArrayList<>();
        ends.add(truth);
        for (Curve curve : curves) {
            double[] q = curve.density().quantiles();
            int tail = Math.max(0, q.length / 200);
            ends.add(q[tail]);
            ends.add(q[q.length - 1 - tail]);
        }
        double[] values = ends.stream().mapToDouble(Double::doubleValue).toArray();
        return Scale.around(values, 0.12, 12, WIDTH - 12);
    }

    private static void area(Plot plot, Scale x, Curve curve, double peak, int steps) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i <= steps; i++) {
            double value = x.low() + (x.high() - x.low()) * i / steps;
            double y = BASE - curve.density().at(value) / peak * (BASE - TOP - 10);
            line.append(i == 0 ? "M" : "L")
                    .append(x.coordinate(value))
                    .append(' ')
                    .append(Numbers.coordinate(y));
        }
        plot.path("area curve " + curve.style(), line);
    }

    private static String described(List<Curve> curves, double truth) {
        StringBuilder text = new StringBuilder("The truth is " + Numbers.significant(truth, 3) + ".");
        for (Curve curve : curves) {
            text.append(" The median estimate of ").append(curve.label()).append(" is ");
            text.append(Numbers.significant(curve.density().median(), 3)).append('.');
        }
        return text.toString();
    }

    /** The five numbers of each curve, as a table. */
    static Html numbers(List<Curve> curves) {
        List<List<Html>> rows = new ArrayList<>();
        for (Curve curve : curves) {
            double[] q = curve.density().quantiles();
            List<Html> row = new ArrayList<>();
            row.add(new Html().text(curve.label()));
            for (double p : new double[] {0.025, 0.25, 0.5, 0.75, 0.975}) {
                row.add(new Html().text(Numbers.significant(q[(int) Math.round(p * (q.length - 1))], 4)));
            }
            rows.add(row);
        }
        return Tables.of(List.of("Estimates of", "2.5 %", "25 %", "median", "75 %", "97.5 %"), rows);
    }
}
