package assay.site;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;

/** One hundred intervals against the truth: hits and misses. */
final class CaterpillarFigure {

    private static final double LEFT = 52;
    private static final double WIDTH = 700;
    private static final double TOP = 30;
    private static final double BASE = 270;

    private CaterpillarFigure() {}

    /** The figure with its buttons, or nothing when the cell stores no intervals. */
    static Html draw(String id, Cell cell) {
        List<double[]> stored = cell.figures().list("intervals").stream()
                .map(Json::numbers)
                .filter(row -> row.length == 4)
                .toList();
        List<double[]> rows = stored.stream()
                .filter(row -> DoubleStream.of(row).allMatch(Double::isFinite))
                .toList();
        if (rows.isEmpty()) {
            return new Html();
        }
        boolean fixed = rows.stream().allMatch(row -> row[3] == rows.get(0)[3]);
        List<double[]> shown = fixed ? rows : centred(rows);
        double truth = fixed ? rows.get(0)[3] : 0;
        long misses = shown.stream().filter(row -> !hit(row)).count();
        String summary =
                (shown.size() - misses) + " of " + shown.size() + " intervals hold the truth; " + misses + " miss it."
                        + (rows.size() < stored.size()
                                ? " " + (stored.size() - rows.size()) + " more have no finite ends and are not drawn."
                                : "");
        Plot plot = new Plot(new Html(), id, "Intervals against the truth", summary, WIDTH, BASE + 20);
        intervals(plot, shown, truth, fixed);
        Html caption = new Html();
        caption.leaf("strong", summary).text(" Each stroke is one fresh sample from the world. ");
        caption.text(
                fixed ? "" : "The truth differs from sample to sample, so estimates are shown minus their truth. ");
        caption.open("span", "class", "controls", "data-caterpillar", id);
        caption.leaf("button", "Draw another sample", "type", "button", "data-act", "next");
        caption.leaf("button", "Show all", "type", "button", "data-act", "all");
        caption.leaf("button", "Sort by estimate", "type", "button", "data-act", "sort", "aria-pressed", "false");
        caption.leaf("output", "The first draw begins anew, with one sample.", "class", "count", "aria-live", "polite")
                .close();
        return Figure.of(plot.close(), caption, new Html());
    }

    private static List<double[]> centred(List<double[]> rows) {
        return rows.stream()
                .map(row -> new double[] {row[0] - row[3], row[1] - row[3], row[2] - row[3], 0})
                .toList();
    }

    private static boolean hit(double[] row) {
        return row[1] <= row[3] && row[3] <= row[2];
    }

    private static void intervals(Plot plot, List<double[]> rows, double truth, boolean fixed) {
        double[] ends = rows.stream()
                .flatMapToDouble(r -> DoubleStream.of(r[1], r[2], truth))
                .toArray();
        Scale y = Scale.around(ends, 0.04, BASE, TOP);
        plot.leftAxis(y, 5, LEFT, WIDTH, fixed ? "estimate and 95 % interval" : "estimate minus truth");
        double step = (WIDTH - LEFT - 8) / rows.size();
        int[] rank = ranks(rows);
        Html svg = plot.svg();
        for (int i = 0; i < rows.size(); i++) {
            double[] row = rows.get(i);
            double x = LEFT + 6 + (i + 0.5) * step;
            double sorted = LEFT + 6 + (rank[i] + 0.5) * step;
            svg.open(
                    "g",
                    "class",
                    hit(row) ? "iv" : "iv miss",
                    "data-x",
                    Numbers.coordinate(x),
                    "data-s",
                    Numbers.coordinate(sorted),
                    "transform",
                    "translate(" + Numbers.coordinate(x) + ",0)");
            svg.empty("path", "d", "M0 " + y.coordinate(row[1]) + "V" + y.coordinate(row[2]));
            if (hit(row)) {
                svg.empty("circle", "cy", y.coordinate(row[0]), "r", "1.6");
            } else {
                Verdict.REFUTED.shape(svg, 0, y.at(row[0]), 3);
            }
            svg.close();
        }
        plot.line(LEFT, y.at(truth), WIDTH, y.at(truth), "truth");
        plot.text(WIDTH, TOP - 12, fixed ? "truth " + Numbers.significant(truth, 3) : "truth", "truth-label end");
    }

    private static int[] ranks(List<double[]> rows) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingDouble((Integer i) -> rows.get(i)[0]).thenComparing(i -> i));
        int[] rank = new int[rows.size()];
        for (int position = 0; position < order.size(); position++) {
            rank[order.get(position)] = position;
        }
        return rank;
    }
}
