package assay.site;

/** The frame of a figure: an accessible SVG with axes, to draw into. */
final class Plot {

    private static final double SQUARE = 450;
    /** Room that the label of a tick at the left edge needs. */
    private static final double NARROW = 14;

    private final Html svg;
    private final double width;
    private final double height;

    /**
     * Starts a figure.
     *
     * @param svg where it is written
     * @param id unique on the page
     * @param title what it shows
     * @param description what is to be seen, for those who do not see it
     */
    Plot(Html svg, String id, String title, String description, double width, double height) {
        this("img", svg, id, title, description, width, height);
    }

    /** A figure whose links stay within reach: a group, not one image. */
    static Plot withLinks(Html svg, String id, String title, String description, double width, double height) {
        return new Plot("group", svg, id, title, description, width, height);
    }

    private Plot(String role, Html svg, String id, String title, String description, double width, double height) {
        this.svg = svg;
        this.width = width;
        this.height = height;
        svg.open(
                "svg",
                "class",
                width < SQUARE ? "plot small" : "plot",
                "id",
                id,
                "viewBox",
                "0 0 " + Numbers.coordinate(width) + " " + Numbers.coordinate(height),
                "role",
                role,
                "aria-labelledby",
                id + "-title " + id + "-desc");
        svg.leaf("title", title, "id", id + "-title").leaf("desc", description, "id", id + "-desc");
    }

    Html svg() {
        return svg;
    }

    Plot line(double x1, double y1, double x2, double y2, String style) {
        svg.empty(
                "line",
                "class",
                style,
                "x1",
                Numbers.coordinate(x1),
                "y1",
                Numbers.coordinate(y1),
                "x2",
                Numbers.coordinate(x2),
                "y2",
                Numbers.coordinate(y2));
        return this;
    }

    Plot text(double x, double y, String text, String style) {
        svg.leaf("text", text, "class", style, "x", Numbers.coordinate(x), "y", Numbers.coordinate(y));
        return this;
    }

    /** A line through points given as x and y in turn. */
    Plot path(String style, StringBuilder commands) {
        svg.empty("path", "class", style, "d", commands.toString().strip());
        return this;
    }

    Plot bottomAxis(Scale x, int ticks, double y, String title) {
        StringBuilder lines = new StringBuilder(
                "M" + x.coordinate(x.low()) + " " + Numbers.coordinate(y) + "H" + x.coordinate(x.high()));
        for (double tick : x.ticks(ticks)) {
            lines.append('M')
                    .append(x.coordinate(tick))
                    .append(' ')
                    .append(Numbers.coordinate(y))
                    .append("v4");
            text(Math.max(x.at(tick), NARROW), y + 17, x.label(tick, ticks), "tick middle");
        }
        path("axis", lines);
        return text((x.start() + x.end()) / 2, y + 34, title, "axis-title middle");
    }

    Plot leftAxis(Scale y, int ticks, double x, double right, String title) {
        StringBuilder lines = new StringBuilder();
        for (double tick : y.ticks(ticks)) {
            lines.append('M').append(Numbers.coordinate(x)).append(' ').append(y.coordinate(tick));
            lines.append('H').append(Numbers.coordinate(right));
            text(x - 6, y.at(tick) + 4, y.label(tick, ticks), "tick end");
        }
        path("grid", lines);
        return text(x - 34, Math.min(y.start(), y.end()) - 12, title, "axis-title");
    }

    Html close() {
        return svg.close();
    }

    double width() {
        return width;
    }

    double height() {
        return height;
    }
}
