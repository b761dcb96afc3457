package assay.site;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a method holds: sample size against one knob of a world, the measured rate in each cell, and the line at which it
 * crosses what is claimed. Drawn only where the certificate has a grid of cells to draw.
 */
final class EnvelopeFigure {

    private static final String SIZE = "size";
    private static final int LEAST_VALUES = 2;
    private static final int LEAST_CELLS = 4;
    // A sparser grid says too little about what lies between.
    private static final double LEAST_FILLED = 0.6;
    // Knobs that no method takes for granted.
    private static final Set<String> NO_VIOLATION = Set.of(SIZE, "dimensions", "effect", "mean", "sd");
    private static final double LEFT = 150;
    private static final double TOP = 24;
    private static final double COLUMN = 104;
    private static final double ROW = 44;

    private EnvelopeFigure() {}

    /**
     * The cells of one world that differ in size and one knob alone.
     *
     * @param world name of the world
     * @param knob the knob
     * @param sizes in order
     * @param values in order
     * @param cells those there are, by value and size
     */
    private record Slice(String world, String knob, List<Long> sizes, List<Double> values, Map<String, Cell> cells) {

        Optional<Cell> at(double value, long size) {
            return Optional.ofNullable(cells.get(key(value, size)));
        }

        static String key(double value, long size) {
            return value + "|" + size;
        }
    }

    /** The largest envelope of a certificate, or nothing. */
    static Html write(Library library, Certificate certificate) {
        Slice best = null;
        for (Slice slice : slices(certificate)) {
            if (best == null || slice.cells().size() > best.cells().size()) {
                best = slice;
            }
        }
        return best == null ? new Html() : figure(library, best);
    }

    private static List<Slice> slices(Certificate certificate) {
        Map<String, List<Cell>> groups = new LinkedHashMap<>();
        Map<String, String> knobs = new LinkedHashMap<>();
        for (Cell cell : certificate.cells()) {
            cell.knobs().forEach((knob, value) -> {
                if (!NO_VIOLATION.contains(knob)
                        && Double.isFinite(number(value))
                        && cell.headline().isPresent()) {
                    Map<String, String> rest = new LinkedHashMap<>(cell.knobs());
                    rest.remove(SIZE);
                    rest.remove(knob);
                    String key = cell.world() + "|" + knob + "|" + rest;
                    groups.computeIfAbsent(key, k -> new ArrayList<>()).add(cell);
                    knobs.put(key, knob);
                }
            });
        }
        List<Slice> slices = new ArrayList<>();
        groups.forEach((key, cells) -> {
            Slice slice = dense(slice(cells, knobs.getOrDefault(key, "")));
            if (slice.sizes().size() >= LEAST_VALUES
                    && slice.values().size() >= LEAST_VALUES
                    && slice.cells().size() >= LEAST_CELLS
                    && !contour(slice).isEmpty()) {
                slices.add(slice);
            }
        });
        return slices;
    }

    /** Leaves out the sizes with the fewest cells until most of the grid is filled. */
    private static Slice dense(Slice slice) {
        Slice left = slice;
        while (left.cells().size()
                        < LEAST_FILLED * left.sizes().size() * left.values().size()
                && left.sizes().size() > 1) {
            Slice now = left;
            long sparse = Collections.min(now.sizes(), Comparator.comparingLong((Long size) -> count(now, size)));
            left = slice(
                    now.cells().values().stream()
                            .filter(cell -> cell.size() != sparse)
                            .toList(),
                    now.knob());
        }
        return left;
    }

    private static long count(Slice slice, long size) {
        return slice.cells().values().stream()
                .filter(cell -> cell.size() == size)
                .count();
    }

    private static Slice slice(List<Cell> cells, String knob) {
        TreeSet<Long> sizes = new TreeSet<>();
        TreeSet<Double> values = new TreeSet<>();
        Map<String, Cell> found = new LinkedHashMap<>();
        for (Cell cell : cells) {
            double value = number(cell.knobs().getOrDefault(knob, ""));
            sizes.add(cell.size());
            values.add(value);
            found.putIfAbsent(Slice.key(value, cell.size()), cell);
        }
        return new Slice(cells.get(0).world(), knob, List.copyOf(sizes), List.copyOf(values), found);
    }

    private static Html figure(Library library, Slice slice) {
        double width = LEFT + COLUMN * slice.sizes().size() + 14;
        double height = TOP + ROW * slice.values().size() + 44;
        String title = library.worldTitle(slice.world()) + ": " + Words.of(slice.knob()) + " against sample size";
        Plot plot = new Plot(new Html(), "envelope", title, described(slice), width, height);
        for (int r = 0; r < slice.values().size(); r++) {
            plot.text(
                    LEFT - 10,
                    TOP + ROW * (r + 0.5) + 4,
                    Words.of(slice.knob()) + " " + Numbers.brief(slice.values().get(r)),
                    "tick end");
            for (int c = 0; c < slice.sizes().size(); c++) {
                tile(plot, slice, r, c);
            }
        }
        for (int c = 0; c < slice.sizes().size(); c++) {
            String label = "n = " + Numbers.count(slice.sizes().get(c));
            plot.text(LEFT + COLUMN * (c + 0.5), TOP + ROW * slice.values().size() + 20, label, "tick middle");
        }
        plot.path("contour", contour(slice));
        Html drawing = plot.close();
        Html caption = new Html().leaf("strong", title + ".");
        caption.text(" Each tile is a cell that was run, with its verdict and the rate of its leading claim. The heavy "
                + "line is where the rate falls below what is claimed; dashed tiles were not run.");
        return new Html()
                .open("div", "class", "envelope")
                .add(Figure.of(drawing, caption, new Html()))
                .close();
    }

    private static void tile(Plot plot, Slice slice, int row, int column) {
        double x = LEFT + COLUMN * column;
        double y = TOP + ROW * row;
        Optional<Cell> found = slice.at(slice.values().get(row), slice.sizes().get(column));
        Claim claim = found.flatMap(Cell::headline).orElse(null);
        if (found.isEmpty() || claim == null) {
            rectangle(plot, "empty", x + 3, y + 3, COLUMN - 6, ROW - 6, 1);
            return;
        }
        boolean above = claim.estimate() >= claim.threshold();
        String style = "heat " + found.get().verdict().name().toLowerCase(Locale.ROOT);
        rectangle(plot, style, x, y, COLUMN, ROW, opacity(claim));
        Html svg = plot.svg();
        svg.open("g", "class", found.get().verdict().style());
        found.get().verdict().shape(svg, x + 22, y + ROW / 2, 5);
        svg.close();
        plot.text(x + 36, y + ROW / 2 + 5, Numbers.fixed(claim.estimate(), 3), above ? "rate" : "rate below");
    }

    /** Paler tiles lie further below the threshold, to an opacity that text on them can be read on. */
    private static double opacity(Claim claim) {
        double missing = Math.max(0, claim.threshold() - claim.estimate()) / claim.threshold();
        return claim.verdict() == Verdict.CERTIFIED ? 0.28 : 0.1 + 0.25 * Math.min(1, missing);
    }

    private static void rectangle(
            Plot plot, String style, double x, double y, double width, double height, double fill) {
        plot.svg()
                .empty(
                        "rect",
                        "class",
                        style,
                        "x",
                        Numbers.coordinate(x),
                        "y",
                        Numbers.coordinate(y),
                        "width",
                        Numbers.coordinate(width),
                        "height",
                        Numbers.coordinate(height),
                        "fill-opacity",
                        Numbers.brief(fill));
    }

    /** The edges between a cell whose rate is above its threshold and a neighbour whose rate is not. */
    private static StringBuilder contour(Slice slice) {
        StringBuilder path = new StringBuilder();
        for (int r = 0; r < slice.values().size(); r++) {
            for (int c = 0; c < slice.sizes().size(); c++) {
                double x = LEFT + COLUMN * c;
                double y = TOP + ROW * r;
                if (c + 1 < slice.sizes().size() && differ(slice, r, c, r, c + 1)) {
                    path.append(move(x + COLUMN, y)).append("v").append(Numbers.coordinate(ROW));
                }
                if (r + 1 < slice.values().size() && differ(slice, r, c, r + 1, c)) {
                    path.append(move(x, y + ROW)).append("h").append(Numbers.coordinate(COLUMN));
                }
            }
        }
        return path;
    }

    private static String move(double x, double y) {
        return "M" + Numbers.coordinate(x) + " " + Numbers.coordinate(y);
    }

    private static boolean differ(Slice slice, int row, int column, int otherRow, int otherColumn) {
        Optional<Boolean> one = holds(slice, row, column);
        Optional<Boolean> other = holds(slice, otherRow, otherColumn);
        return one.isPresent() && other.isPresent() && !one.get().equals(other.get());
    }

    private static Optional<Boolean> holds(Slice slice, int row, int column) {
        return slice.at(slice.values().get(row), slice.sizes().get(column))
                .flatMap(Cell::headline)
                .map(claim -> claim.estimate() >= claim.threshold());
    }

    private static String described(Slice slice) {
        StringBuilder text = new StringBuilder();
        slice.cells()
                .forEach((key, cell) -> cell.headline()
                        .ifPresent(claim -> text.append(Words.of(slice.knob()))
                                .append(' ')
                                .append(cell.knobs().getOrDefault(slice.knob(), ""))
                                .append(", n = ")
                                .append(Numbers.count(cell.size()))
                                .append(": ")
                                .append(Numbers.fixed(claim.estimate(), 3))
                                .append(", ")
                                .append(cell.verdict().label().toLowerCase(Locale.ROOT))
                                .append(". ")));
        return text.toString().strip();
    }

    private static double number(String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
