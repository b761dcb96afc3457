package assay.site;

import java.util.List;
import java.util.Optional;

/** The certified region: settings against sample sizes. */
final class Region {

    private Region() {}

    static Html write(Html page, Certificate certificate, Settings settings, Library library) {
        List<Long> sizes =
                certificate.cells().stream().map(Cell::size).distinct().sorted().toList();
        List<Settings.Setting> rows = settings.all().stream()
                .filter(setting -> certificate.cells().stream()
                        .anyMatch(cell -> settings.of(cell).key().equals(setting.key())))
                .toList();
        Html html = page.fresh();
        html.open(
                "div",
                "class",
                "scroll wall region",
                "tabindex",
                "0",
                "role",
                "group",
                "aria-label",
                "Certified region, may scroll sideways");
        html.open("table").leaf("caption", "Verdict and rate by setting and sample size", "class", "sr");
        html.open("thead").open("tr").leaf("td", "");
        sizes.forEach(size -> html.leaf("th", "n = " + Numbers.count(size), "scope", "col"));
        html.close().close().open("tbody");
        for (Settings.Setting setting : rows) {
            html.open("tr").open("th", "scope", "row");
            html.text(library.worldTitle(setting.world()));
            html.leaf("span", setting.label(), "class", "sub").close();
            for (long size : sizes) {
                cell(html, certificate, settings, setting, size);
            }
            html.close();
        }
        return html.close().close().close();
    }

    private static void cell(
            Html html, Certificate certificate, Settings settings, Settings.Setting setting, long size) {
        Optional<Cell> found = certificate.cells().stream()
                .filter(cell -> cell.size() == size && settings.of(cell).key().equals(setting.key()))
                .findFirst();
        if (found.isEmpty() || found.get().headline().isEmpty()) {
            html.open("td", "class", "blank")
                    .leaf("span", "not run", "class", "sr")
                    .close();
            return;
        }
        Cell cell = found.get();
        html.open("td", "class", cell.home() ? "home" : "stress");
        Claim coverage = cell.headline().get();
        String detail = "±" + Numbers.fixed(coverage.halfWidth(), 3);
        Wall.tile(html, cell, coverage, cell.verdict(), certificate.page() + "#" + cell.anchor(), detail);
        html.close();
    }
}
