package assay.site;

/** A figure on a page: the drawing, what to see in it, and its numbers in a table that opens. */
final class Figure {

    private Figure() {}

    /**
     * Frames a drawing.
     *
     * @param drawing the SVG
     * @param caption what to see
     * @param numbers a table of the numbers drawn, empty for none
     */
    static Html of(Html drawing, Html caption, Html numbers) {
        Html out = new Html();
        out.open("figure", "class", "figure");
        out.open(
                "div",
                "class",
                "canvas",
                "tabindex",
                "0",
                "role",
                "group",
                "aria-label",
                "Figure, may scroll sideways");
        out.add(drawing).close();
        out.open("figcaption").add(caption);
        String table = numbers.toString();
        if (!table.isEmpty()) {
            out.open("details", "class", "numbers")
                    .leaf("summary", "The numbers")
                    .add(numbers)
                    .close();
        }
        return out.close().close().line();
    }

    static Html of(Html drawing, String caption) {
        return of(drawing, new Html().text(caption), new Html());
    }
}
