package assay.site;

import java.util.ArrayList;
import java.util.List;

/** The worlds: equations, knobs, truth, a few rows, source. */
final class WorldsPage {

    private WorldsPage() {}

    static Page write(Library library) {
        Html html = new Html("../");
        html.leaf("h1", "Worlds");
        html.leaf(
                "p",
                "A world draws data and knows the truth about it. Methods see the data; only the harness sees both.",
                "class",
                "lead");
        if (library.worlds().isEmpty()) {
            html.leaf("p", "No world has been described yet.", "class", "notice");
        }
        library.worlds().forEach(world -> world(html, library, world));
        return Page.of("worlds/index.html", "Worlds", "worlds", "The data-generating processes and their truth.", html);
    }

    private static void world(Html html, Library library, World world) {
        html.open("section", "class", "cell").leaf("h2", world.title(), "id", world.anchor());
        html.open("p")
                .leaf("code", world.name())
                .text(" ")
                .leaf("span", world.truth())
                .close();
        html.open("div", "class", "equations");
        for (String equation : world.equations()) {
            html.open("div", "class", "scroll", "tabindex", "0", "role", "group", "aria-label", "Equation");
            html.trusted(equation(world, equation)).close();
        }
        html.close();
        knobs(html, world);
        sample(html, world);
        if (!world.source().isEmpty()) {
            html.leaf("p", "Source: " + world.source(), "class", "source");
        }
        List<Certificate> used = library.certificates().values().stream()
                .filter(c -> c.cells().stream().anyMatch(cell -> cell.world().equals(world.name())))
                .toList();
        if (!used.isEmpty()) {
            html.open("p").text("Certificates made here: ");
            for (int i = 0; i < used.size(); i++) {
                html.text(i == 0 ? "" : ", ")
                        .link(used.get(i).page(), used.get(i).method());
            }
            html.text(".").close();
        }
        html.close().line();
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
        html.leaf("h3", "Knobs", "id", world.anchor() + "-knobs");
        List<List<Html>> rows = new ArrayList<>();
        for (World.Knob knob : world.knobs()) {
            rows.add(List.of(
                    new Html().leaf("code", knob.name()), Tables.text(knob.meaning()), Tables.text(knob.value())));
        }
        html.add(Tables.of(List.of("Knob", "What it does", "Default"), rows, "words"));
    }

    private static void sample(Html html, World world) {
        if (world.rows().isEmpty()) {
            return;
        }
        html.leaf("h3", "First rows of a draw", "id", world.anchor() + "-sample");
        List<List<Html>> rows = world.rows().stream()
                .map(row -> row.stream().map(Tables::text).toList())
                .toList();
        html.add(Tables.of(world.columns(), rows, "sample"));
    }
}
