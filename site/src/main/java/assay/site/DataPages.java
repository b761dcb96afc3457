package assay.site;

import java.util.ArrayList;
import java.util.List;

/** The data cards and their index. */
final class DataPages {

    private DataPages() {}

    static List<Page> write(Library library) {
        List<Page> pages = new ArrayList<>();
        pages.add(index(library));
        library.data().forEach(card -> pages.add(card(card)));
        return pages;
    }

    private static Page index(Library library) {
        Html html = new Html("../");
        html.leaf("h1", "Data");
        html.leaf("p", "Real tables, each with its source, its licence, and what it is not good for.", "class", "lead");
        if (library.data().isEmpty()) {
            html.leaf("p", "No data card has been written yet.", "class", "notice");
        } else {
            List<List<Html>> rows = library.data().stream()
                    .map(card -> List.of(
                            html.fresh().link(card.page(), card.title()),
                            new Html().leaf("code", card.name()),
                            Tables.text(Numbers.count(card.rows())),
                            Tables.text(card.designKind()),
                            Tables.text(card.kind())))
                    .toList();
            html.add(Tables.of(List.of("Data set", "Name", "Rows", "Design", "Kind"), rows, "sortable words"));
        }
        return Page.of("data/index.html", "Data", "data", "Real data sets with their cards.", html);
    }

    private static Page card(DataCard card) {
        Html html = new Html("../");
        html.open("header", "class", "strip")
                .leaf("p", "Data card", "class", "kicker")
                .leaf("h1", card.title());
        html.leaf("p", card.description(), "class", "lead");
        html.add(Tables.facts(List.of(
                "Name", card.name(),
                "Rows", Numbers.count(card.rows()),
                "Design", card.designKind(),
                "Licence", card.licence(),
                "Package", card.origin(),
                "Kind", card.kind(),
                "SHA-256", card.sha256())));
        html.close();
        html.leaf("h2", "Good for", "id", "good-for").leaf("p", said(card.goodFor()));
        html.leaf("h2", "Not good for", "id", "not-good-for").leaf("p", said(card.notGoodFor()), "class", "caution");
        design(html, card);
        html.leaf("h2", "Columns", "id", "columns");
        List<List<Html>> rows = card.columns().stream()
                .map(column -> List.of(
                        new Html().leaf("code", column.name()),
                        Tables.text(column.type()),
                        Tables.text(column.unit()),
                        Tables.text(column.description())))
                .toList();
        html.add(Tables.of(List.of("Column", "Type", "Unit", "Meaning"), rows, "words"));
        html.leaf("h2", "Source", "id", "source");
        html.open("p");
        Links.linked(html, card.source());
        for (String address : card.addresses()) {
            html.text(" ");
            Links.linked(html, address);
        }
        html.close().leaf("h2", "Get it", "id", "get");
        html.add(JavaHighlighter.block("./assay data get " + card.name(), "shell"));
        return Page.of(card.page(), card.title(), "data", card.description(), html)
                .withKeywords(List.of(card.name()));
    }

    private static void design(Html html, DataCard card) {
        if (!card.design().isObject()) {
            return;
        }
        html.leaf("h2", "Design", "id", "design");
        String arms = card.designed("treated") + " against " + card.designed("control");
        html.add(Tables.facts(List.of(
                "What was randomised",
                card.designed("randomised"),
                "Unit",
                card.designed("unit"),
                "Outcomes",
                card.designed("outcome"),
                "Assignment",
                card.designed("assignment"),
                "Arms",
                arms.strip().equals("against") ? "" : arms,
                "Cluster",
                card.designed("cluster"),
                "Covariates",
                card.designed("covariates"))));
    }

    private static String said(String text) {
        return text.isEmpty() ? "The card does not say." : text;
    }
}
