package assay.site;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The graph of a world: what moves what, hidden variables in dashes. */
final class DagFigure {

    private static final double ROW = 62;
    private static final double HEIGHT = 34;
    private static final double LETTER = 8.2;
    private static final double GAP = 74;
    private static final double MARGIN = 12;

    private DagFigure() {}

    /** The figure; nothing for a world without a graph. */
    static Html draw(World world) {
        World.Graph graph = world.graph();
        if (graph.arrows().isEmpty()) {
            return new Html();
        }
        DagLayout layout = new DagLayout(graph);
        double[] left = new double[layout.width() + 1];
        double[] width = new double[layout.width()];
        for (World.Graph.Variable variable : graph.variables()) {
            int layer = variable.layer();
            width[layer] = Math.max(width[layer], width(variable.name()));
        }
        left[0] = MARGIN;
        for (int layer = 0; layer < width.length; layer++) {
            left[layer + 1] = left[layer] + width[layer] + GAP;
        }
        double height = layout.tallest() * ROW + 2 * MARGIN - (ROW - HEIGHT);
        double middle = height / 2;
        double right = left[width.length] - GAP + MARGIN;
        Plot plot = new Plot(
                new Html(),
                world.anchor() + "-graph",
                "What moves what in " + world.title(),
                described(graph),
                right,
                height);
        for (World.Graph.Arrow arrow : graph.arrows()) {
            arrow(plot, graph, arrow, layout.way(arrow), left, width, middle);
        }
        for (World.Graph.Variable variable : graph.variables()) {
            int layer = variable.layer();
            double y = middle + layout.rank(variable.name()) * ROW;
            double own = width(variable.name());
            double x = left[layer] + (width[layer] - own) / 2;
            plot.svg()
                    .empty(
                            "rect",
                            "class",
                            variable.hidden() ? "variable hidden" : "variable",
                            "x",
                            Numbers.coordinate(x),
                            "y",
                            Numbers.coordinate(y - HEIGHT / 2),
                            "width",
                            Numbers.coordinate(own),
                            "height",
                            Numbers.coordinate(HEIGHT),
                            "rx",
                            "9");
            plot.text(x + own / 2, y + 5, variable.name(), "node-text middle");
        }
        boolean hides = graph.variables().stream().anyMatch(World.Graph.Variable::hidden);
        return Figure.of(
                plot.close(),
                "Arrows lead from causes to effects."
                        + (hides ? " What is in a dashed box is in no column of the data." : ""));
    }

    private static double width(String name) {
        return Math.max(HEIGHT, name.length() * LETTER + 20);
    }

    /** A curve from the right edge of the cause to the left edge of the effect, level wherever it passes a layer. */
    private static void arrow(
            Plot plot,
            World.Graph graph,
            World.Graph.Arrow arrow,
            List<Double> way,
            double[] left,
            double[] width,
            double middle) {
        int layer = graph.variables().stream()
                .filter(variable -> variable.name().equals(arrow.from()))
                .mapToInt(World.Graph.Variable::layer)
                .findFirst()
                .orElse(0);
        double x = left[layer] + (width[layer] + width(arrow.from())) / 2;
        double y = middle + way.get(0) * ROW;
        StringBuilder path = new StringBuilder(point("M", x, y));
        for (int i = 1; i < way.size(); i++) {
            int next = layer + i;
            boolean last = i == way.size() - 1;
            double end = last ? left[next] + (width[next] - width(arrow.to())) / 2 : left[next];
            double level = middle + way.get(i) * ROW;
            double bend = (end - x) / 2;
            path.append(point("C", x + bend, y))
                    .append(point(" ", end - bend, level))
                    .append(point(" ", last ? end - 7 : end, level));
            if (!last) {
                path.append("H").append(Numbers.coordinate(left[next] + width[next]));
            }
            x = last ? end : left[next] + width[next];
            y = level;
        }
        plot.path("arrow", path);
        plot.path(
                "arrow-head",
                new StringBuilder(point("M", x, y))
                        .append(point("L", x - 9, y - 4.5))
                        .append(point("L", x - 9, y + 4.5))
                        .append('Z'));
    }

    private static String point(String command, double x, double y) {
        return String.format(Locale.ROOT, "%s%s %s", command, Numbers.coordinate(x), Numbers.coordinate(y));
    }

    private static String described(World.Graph graph) {
        String arrows = graph.variables().stream()
                .map(variable -> {
                    String effects = graph.arrows().stream()
                            .filter(arrow -> arrow.from().equals(variable.name()))
                            .map(World.Graph.Arrow::to)
                            .collect(Collectors.joining(", "));
                    return effects.isEmpty() ? "" : variable.name() + " moves " + effects + ".";
                })
                .filter(sentence -> !sentence.isEmpty())
                .collect(Collectors.joining(" "));
        String hidden = graph.variables().stream()
                .filter(World.Graph.Variable::hidden)
                .map(World.Graph.Variable::name)
                .collect(Collectors.joining(", "));
        return hidden.isEmpty() ? arrows : arrows + " Hidden: " + hidden + ".";
    }
}
