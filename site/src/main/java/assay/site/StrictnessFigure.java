package assay.site;

import java.util.List;

/** The operating characteristic of a tier: how often a method is certified, against what is true of it. */
final class StrictnessFigure {

    private static final double WIDTH = 440;
    private static final double LEFT = 50;
    private static final double RIGHT = 418;
    private static final double TOP = 44;
    private static final double BASE = 216;
    private static final double LIKE_COVERAGE = 0.95;
    /** Replicates of the usual check that is drawn beside the curve. */
    static final int USUAL = 200;

    private StrictnessFigure() {}

    /**
     * Draws one tier.
     *
     * @param id unique on the page
     * @param rows of one tier, by growing truth
     */
    static Html draw(String id, List<BookState.Strictness> rows) {
        if (rows.size() < 2) {
            return new Html();
        }
        BookState.Strictness first = rows.get(0);
        double low = rows.get(0).p();
        double high = rows.get(rows.size() - 1).p();
        Scale x = new Scale(low - 0.04 * (high - low), high + 0.04 * (high - low), LEFT, RIGHT);
        Scale y = new Scale(0, 1, BASE, TOP);
        String title = "Tier " + first.tier() + ": how often certified, by what is true";
        Plot plot = new Plot(new Html(), id, title, described(rows), WIDTH, BASE + 44);
        plot.leftAxis(y, 5, LEFT, RIGHT, "P(certified), tier " + first.tier());
        plot.line(x.at(first.threshold()), 18, x.at(first.threshold()), BASE, "threshold");
        plot.text(x.at(first.threshold()), 14, "threshold " + Numbers.brief(first.threshold()), left(x, first));
        if (first.nominal() <= x.high()) {
            plot.line(x.at(first.nominal()), 18, x.at(first.nominal()), BASE, "truth");
            plot.text(x.at(first.nominal()), 14, "nominal " + Numbers.brief(first.nominal()), "truth-label");
        }
        if (first.nominal() == LIKE_COVERAGE) {
            plot.path("curve naive", usual(x, y));
        }
        exact(plot, x, y, rows);
        plot.bottomAxis(x, 6, BASE, "true coverage");
        return plot.close();
    }

    /** The threshold's label ends at its line, as that of the nominal share starts at the next one. */
    private static String left(Scale x, BookState.Strictness tier) {
        return x.at(tier.threshold()) < LEFT + 90 ? "threshold-label" : "threshold-label end";
    }

    private static void exact(Plot plot, Scale x, Scale y, List<BookState.Strictness> rows) {
        StringBuilder line = new StringBuilder();
        for (BookState.Strictness row : rows) {
            line.append(line.length() == 0 ? "M" : "L").append(x.coordinate(row.p()));
            line.append(' ').append(y.coordinate(row.certified()));
        }
        plot.path("curve method", line);
        plot.svg().open("g", "class", "v-certified");
        for (BookState.Strictness row : rows) {
            Verdict.CERTIFIED.shape(plot.svg(), x.at(row.p()), y.at(row.certified()), 3);
        }
        plot.svg().close();
    }

    private static StringBuilder usual(Scale x, Scale y) {
        StringBuilder line = new StringBuilder();
        int steps = 60;
        for (int i = 0; i <= steps; i++) {
            double p = x.low() + (Math.min(1, x.high()) - x.low()) * i / steps;
            line.append(i == 0 ? "M" : "L").append(x.coordinate(p)).append(' ');
            line.append(y.coordinate(UsualRule.passes(USUAL, p)));
        }
        return line;
    }

    private static String described(List<BookState.Strictness> rows) {
        StringBuilder text = new StringBuilder();
        for (BookState.Strictness row : rows) {
            text.append("At a true ").append(Numbers.brief(row.p())).append(": ");
            text.append(Numbers.fixed(row.certified(), 3)).append(". ");
        }
        return text.toString().strip();
    }
}
