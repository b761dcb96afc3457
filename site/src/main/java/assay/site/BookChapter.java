package assay.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The live claims and the controls of one chapter's methods, on pages of their own. */
record BookChapter(Wall.Part part, List<List<BookState.LiveClaim>> claims, List<List<Certificate>> controls) {

    /** More rows than these would make a page too heavy. */
    private static final int ROWS = 260;

    /** The two long tables of the book. */
    enum Kind {
        CLAIMS("claims", "Live claims"),
        CONTROLS("controls", "Mutants and foils");

        private final String path;
        private final String title;

        Kind(String path, String title) {
            this.path = path;
            this.title = title;
        }
    }

    static List<BookChapter> all(Library library) {
        List<Wall.Part> parts = new ArrayList<>(Wall.parts(library));
        if (parts.stream().allMatch(part -> part.chapter().isPresent())) {
            parts.add(new Wall.Part(Optional.empty(), List.of()));
        }
        return parts.stream()
                .map(part -> new BookChapter(part, claims(library, part, parts), controls(part)))
                .toList();
    }

    /** The claims of a part; those of methods that no certificate names any more are with the other methods. */
    private static List<List<BookState.LiveClaim>> claims(Library library, Wall.Part part, List<Wall.Part> parts) {
        Set<String> known = (part.chapter().isPresent() ? List.of(part) : parts)
                .stream()
                        .filter(p -> part.chapter().isPresent() || p.chapter().isPresent())
                        .flatMap(p -> p.methods().stream())
                        .map(MethodEntry::name)
                        .collect(Collectors.toSet());
        List<BookState.LiveClaim> all = library.bookState().claims().stream()
                .filter(claim ->
                        known.contains(claim.method()) == part.chapter().isPresent())
                .toList();
        List<List<BookState.LiveClaim>> pages = new ArrayList<>();
        for (int from = 0; from < all.size(); from += ROWS) {
            pages.add(all.subList(from, Math.min(all.size(), from + ROWS)));
        }
        return pages;
    }

    private static List<List<Certificate>> controls(Wall.Part part) {
        List<List<Certificate>> pages = new ArrayList<>();
        List<Certificate> page = new ArrayList<>();
        long rows = 0;
        for (Certificate certificate : part.certificates()) {
            long count = certificate.cells().stream()
                    .mapToLong(cell -> cell.controls().size())
                    .sum();
            if (count == 0) {
                continue;
            }
            if (rows > 0 && rows + count > ROWS) {
                pages.add(page);
                page = new ArrayList<>();
                rows = 0;
            }
            page.add(certificate);
            rows += count;
        }
        if (!page.isEmpty()) {
            pages.add(page);
        }
        return pages;
    }

    private int count(Kind kind) {
        return kind == Kind.CLAIMS ? claims.size() : controls.size();
    }

    private String path(Kind kind, int number) {
        String name = part.chapter().map(Chapter::slug).orElse("other");
        return "book/" + kind.path + "-" + name + (number == 0 ? "" : "-" + (number + 1)) + ".html";
    }

    private String title(Kind kind, int number) {
        return part.title() + (count(kind) == 1 ? "" : ", part " + (number + 1));
    }

    void links(Html html, Kind kind) {
        for (int i = 0; i < count(kind); i++) {
            html.open("li").link(path(kind, i), title(kind, i)).close();
        }
    }

    List<Page> pages(Library library) {
        List<Page> pages = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (int i = 0; i < count(kind); i++) {
                Html html = new Html("../");
                html.leaf("p", "The book: " + kind.title, "class", "kicker").leaf("h1", title(kind, i));
                if (kind == Kind.CLAIMS) {
                    filter(html, claims.get(i));
                    html.add(claims(library, html, "Live claims", claims.get(i)));
                } else {
                    controls.get(i).forEach(certificate -> BookControls.method(html, certificate));
                }
                html.open("p").link(BookPage.PATH, "The book").close();
                String title = kind.title + ": " + title(kind, i);
                pages.add(Page.of(path(kind, i), title, "book", title, html));
            }
        }
        return pages;
    }

    static Html claims(Library library, Html page, String caption, List<BookState.LiveClaim> claims) {
        List<List<Html>> rows = claims.stream()
                .map(c -> List.of(
                        Tables.text(c.method()),
                        cell(library, page, c.method(), c.cell()),
                        Tables.text(Words.of(c.claim())),
                        Tables.text(c.verdict().label()),
                        Tables.text(Numbers.log10(c.logE())),
                        Tables.text(Numbers.fixed(c.estimate(), 4)),
                        Tables.text(Numbers.interval(c.low(), c.high(), 4)),
                        Tables.text(Numbers.count(c.replicates())),
                        Tables.text(Numbers.count(c.rank())),
                        Tables.text(c.badged() ? "badged" : "not badged")))
                .toList();
        return Tables.of(
                caption,
                List.of(
                        "Method",
                        "Cell",
                        "Claim",
                        "Verdict",
                        "log10 E",
                        "Rate",
                        "Confidence sequence",
                        "Replicates",
                        "e-BH rank",
                        "In the book"),
                rows,
                "sortable compact filtered");
    }

    /** Choices that hide rows of the next table; without scripts the whole table is there. */
    private static void filter(Html html, List<BookState.LiveClaim> claims) {
        html.open("div", "class", "controls filter", "role", "group", "aria-label", "Filter the claims");
        select(html, "Method", 0, claims.stream().map(BookState.LiveClaim::method));
        select(html, "Claim", 2, claims.stream().map(c -> Words.of(c.claim())));
        select(html, "Verdict", 3, claims.stream().map(c -> c.verdict().label()));
        select(html, "In the book", 9, claims.stream().map(c -> c.badged() ? "badged" : "not badged"));
        html.leaf("output", "", "class", "count", "aria-live", "polite").close().line();
    }

    private static void select(Html html, String label, int column, Stream<String> values) {
        html.open("label").text(label + " ").open("select", "data-column", Integer.toString(column));
        html.leaf("option", "all", "value", "");
        values.distinct().sorted().forEach(value -> html.leaf("option", value));
        html.close().close();
    }

    /** A link to the cell of a certificate, where there is one. */
    static Html cell(Library library, Html page, String method, String cell) {
        Optional<Certificate> certificate =
                Optional.ofNullable(library.certificates().get(method));
        if (certificate.flatMap(c -> c.cell(cell)).isPresent()) {
            return page.fresh().link(certificate.get().page() + "#" + Slug.of(cell), cell);
        }
        boolean real = certificate
                .filter(c -> c.realData().isObject())
                .filter(c -> !c.realClaims().isEmpty())
                .isPresent();
        return real
                ? page.fresh().link(certificate.get().page() + "#real-data", cell.isEmpty() ? "real table" : cell)
                : Tables.text(cell);
    }
}
