package assay.site;

import java.util.ArrayList;
import java.util.List;

/** The certificate wall, a page for each chapter: the tables, and every cell in a list that sorts. */
final class WallPages {

    private WallPages() {}

    static List<Page> write(Library library) {
        List<Wall.Part> parts = Wall.parts(library);
        Settings settings = library.settings();
        List<Page> pages = new ArrayList<>();
        for (Wall.Part part : parts) {
            pages.add(page(library, part, parts, settings));
        }
        return pages;
    }

    /** How to read a tile. */
    static Html explanation(Html page) {
        Html html = page.fresh();
        html.open("p");
        html.text("Each number is the share of intervals that held the truth, or for a method that answers "
                + "with something else the rate that its row names, and leads to its evidence: a confidence "
                + "sequence that stays valid however long the run was. A verdict is evidence, never the absence "
                + "of it: ");
        html.link("bar.html", "how strict is certified?");
        html.text(" Under a number stands half the width of its confidence sequence and the sample size. "
                + "All claims of all methods are weighed together in ");
        return html.link(BookPage.PATH, "the book").text(", refutations first.").close();
    }

    /** Links to the parts of the wall. */
    static Html parts(Html page, List<Wall.Part> parts, String current) {
        Html html = page.fresh();
        html.open("nav", "class", "related inline", "aria-label", "Parts of the wall")
                .open("ul");
        for (Wall.Part part : parts) {
            html.open("li");
            if (part.page().equals(current)) {
                html.link(part.page(), part.title(), "aria-current", "page");
            } else {
                html.link(part.page(), part.title());
            }
            html.close();
        }
        return html.close().close().line();
    }

    private static Page page(Library library, Wall.Part part, List<Wall.Part> parts, Settings settings) {
        Html html = new Html(Page.root(part.page()));
        html.leaf("p", "Certificate wall", "class", "kicker").leaf("h1", part.title());
        html.add(explanation(html)).add(Wall.legend());
        Wall.write(library, part, html);
        html.leaf("h2", "Every cell", "id", "cells").add(cells(html, part.certificates(), settings));
        part.chapter()
                .ifPresent(chapter -> html.open("p")
                        .text("The chapter: ")
                        .link(chapter.page(), chapter.title())
                        .close());
        html.leaf("h2", "The other parts", "id", "parts").add(parts(html, parts, part.page()));
        return Page.of(
                part.page(),
                "Certificate wall: " + part.title(),
                "certificates",
                "Methods against worlds, refusals in the same table: " + part.title(),
                html);
    }

    private static Html cells(Html page, List<Certificate> certificates, Settings settings) {
        List<List<Html>> rows = new ArrayList<>();
        for (Certificate certificate : certificates) {
            for (Cell cell : certificate.cells()) {
                Claim coverage = cell.headline().orElseGet(() -> Claim.of(Json.ABSENT));
                String label = settings.of(cell).label();
                rows.add(List.of(
                        page.fresh().link(certificate.page() + "#" + cell.anchor(), certificate.method()),
                        Tables.text(cell.world() + (label.isEmpty() ? "" : ": " + label)),
                        Tables.text(Numbers.count(cell.size())),
                        Tables.text(cell.home() ? "home" : "stress"),
                        cell.verdict().chip(),
                        Tables.text(coverage.words()),
                        Tables.text(Numbers.fixed(coverage.estimate(), 4)),
                        Tables.text(Numbers.interval(coverage.low(), coverage.high(), 4)),
                        Tables.text(Numbers.fixed(cell.diagnostics().number("se_ratio"), 3)),
                        Tables.text(Numbers.count(coverage.replicates()))));
            }
        }
        return Tables.of(
                List.of(
                        "Method",
                        "World",
                        "n",
                        "Role",
                        "Verdict",
                        "Claim",
                        "Rate",
                        "Confidence sequence",
                        "SE ratio",
                        "Replicates"),
                rows,
                "sortable");
    }
}
