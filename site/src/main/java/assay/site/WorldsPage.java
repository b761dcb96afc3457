package assay.site;

import java.util.ArrayList;
import java.util.List;

/** The worlds: an index, and a page for each with equations, knobs, graph, truth, a few rows, source and certificates. */
final class WorldsPage {

    private WorldsPage() {}

    static List<Page> write(Library library) {
        List<Page> pages = new ArrayList<>();
        pages.add(index(library));
        library.worlds().forEach(world -> pages.add(page(library, world)));
        return pages;
    }

    private static Page index(Library library) {
        Html html = new Html("../");
        html.leaf("h1", "Worlds");
        html.leaf(
                "p",
                "A world draws data and knows the truth about it. Methods see the data; only the harness sees both.",
                "class",
                "lead");
        if (library.worlds().isEmpty()) {
            html.leaf("p", "No world has been described yet.", "class", "notice");
        } else {
            html.open("ul", "class", "cards");
            for (World world : library.worlds()) {
                html.open("li", "id", world.anchor()).link(world.page(), world.title());
                html.open("span").leaf("code", world.name()).close();
                html.leaf("span", world.truth()).close();
            }
            html.close().line();
        }
        return Page.of("worlds/index.html", "Worlds", "worlds", "The data-generating processes and their truth.", html);
    }

    private static Page page(Library library, World world) {
        Html html = new Html("../");
        html.open("header", "class", "strip")
                .leaf("p", "World", "class", "kicker")
                .leaf("h1", world.title());
        html.leaf("p", world.truth(), "class", "lead");
        html.add(Tables.facts(
                List.of("Name", world.name(), "Rows shown here", world.size() > 0 ? Numbers.count(world.size()) : "")));
        html.close().line();
        html.leaf("h2", "Equations", "id", "equations");
        html.open("div", "class", "equations");
        for (String equation : world.equations()) {
            html.open("div", "class", "scroll", "tabindex", "0", "role", "group", "aria-label", "Equation");
            html.trusted(equation(world, equation)).close();
        }
        html.close();
        if (!world.graph().arrows().isEmpty()) {
            html.leaf("h2", "What moves what", "id", "graph").add(DagFigure.draw(world));
        }
        knobs(html, world);
        truth(html, world);
        sample(html, world);
        html.leaf("h2", "Draw it", "id", "draw");
        html.add(
                JavaHighlighter.block("./assay simulate " + world.name() + " --out " + world.name() + ".csv", "shell"));
        certificates(html, library, world);
        if (!world.source().isEmpty()) {
            html.leaf("h2", "Source", "id", "source").open("p", "class", "source");
            Links.linked(html, world.source().replaceAll("\\bdoi:(10\\.)", "https://doi.org/$1"));
            html.close();
        }
        return Page.of(world.page(), world.title(), "worlds", world.truth(), html)
                .withKeywords(List.of(world.name()));
    }

    private static String equation(World world, String tex) {
        try {
            return Tex.mathml(tex, true);
        } catch (IllegalArgumentException e) {
            throw new SiteException(
                    "World " + world.name() + ": the equation " + tex + " cannot be drawn: " + e.getMessage() + ".", e);
        }
    }

    private static void knobs(Html html, World world) {
        if (world.knobs().isEmpty()) {
            return;
        }
        html.leaf("h2", "Knobs", "id", "knobs");
        List<List<Html>> rows = new ArrayList<>();
        for (World.Knob knob : world.knobs()) {
            rows.add(List.of(
                    new Html().leaf("code", knob.name()), Tables.text(knob.meaning()), Tables.text(knob.value())));
        }
        html.add(Tables.of("Knobs", List.of("Knob", "What it does", "Default"), rows, "words"));
    }

    private static void truth(Html html, World world) {
        if (world.trueValues().isEmpty()) {
            return;
        }
        html.leaf("h2", "What is true at these settings", "id", "truth");
        List<List<Html>> rows = world.trueValues().stream()
                .map(value -> List.of(Tables.text(value.name()), Tables.text(Numbers.significant(value.value(), 6))))
                .toList();
        html.add(Tables.of("True values", List.of("Estimand", "True value"), rows, ""));
    }

    private static void sample(Html html, World world) {
        if (world.rows().isEmpty()) {
            return;
        }
        html.leaf("h2", "First rows of a draw", "id", "sample");
        List<List<Html>> rows = world.rows().stream()
                .map(row -> row.stream().map(Tables::text).toList())
                .toList();
        html.add(Tables.of("First rows", world.columns(), rows, "sample"));
    }

    /** What was found of each method here: each cell of its certificate that lies in this world. */
    private static void certificates(Html html, Library library, World world) {
        List<List<Html>> rows = new ArrayList<>();
        Settings settings = library.settings();
        for (Certificate certificate : library.certificates().values()) {
            for (Cell cell : certificate.cells()) {
                if (cell.world().equals(world.name())) {
                    rows.add(List.of(
                            html.fresh().link(certificate.page(), certificate.method()),
                            Tables.text(settings.of(cell).label()),
                            Tables.text(Numbers.count(cell.size())),
                            Tables.text(cell.home() ? "home" : "stress"),
                            cell.verdict().chip()));
                }
            }
        }
        if (!rows.isEmpty()) {
            html.leaf("h2", "Certificates made here", "id", "certificates");
            html.add(Tables.of(
                    "Certificates made here",
                    List.of("Method", "Setting", "Size", "Role", "Verdict"),
                    rows,
                    "sortable words"));
        }
    }
}
