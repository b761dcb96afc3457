package assay.site;

import java.util.List;

/** The ledger of attempts. Lines from before a rule existed lack what the rule would have written. */
final class Ledger {

    private Ledger() {}

    static Html table(Json book) {
        List<Json> attempts = book.list().isEmpty() ? book.list("attempts") : book.list();
        if (attempts.isEmpty()) {
            return new Html().leaf("p", "The book has no entry yet.", "class", "notice");
        }
        List<List<Html>> rows = attempts.stream().map(Ledger::row).toList();
        return Tables.of(
                "Attempts, in their order",
                List.of(
                        "No.",
                        "Method",
                        "Verdict",
                        "Replicates",
                        "Date",
                        "Weakest E",
                        "Lifetime index",
                        "Threshold",
                        "e-LOND",
                        "Code digest"),
                rows,
                "");
    }

    private static List<Html> row(Json attempt) {
        boolean weighed = attempt.number("lifetime_index") > 0;
        return List.of(
                Tables.text(attempt.text("index")),
                Tables.text(attempt.text("method")),
                Verdict.of(attempt.text("verdict")).chip(),
                Tables.text(Numbers.count(attempt.number("replicates"))),
                Tables.text(attempt.text("date")),
                Numbers.power(attempt.number("log_e")),
                Tables.text(weighed ? attempt.text("lifetime_index") : "–"),
                Numbers.power(attempt.number("lifetime_log_e")),
                Tables.text(weighed ? attempt.flag("lifetime_accepted") ? "accepted" : "not accepted" : "history"),
                digest(attempt.text("code_digest")));
    }

    /** A digest, shortened for reading and whole when pointed at. */
    static Html digest(String digest) {
        String bare = digest.replaceFirst("^sha256:", "");
        String brief = bare.length() > 12 ? bare.substring(0, 12) + "…" : bare;
        return new Html().leaf("code", brief, "title", digest);
    }
}
