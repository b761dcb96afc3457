package assay.site;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The book of badges: what it guarantees, refutations first, every live claim, controls, cost, attempts. */
final class BookPage {

    static final String PATH = "book/index.html";

    static final String LEDGER = "book/ledger.html";
    static final String STRESS = "book/stress.html";
    private static final int WEAKEST = 20;

    private static final List<String[]> PARTS = List.of(
            new String[] {"strictness", "How strict"},
            new String[] {"refuted", "Refutations"},
            new String[] {"claims", "Live claims"},
            new String[] {"controls", "Mutants and foils"},
            new String[] {"badges", "Badges"},
            new String[] {"alarm", "Alarms"},
            new String[] {"cost", "Cost"},
            new String[] {"ledger", "Ledger"});

    private final Library library;
    private final BookState state;
    private final Html html = new Html("../");
    private final List<BookChapter> chapters;

    private BookPage(Library library) {
        this.library = library;
        this.state = library.bookState();
        this.chapters = BookChapter.all(library);
    }

    /** The book, its long tables on pages of their own. */
    static List<Page> write(Library library) {
        BookPage book = new BookPage(library);
        List<Page> pages = new ArrayList<>();
        pages.add(book.page());
        pages.add(book.stress());
        pages.add(ledger(library));
        book.chapters.forEach(chapter -> pages.addAll(chapter.pages(library)));
        return pages;
    }

    private Page page() {
        html.leaf("h1", "The book");
        statement();
        contents();
        StrictnessSection.write(html, state);
        refutations();
        claims();
        BookControls.introduce(html);
        chapterLinks("Controls by chapter", BookChapter.Kind.CONTROLS);
        badges();
        alarm();
        cost();
        html.leaf("h2", "Ledger of attempts", "id", "ledger");
        html.leaf(
                "p",
                "Every attempt at a certificate, whatever came of it. Lines are only ever added, and each holds the digest "
                        + "of the one before; a changed method starts again with a new line.");
        html.open("p").link(LEDGER, "The ledger, line by line").close();
        html.open("p").link("bar.html", "How strict is certified?").close();
        return Page.of(
                        PATH,
                        "The book",
                        "book",
                        "How often the badges of this site can be wrong: every claim with its evidence, refutations first.",
                        html)
                .withKeywords(List.of("e-BH", "e-LOND", "false discovery rate", "e-value", "refuted"));
    }

    private Page stress() {
        Html page = html.fresh();
        List<BookState.Refutation> stress = state.refutations().stream()
                .filter(BookState.Refutation::stress)
                .toList();
        page.leaf("p", "The book", "class", "kicker").leaf("h1", "Refuted in stress worlds");
        page.leaf("p", "Here methods are not expected to hold, and this is where they stop.", "class", "lead");
        if (stress.isEmpty()) {
            page.leaf("p", "No claim is refuted in a stress world.");
        } else {
            page.add(refuted("Refuted claims of stress worlds", stress));
        }
        page.open("p").link(PATH, "The book").close();
        return Page.of(
                STRESS, "Refuted in stress worlds", "book", "Where methods stop: claims that are refuted.", page);
    }

    private static Page ledger(Library library) {
        Html page = new Html("../");
        page.leaf("p", "The book", "class", "kicker").leaf("h1", "Ledger of attempts");
        page.leaf("p", "Every attempt at a certificate, whatever came of it, in its order.", "class", "lead");
        page.add(Ledger.table(library.book())).open("p").link(PATH, "The book").close();
        return Page.of(LEDGER, "Ledger of attempts", "book", "Every attempt at a certificate.", page);
    }

    private void chapterLinks(String label, BookChapter.Kind kind) {
        html.open("nav", "class", "parts", "aria-label", label).open("ul");
        chapters.forEach(chapter -> chapter.links(html, kind));
        html.close().close().line();
    }

    private void statement() {
        String statement = state.rates().text("statement");
        if (statement.isEmpty()) {
            html.leaf(
                    "p",
                    "All claims that badges rest on, weighed together. Below is what the certificates tell of them.",
                    "class",
                    "lead");
        } else {
            html.leaf("p", statement, "class", "lead");
        }
        if (!state.published()) {
            html.leaf(
                    "p",
                    "The rules of the book have not been applied for this site yet, so claims have no rank here.",
                    "class",
                    "notice");
            return;
        }
        html.open("dl", "class", "facts");
        fact("Live claims", Tables.text(Numbers.count(state.rate("claims"))));
        fact("Badged by e-BH", Tables.text(Numbers.count(state.rate("badged"))));
        fact("Cut on E", Numbers.power(state.rate("cut_log_e")));
        fact("Expected share of false badges, at most", Tables.text(Numbers.brief(state.rate("rate"))));
        fact("Chance of any false alarm ever, at most", Tables.text(Numbers.brief(state.rate("alarm_rate"))));
        fact("Refuted claims", Tables.text(Numbers.count(state.refutations().size())));
        html.close().line();
    }

    private void contents() {
        html.open("nav", "class", "related inline", "aria-label", "On this page")
                .open("ul");
        for (String[] part : PARTS) {
            html.open("li").leaf("a", part[1], "href", "#" + part[0]).close();
        }
        html.close().close().line();
    }

    private void fact(String term, Html meaning) {
        html.open("div").leaf("dt", term).open("dd").add(meaning).close().close();
    }

    private void refutations() {
        html.leaf("h2", "Refutations first", "id", "refuted");
        List<BookState.Refutation> home =
                state.refutations().stream().filter(r -> !r.stress()).toList();
        List<BookState.Refutation> stress = state.refutations().stream()
                .filter(BookState.Refutation::stress)
                .toList();
        html.leaf("h3", "In home worlds and on real tables", "id", "refuted-home");
        if (home.isEmpty()) {
            html.leaf("p", "No claim that a certificate rests on is refuted.");
        } else {
            html.add(refuted("Refuted claims of home worlds and real tables", home));
        }
        html.leaf("h3", "In stress worlds", "id", "refuted-stress");
        if (stress.isEmpty()) {
            html.leaf("p", "No claim is refuted in a stress world.");
            return;
        }
        long cells =
                stress.stream().map(r -> r.method() + '|' + r.cell()).distinct().count();
        html.leaf(
                "p",
                Numbers.count(stress.size()) + " claims in " + Numbers.count(cells)
                        + " cells. Here methods are not expected to hold, and this is where they stop.");
        html.open("p").link(STRESS, "Every one of them").close();
    }

    private Html refuted(String caption, List<BookState.Refutation> refutations) {
        List<List<Html>> rows = refutations.stream()
                .map(r -> List.of(
                        Tables.text(r.method()),
                        BookChapter.cell(library, html, r.method(), r.cell()),
                        Tables.text(Words.of(r.claim())),
                        Tables.text(Numbers.fixed(r.estimate(), 4)),
                        Tables.text(Numbers.interval(r.low(), r.high(), 4)),
                        Tables.text(Numbers.log10(r.logE())),
                        Tables.text(Numbers.count(r.replicates()))))
                .toList();
        return Tables.of(
                caption,
                List.of("Method", "Cell", "Claim", "Rate", "Confidence sequence", "log10 E against", "Replicates"),
                rows,
                "sortable compact");
    }

    private void claims() {
        html.leaf("h2", "Live claims", "id", "claims");
        if (state.claims().isEmpty()) {
            html.leaf("p", "There is no live claim yet.", "class", "notice");
            return;
        }
        html.open("p")
                .text("Every claim that a badge rests on. E is the evidence that it holds: at 10 to the power of ");
        html.text("the number shown. Claims are ranked by E, and e-BH badges those up to its cut.")
                .close();
        chapterLinks("Live claims by chapter", BookChapter.Kind.CLAIMS);
        html.leaf("h3", "The weakest", "id", "weakest");
        html.leaf("p", "The claims that the book would drop first.");
        List<BookState.LiveClaim> weakest = state.claims().stream()
                .sorted(Comparator.comparingDouble(BookState.LiveClaim::logE))
                .limit(WEAKEST)
                .toList();
        html.add(BookChapter.claims(library, html, "The weakest live claims", weakest));
    }

    private void badges() {
        html.leaf("h2", "Badges over the life of the book", "id", "badges");
        html.open("p").text("A badge stands when all claims of its certificate are badged. ");
        html.text("Attempts come one after another, so each is also weighed by e-LOND, which needs no total: the "
                        + "weakest claim of an attempt has to reach a threshold that follows from its index.")
                .close();
        if (state.badges().isEmpty()) {
            html.leaf("p", "No badge has been weighed for this site yet.", "class", "notice");
            return;
        }
        List<List<Html>> rows = new ArrayList<>();
        for (BookState.Badge badge : state.badges()) {
            boolean weighed = Double.isFinite(badge.lifetimeIndex()) && badge.lifetimeIndex() > 0;
            rows.add(List.of(
                    method(badge.method()),
                    (badge.stale() ? Verdict.STALE : badge.verdict()).chip(),
                    Tables.text(badge.badgedClaims() + " of " + badge.claims()),
                    Tables.text(badge.stands() ? "stands" : "does not stand"),
                    Numbers.power(badge.logE()),
                    Tables.text(weighed ? Numbers.count(badge.lifetimeIndex()) : "–"),
                    Numbers.power(badge.lifetimeLogE()),
                    Tables.text(weighed ? badge.accepted() ? "accepted" : "not accepted" : "not weighed")));
        }
        html.add(Tables.of(
                "Badges in the book",
                List.of(
                        "Method",
                        "Verdict",
                        "Claims badged",
                        "Badge",
                        "Weakest E",
                        "Lifetime index",
                        "Threshold",
                        "e-LOND"),
                rows,
                ""));
    }

    private Html method(String name) {
        Optional<Certificate> certificate =
                Optional.ofNullable(library.certificates().get(name));
        return certificate.isPresent() ? html.fresh().link(certificate.get().page(), name) : Tables.text(name);
    }

    private void alarm() {
        html.leaf("h2", "Alarms", "id", "alarm");
        if (!state.published()) {
            html.leaf(
                    "p",
                    "A claim is refuted only on evidence so strong that a false alarm, ever, is improbable for the "
                            + "book as a whole.");
            return;
        }
        html.open("p").text("A claim is refuted at E ≥ ").add(Numbers.power(state.rate("refute_log_e")));
        html.text(" against it. The chance that any true claim is ever refuted is at most "
                        + Numbers.brief(state.rate("alarm_rate"))
                        + " while the book has room for claims: it has room for "
                        + Numbers.count(state.rate("capacity")) + ", of which "
                        + Numbers.count(state.rate("capacity_used"))
                        + " are used. So a red claim is never shrugged off, and none is run again until it is green.")
                .close();
    }

    private void cost() {
        html.leaf("h2", "What it costs", "id", "cost");
        List<List<Html>> rows = new ArrayList<>();
        double total = 0;
        for (Map.Entry<String, Certificate> entry : library.certificates().entrySet()) {
            Certificate certificate = entry.getValue();
            Optional<BookState.Badge> badge = state.badge(entry.getKey());
            double seconds = badge.map(BookState.Badge::cpuSeconds)
                    .orElseGet(() -> certificate.provenance().number("cpu_seconds"));
            double replicates = badge.map(BookState.Badge::replicates).orElseGet(() -> (double)
                    certificate.cells().stream().mapToLong(Cell::replicates).sum());
            total += Double.isFinite(seconds) ? seconds : 0;
            rows.add(List.of(
                    method(entry.getKey()),
                    Tables.text(certificate.tier()),
                    Tables.text(Numbers.count(replicates)),
                    Tables.text(Numbers.fixed(seconds, 1))));
        }
        if (rows.isEmpty()) {
            html.leaf("p", "There is no certificate yet.", "class", "notice");
            return;
        }
        double stated = state.rate("cpu_seconds");
        html.leaf(
                "p",
                "Processor time of all certificates together: "
                        + Numbers.fixed(Double.isFinite(stated) ? stated : total, 0)
                        + " seconds, controls included.");
        html.add(Tables.of(
                "Cost of each certificate",
                List.of("Method", "Tier", "Replicates of the method", "CPU seconds"),
                rows,
                "sortable"));
    }
}
