package assay.site;

import java.util.List;

/** Why a cell was refuted: what could explain its misses, and which of it is enough to. */
final class Explanations {

    private Explanations() {}

    /** The part of a cell, or nothing where there is nothing to explain. */
    static Html write(Cell cell) {
        boolean explained = cell.verdict() == Verdict.REFUTED || cell.verdict() == Verdict.INCONCLUSIVE;
        if (!explained || cell.explanations().isEmpty()) {
            return new Html();
        }
        Html html = new Html();
        html.leaf("h4", "Why");
        List<List<Html>> rows = cell.explanations().stream()
                .map(why -> List.of(
                        Tables.text(Words.of(why.text("cause"))),
                        Tables.text(why.text("sentence")),
                        Tables.text(Numbers.fixed(why.number("size"), 3)),
                        Tables.text(Numbers.interval(why.number("low"), why.number("high"), 3)),
                        Tables.text(Numbers.fixed(why.number("predicted"), 3)),
                        Tables.text(why.flag("fits") ? "explains it" : "not enough alone")))
                .toList();
        return html.add(Tables.of(
                "What could explain the misses",
                List.of("Cause", "Finding", "Size", "99 % interval", "Coverage it alone gives", "And so"),
                rows,
                "words"));
    }
}
