package assay.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The drawing of a cell of a grid: how its estimates are distributed above, its intervals below, on one scale for all cells of
 * the topic. Frames differ in the data of paths alone, so that a script can put one in the place of another.
 */
final class ExploreFrames {

    static final double WIDTH = 320;
    static final double HEIGHT = 292;

    private static final double LEFT = 10;
    private static final double RIGHT = 310;
    private static final double BASE = 92;
    private static final double PEAK = 12;
    private static final double FIRST = 104;
    private static final double LAST = 256;
    private static final double AXIS = 264;
    private static final int STEPS = 90;
    private static final int TICKS = 5;
    // Fewer estimates have no shape to draw.
    private static final int FEWEST = 10;

    private final ExploreGrid grid;
    private final Scale x;
    private final double peak;

    ExploreFrames(ExploreGrid grid) {
        this.grid = grid;
        this.x = scale(grid);
        this.peak = grid.cells().stream()
                .filter(cell -> cell.quantiles().length > 0)
                .mapToDouble(cell -> new Density(cell.quantiles()).peak())
                .max()
                .orElse(1);
    }

    /**
     * What a cell looks like.
     *
     * @param verdict its verdict
     * @param area the distribution of the estimates
     * @param hits intervals that hold the truth
     * @param misses those that do not, crossed
     * @param truth where the truth is
     * @param rate the leading rate in words
     * @param range its confidence sequence and threshold in words
     * @param bias the error in words
     */
    record Frame(
            Verdict verdict,
            String area,
            String hits,
            String misses,
            String truth,
            String rate,
            String range,
            String bias) {}

    Frame frame(ExploreGrid.Contender method, ExploreGrid.Value value) {
        ExploreGrid.Cell cell = grid.cell(method, value);
        ExploreGrid.Claim claim = cell.claim(grid.headline());
        StringBuilder hits = new StringBuilder();
        StringBuilder misses = new StringBuilder();
        List<double[]> rows = cell.intervals();
        for (int i = 0; i < rows.size(); i++) {
            double[] row = rows.get(i);
            double y = FIRST + (LAST - FIRST) * (i + 0.5) / rows.size();
            boolean hit = row[1] <= row[3] && row[3] <= row[2];
            stroke(hit ? hits : misses, row, y);
            if (!hit) {
                cross(misses, at(row[0]), y);
            }
        }
        return new Frame(
                cell.verdict(),
                rows.size() < FEWEST ? "" : area(cell.quantiles()),
                hits.toString(),
                misses.toString(),
                Numbers.coordinate(at(cell.truth())),
                percent(claim.rate()) + " %",
                "between " + percent(claim.low()) + " and " + percent(claim.high()) + " %, must exceed "
                        + percent(claim.threshold()) + " %",
                "error "
                        + Numbers.plusMinus(
                                cell.json().number("bias"), cell.json().number("bias_mcse"), 3) + " over "
                        + Numbers.count(cell.json().count("replicates")) + " samples" + failed(cell));
    }

    private static String failed(ExploreGrid.Cell cell) {
        long failures = cell.json().count("failures");
        return failures == 0 ? "" : ", failed in " + Numbers.count(failures);
    }

    private void stroke(StringBuilder path, double[] row, double y) {
        path.append('M').append(Numbers.coordinate(at(row[1]))).append(' ').append(Numbers.coordinate(y));
        path.append('H').append(Numbers.coordinate(at(row[2])));
    }

    private static void cross(StringBuilder path, double x, double y) {
        path.append('M').append(Numbers.coordinate(x - 2.2)).append(' ').append(Numbers.coordinate(y - 2.2));
        path.append("l4.4 4.4m0-4.4l-4.4 4.4");
    }

    /** The coordinate of a value; what lies beyond the frame is drawn at its edge. */
    private double at(double value) {
        return Math.max(LEFT - 6, Math.min(RIGHT + 6, x.at(value)));
    }

    private String area(double[] quantiles) {
        if (quantiles.length == 0) {
            return "";
        }
        Density density = new Density(quantiles);
        StringBuilder line = new StringBuilder("M" + Numbers.coordinate(LEFT) + " " + Numbers.coordinate(BASE));
        for (int i = 0; i <= STEPS; i++) {
            double value = x.low() + (x.high() - x.low()) * i / STEPS;
            double height = Math.min(1, density.at(value) / peak);
            line.append('L').append(x.coordinate(value)).append(' ');
            line.append(Numbers.coordinate(BASE - height * (BASE - PEAK)));
        }
        return line.append('L').append(Numbers.coordinate(RIGHT)).append(' ').append(Numbers.coordinate(BASE)) + "Z";
    }

    /** One scale for all cells: the middle nine tenths of every distribution, and every truth. */
    private static Scale scale(ExploreGrid grid) {
        List<Double> ends = new ArrayList<>();
        for (ExploreGrid.Cell cell : grid.cells()) {
            double[] q = cell.quantiles();
            ends.add(cell.truth());
            if (q.length > 0) {
                ends.add(q[q.length / 20]);
                ends.add(q[q.length - 1 - q.length / 20]);
            }
        }
        return Scale.around(ends.stream().mapToDouble(Double::doubleValue).toArray(), 0.12, LEFT, RIGHT);
    }

    private static String percent(double share) {
        return Numbers.fixed(100 * share, 1);
    }

    /** The drawing of the first position. */
    Html draw(String id, ExploreGrid.Contender method, Frame frame, ExploreGrid.Value value) {
        Html svg = new Html();
        svg.open(
                "svg",
                "class",
                "plot frame" + (method.naive() ? " naive" : ""),
                "id",
                id,
                "viewBox",
                "0 0 " + Numbers.coordinate(WIDTH) + " " + Numbers.coordinate(HEIGHT),
                "role",
                "img",
                "aria-labelledby",
                id + "-title " + id + "-desc");
        svg.leaf("title", method.title(), "id", id + "-title");
        svg.leaf("desc", described(frame, value), "id", id + "-desc");
        svg.empty("path", "class", "frame-area", "data-part", "area", "d", frame.area());
        svg.empty("path", "class", "frame-hits", "data-part", "hits", "d", frame.hits());
        svg.empty("path", "class", "frame-misses", "data-part", "misses", "d", frame.misses());
        svg.empty(
                "line",
                "class",
                "truth",
                "data-part",
                "truth",
                "x1",
                frame.truth(),
                "x2",
                frame.truth(),
                "y1",
                "4",
                "y2",
                Numbers.coordinate(AXIS));
        axis(svg);
        return svg.close();
    }

    String described(Frame frame, ExploreGrid.Value value) {
        return "At " + value.words() + ": " + frame.verdict().label().toLowerCase(Locale.ROOT) + "; " + frame.rate()
                + " " + grid.counted() + ", " + frame.range() + "; " + frame.bias() + ".";
    }

    private void axis(Html svg) {
        StringBuilder lines = new StringBuilder(
                "M" + Numbers.coordinate(LEFT) + " " + Numbers.coordinate(AXIS) + "H" + Numbers.coordinate(RIGHT));
        for (double tick : x.ticks(TICKS)) {
            lines.append('M')
                    .append(x.coordinate(tick))
                    .append(' ')
                    .append(Numbers.coordinate(AXIS))
                    .append("v4");
            svg.leaf(
                    "text",
                    x.label(tick, TICKS),
                    "class",
                    "tick middle",
                    "x",
                    x.coordinate(tick),
                    "y",
                    Numbers.coordinate(AXIS + 18));
        }
        svg.empty("path", "class", "axis", "d", lines.toString());
    }
}
