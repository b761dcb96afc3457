package assay.site;

import java.util.ArrayList;
import java.util.List;

/** The attempts at one method as the book keeps them: what became of it as its code and its claims changed. */
final class HistoryStrip {

    private HistoryStrip() {}

    static void write(Html html, Json book, Certificate certificate) {
        List<Json> attempts = attempts(book, certificate.method());
        if (attempts.isEmpty()) {
            return;
        }
        html.leaf("h2", "History", "id", "history");
        html.open("p").text("Every attempt at this method, oldest first; none is ever taken out of ");
        html.link("book/index.html", "the book").text(". What changed between two attempts is told by the digests of ");
        html.text("the estimator's code and of its claims, controls and cells.").close();
        html.open("ol", "class", "history", "aria-label", "Attempts at " + certificate.method());
        Json last = Json.ABSENT;
        for (Json attempt : attempts) {
            attempt(html, attempt, last, certificate);
            last = attempt;
        }
        html.close().line();
    }

    private static List<Json> attempts(Json book, String method) {
        List<Json> all = book.list().isEmpty() ? book.list("attempts") : book.list();
        return all.stream().filter(line -> line.text("method").equals(method)).toList();
    }

    private static void attempt(Html html, Json attempt, Json last, Certificate certificate) {
        boolean shown = isShown(attempt, certificate);
        html.open("li", "class", shown ? "shown" : "earlier");
        html.add(Verdict.of(attempt.text("verdict")).chip());
        html.leaf("span", attempt.text("date"), "class", "when");
        html.leaf("span", Numbers.count(attempt.number("replicates")) + " replicates");
        html.open("span")
                .text("code ")
                .add(Ledger.digest(attempt.text("code_digest")))
                .close();
        html.leaf("span", change(attempt, last), "class", "change");
        html.open("span")
                .link("book/index.html", "No. " + attempt.text("index"))
                .close();
        if (shown) {
            html.leaf("strong", "this certificate");
        }
        html.close();
    }

    private static boolean isShown(Json attempt, Certificate certificate) {
        return attempt.text("code_digest").equals(certificate.provenance().text("code_digest"))
                && attempt.text("spec_digest").equals(certificate.provenance().text("spec_digest"))
                && attempt.count("replicates") == replicates(certificate);
    }

    private static long replicates(Certificate certificate) {
        return certificate.cells().stream().mapToLong(Cell::replicates).sum();
    }

    private static String change(Json attempt, Json last) {
        if (!last.exists()) {
            return "first attempt";
        }
        List<String> changes = new ArrayList<>();
        if (!attempt.text("code_digest").equals(last.text("code_digest"))) {
            changes.add("new code");
        }
        if (!attempt.text("spec_digest").equals(last.text("spec_digest"))) {
            changes.add("new claims, controls or cells");
        }
        if (attempt.number("epoch") != last.number("epoch") && attempt.number("epoch") > 0) {
            changes.add("new keys");
        }
        return changes.isEmpty() ? "more evidence" : String.join(", ", changes);
    }
}
