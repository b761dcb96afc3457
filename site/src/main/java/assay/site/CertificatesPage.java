package assay.site;

import java.util.ArrayList;
import java.util.List;

/** All certificates in one sortable table, refusals included, and the book of attempts. */
final class CertificatesPage {

    private CertificatesPage() {}

    static Page write(Library library) {
        Html html = new Html("../");
        html.leaf("h1", "Certificates");
        html.leaf(
                "p",
                "Every attempt that was made, whatever came of it. A certificate is the conjunction of its claims in its "
                        + "home worlds; stress worlds show where a method stops being safe.",
                "class",
                "lead");
        html.add(Wall.legend());
        if (library.certificates().isEmpty()) {
            html.open("p", "class", "notice").text("There is no certificate yet. Make the first with ");
            html.leaf("code", "./assay certify").text(".").close();
        } else {
            html.leaf("h2", "The wall, by chapter", "id", "wall")
                    .leaf("p", "Methods against worlds, every cell with its verdict.")
                    .add(WallPages.parts(html, Wall.parts(library), ""));
            html.leaf("h2", "By method", "id", "methods").add(byMethod(html, library));
        }
        html.leaf("h2", "The book", "id", "book").open("p");
        html.text("How the claims of all certificates stand together, and every attempt that was made: ");
        html.link(BookPage.PATH, "the book").text(". What a badge means: ");
        html.link("bar.html", "how strict is certified?").close();
        return Page.of(
                "certificates/index.html",
                "Certificates",
                "certificates",
                "Every certificate, refusals included.",
                html);
    }

    private static Html byMethod(Html page, Library library) {
        List<List<Html>> rows = new ArrayList<>();
        for (Certificate certificate : library.certificates().values()) {
            long controls = certificate.cells().stream()
                    .mapToLong(c -> c.controls().size())
                    .sum();
            long right = certificate.cells().stream()
                    .flatMap(c -> c.controls().stream())
                    .filter(Control::asRequired)
                    .count();
            long replicates =
                    certificate.cells().stream().mapToLong(Cell::replicates).sum();
            rows.add(List.of(
                    page.fresh().link(certificate.page(), certificate.title()),
                    certificate.verdict().chip(),
                    Tables.text(certificate.estimand()),
                    Tables.text(certificate.tier()),
                    Tables.text(Numbers.count(replicates)),
                    Tables.text(right + " of " + controls),
                    Tables.text(date(certificate)),
                    page.fresh().link(certificate.raw(), "JSON")));
        }
        return Tables.of(
                List.of("Method", "Verdict", "Estimand", "Tier", "Replicates", "Controls as required", "Made", "Raw"),
                rows,
                "sortable");
    }

    private static String date(Certificate certificate) {
        String started = certificate.provenance().text("started");
        return started.length() >= 10 ? started.substring(0, 10) : started;
    }
}
