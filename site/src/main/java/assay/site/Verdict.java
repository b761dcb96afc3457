package assay.site;

import java.util.Locale;

/** A verdict, told apart by shape and word as well as by colour. */
enum Verdict {
    /** Evidence that the claim holds. */
    CERTIFIED("Certified", "evidence that the claim holds"),
    /** Evidence that the claim is false. */
    REFUTED("Refuted", "evidence that the claim is false"),
    /** The budget was spent without enough evidence either way. */
    INCONCLUSIVE("Inconclusive", "the budget was spent without enough evidence either way"),
    /** A control did not behave as it must. */
    VOID("Void", "a control did not behave as it must"),
    /** The code has changed since. */
    STALE("Stale", "the code has changed since the run"),
    /** There is no certificate. */
    NONE("Not assayed", "there is no certificate yet");

    private final String label;
    private final String meaning;

    Verdict(String label, String meaning) {
        this.label = label;
        this.meaning = meaning;
    }

    static Verdict of(String code) {
        for (Verdict verdict : values()) {
            if (verdict.name().equalsIgnoreCase(code)) {
                return verdict;
            }
        }
        return NONE;
    }

    String label() {
        return label;
    }

    String meaning() {
        return meaning;
    }

    String style() {
        return "v-" + name().toLowerCase(Locale.ROOT);
    }

    /** The mark: a filled disc, a cross, a half disc, or a ring. The word stands beside it or is read out. */
    Html mark() {
        Html svg = new Html();
        svg.open("svg", "class", "mark " + style(), "viewBox", "0 0 12 12", "aria-hidden", "true");
        shape(svg, 6, 6, 4.6);
        return svg.close();
    }

    /** Draws the shape into a figure. */
    void shape(Html svg, double x, double y, double r) {
        String cx = Numbers.coordinate(x);
        String cy = Numbers.coordinate(y);
        String radius = Numbers.coordinate(r);
        switch (this) {
            case CERTIFIED -> svg.empty("circle", "class", "fill", "cx", cx, "cy", cy, "r", radius);
            case REFUTED -> {
                double d = r * 0.82;
                svg.empty("path", "class", "stroke", "d", cross(x, y, d));
            }
            case INCONCLUSIVE -> {
                svg.empty("circle", "class", "ring", "cx", cx, "cy", cy, "r", radius);
                svg.empty("path", "class", "fill", "d", half(x, y, r));
            }
            default -> svg.empty("circle", "class", "ring", "cx", cx, "cy", cy, "r", radius);
        }
    }

    private static String cross(double x, double y, double d) {
        return "M" + Numbers.coordinate(x - d) + " " + Numbers.coordinate(y - d) + "L" + Numbers.coordinate(x + d) + " "
                + Numbers.coordinate(y + d) + "M" + Numbers.coordinate(x + d) + " " + Numbers.coordinate(y - d) + "L"
                + Numbers.coordinate(x - d) + " " + Numbers.coordinate(y + d);
    }

    private static String half(double x, double y, double r) {
        String radius = Numbers.coordinate(r);
        return "M" + Numbers.coordinate(x) + " " + Numbers.coordinate(y - r) + "A" + radius + " " + radius + " 0 0 0 "
                + Numbers.coordinate(x) + " " + Numbers.coordinate(y + r) + "Z";
    }

    /** Mark and word together; the style sheet draws the mark before the word. */
    Html chip() {
        Html chip = new Html();
        return chip.leaf("span", label, "class", "chip " + style());
    }
}
