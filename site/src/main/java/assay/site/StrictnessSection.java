package assay.site;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How strict CERTIFIED is: exact tables and curves by tier, beside the usual check. */
final class StrictnessSection {

    private StrictnessSection() {}

    static void write(Html html, BookState state) {
        html.leaf("h2", "How strict CERTIFIED is", "id", "strictness");
        Map<String, List<BookState.Strictness>> tiers = new LinkedHashMap<>();
        state.strictness()
                .forEach(row -> tiers.computeIfAbsent(row.table(), t -> new ArrayList<>())
                        .add(row));
        if (tiers.isEmpty()) {
            html.leaf("p", "The exact table has not been computed for this site yet.", "class", "notice");
        } else {
            html.leaf(
                    "p",
                    "These probabilities are exact: dynamic programming over the number of successes, no simulation. "
                            + "Dots are the rows of the tables. The dashed line is the usual check, a coverage "
                            + UsualRule.accepts() + " in " + StrictnessFigure.USUAL
                            + " replicates: it passes bad methods and turns down good ones.");
            html.open("div", "class", "pair");
            int number = 1;
            for (List<BookState.Strictness> rows : tiers.values()) {
                tier(html, rows, "tier-" + Slug.of(rows.get(0).tier()) + "-" + number++);
            }
            html.close().line();
        }
        html.leaf("h3", "The usual check", "id", "usual-rule");
        html.leaf(
                "p",
                "Run some replicates and accept a coverage " + UsualRule.accepts()
                        + ": the exact probability to pass, by what is true. Nothing bounds how many false badges such a rule gives.");
        html.add(UsualRule.table());
    }

    private static void tier(Html html, List<BookState.Strictness> rows, String id) {
        BookState.Strictness first = rows.get(0);
        Html caption = new Html();
        caption.leaf("strong", "Tier " + first.tier() + ".");
        caption.text(" Nominal " + Numbers.brief(first.nominal()) + ", threshold " + Numbers.brief(first.threshold())
                + ", at most " + Numbers.count(first.budget()) + " replicates. ");
        rows.stream()
                .filter(row -> row.p() == first.threshold())
                .findFirst()
                .ifPresent(row -> caption.text("A method exactly at the threshold is certified with probability "
                        + Numbers.probability(row.certified()) + ". "));
        rows.stream()
                .filter(row -> row.p() == first.nominal())
                .findFirst()
                .ifPresent(row -> caption.text("One that keeps its promise is certified with probability "
                        + Numbers.probability(row.certified()) + ", after " + Numbers.count(row.mean())
                        + " replicates on average."));
        Html drawing = StrictnessFigure.draw(id, rows);
        html.open("div");
        if (drawing.toString().isEmpty()) {
            html.open("p").add(caption).close().add(table(rows));
        } else {
            html.add(Figure.of(drawing, caption, table(rows)));
        }
        html.close();
    }

    private static Html table(List<BookState.Strictness> rows) {
        List<List<Html>> cells = new ArrayList<>();
        for (BookState.Strictness row : rows) {
            cells.add(List.of(
                    Tables.text(Numbers.brief(row.p())),
                    Tables.text(Numbers.probability(row.certified())),
                    Tables.text(Numbers.probability(row.refuted())),
                    Tables.text(Numbers.probability(row.inconclusive())),
                    Tables.text(Numbers.count(row.mean())),
                    Tables.text(ended(row.median(), row.budget())),
                    Tables.text(ended(row.upper(), row.budget()))));
        }
        BookState.Strictness first = rows.get(0);
        return Tables.of(
                "Tier " + first.tier() + ", nominal " + Numbers.brief(first.nominal()) + ", threshold "
                        + Numbers.brief(first.threshold()),
                List.of("True", "Certified", "Refuted", "Inconclusive", "Mean replicates", "Median", "95 %"),
                cells,
                "compact");
    }

    /** Runs that spend the whole budget have no quantile below it. */
    private static String ended(double replicates, double budget) {
        return replicates >= budget ? "budget" : Numbers.count(replicates);
    }
}
