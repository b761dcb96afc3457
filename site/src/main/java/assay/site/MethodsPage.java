package assay.site;

import java.util.List;

/** The chooser, and the list of methods below it. */
final class MethodsPage {

    private MethodsPage() {}

    static Page write(Library library) {
        Html html = new Html("../");
        html.leaf("h1", "Choose a method");
        html.leaf(
                "p",
                "Start from who decided the treatment: it fixes what can be learned, and at which price.",
                "class",
                "lead");
        html.open("figure", "class", "figure").add(ChooseFigure.draw(library, html));
        html.leaf("figcaption", "Answers lead to methods; each names the assumption that you buy with it.");
        html.close().line();
        html.leaf("h2", "All methods", "id", "all");
        if (library.methods().isEmpty()) {
            html.leaf("p", "No method is in the catalogue yet.", "class", "notice");
        } else {
            List<List<Html>> rows =
                    library.methods().stream().map(method -> row(html, method)).toList();
            html.add(Tables.of(List.of("Method", "Estimates", "Assumes", "Certificate"), rows, "sortable"));
        }
        return Page.of(
                "methods/index.html",
                "Choose a method",
                "methods",
                "From who decided the treatment to a method and its assumption.",
                html);
    }

    private static List<Html> row(Html page, MethodEntry method) {
        Html verdict = page.fresh();
        if (method.certificate().isPresent()) {
            verdict.openLink(method.certificate().get().page(), "class", "plain")
                    .add(method.verdict().chip())
                    .close();
        } else {
            verdict.add(method.verdict().chip());
        }
        return List.of(
                page.fresh().link(method.page(), method.title()),
                Tables.text(method.estimand()),
                Tables.text(String.join("; ", method.assumptions())),
                verdict);
    }
}
