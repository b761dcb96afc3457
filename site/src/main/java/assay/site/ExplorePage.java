package assay.site;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sliders over stored grids: methods side by side while one knob is turned. */
final class ExplorePage {

    private static final String PATH = "explore.html";
    // From what is measured to what is not, then designs.
    private static final List<String> ORDER =
            List.of("confounding", "hidden", "overlap", "clusters", "carryover", "looks");

    private final Library library;
    private final Html html = new Html();

    private ExplorePage(Library library) {
        this.library = library;
    }

    /** The page and, into {@code files}, the data of its sliders. */
    static Page write(Library library, Map<String, byte[]> files) {
        List<ExploreGrid> grids = ordered(library.grids());
        ExplorePage page = new ExplorePage(library);
        page.head(grids);
        for (ExploreGrid grid : grids) {
            ExploreFrames frames = new ExploreFrames(grid);
            page.panel(grid, frames);
            files.put(
                    "grids/" + Slug.of(grid.name()) + ".js", data(grid, frames).getBytes(StandardCharsets.UTF_8));
        }
        page.scripts(grids);
        return Page.of(
                PATH,
                "Explore",
                "explore",
                "Turn one knob of a world and see which methods stay on the truth, cell by cell as they were run.",
                page.html);
    }

    private static List<ExploreGrid> ordered(List<ExploreGrid> grids) {
        List<ExploreGrid> list = new ArrayList<>();
        ORDER.forEach(name -> ExploreGrid.of(grids, name).ifPresent(list::add));
        grids.stream().filter(grid -> !list.contains(grid)).forEach(list::add);
        return list;
    }

    private void head(List<ExploreGrid> grids) {
        html.open("header", "class", "strip").leaf("p", "Look, don't read", "class", "kicker");
        html.leaf("h1", "Explore");
        html.leaf(
                "p",
                "Turn one knob of a world whose truth is known, and see who stays on it. Every position is a cell that "
                        + "the harness ran; there is nothing between them.",
                "class",
                "lead");
        if (!grids.isEmpty()) {
            html.open("ul", "class", "assumes", "aria-label", "Topics");
            grids.forEach(grid -> html.open("li")
                    .leaf("a", grid.title(), "href", "#" + Slug.of(grid.name()))
                    .close());
            html.close();
        }
        html.close().line();
        if (grids.isEmpty()) {
            html.open("p", "class", "notice").text("No grid is stored. Make them with ");
            html.leaf("code", "./assay explore run").text(".").close();
            return;
        }
        html.open("p")
                .text(
                        "Above, how the estimates of a method fall; below, sixty of its intervals, one line each; the "
                                + "dashed line is the truth. A crossed line misses it. All methods of a topic are held to the same claims, "
                                + "at tier C; the cells have no controls, so that they show what a method does and are no badge. ");
        html.link("bar.html", "How strict is certified?").close().line();
    }

    private void panel(ExploreGrid grid, ExploreFrames frames) {
        String id = Slug.of(grid.name());
        html.open("section", "class", "explore", "data-explore", grid.name(), "aria-labelledby", id);
        html.leaf("h2", grid.title(), "id", id).leaf("p", grid.question());
        if (grid.stale()) {
            html.open("p", "class", "notice").add(Verdict.STALE.chip());
            html.text(" The code has changed since these cells were run. Make them again with ")
                    .leaf("code", "./assay explore run " + grid.name())
                    .text(".")
                    .close();
        }
        knob(grid, id);
        html.open("div", "class", "frames");
        for (ExploreGrid.Contender method : grid.methods()) {
            card(grid, frames, method, id + "-" + Slug.of(method.name()));
        }
        html.close().line();
        html.leaf("p", grid.seeing(), "class", "seeing");
        html.open("div", "data-part", "command")
                .add(JavaHighlighter.block(grid.command(grid.values().get(0)), "shell"))
                .close();
        html.open("details", "class", "numbers").leaf("summary", "The numbers");
        html.add(table(grid)).close();
        html.close().line();
    }

    private void knob(ExploreGrid grid, String id) {
        ExploreGrid.Value first = grid.values().get(0);
        html.open("div", "class", "knob");
        html.leaf("label", grid.knob(), "for", id + "-knob");
        html.empty(
                "input",
                "type",
                "range",
                "id",
                id + "-knob",
                "min",
                "0",
                "max",
                String.valueOf(grid.values().size() - 1),
                "step",
                "1",
                "value",
                "0",
                "list",
                id + "-values",
                "aria-valuetext",
                first.words(),
                "autocomplete",
                "off");
        html.open("datalist", "id", id + "-values");
        for (int i = 0; i < grid.values().size(); i++) {
            html.leaf(
                    "option",
                    "",
                    "value",
                    String.valueOf(i),
                    "label",
                    grid.values().get(i).words());
        }
        html.close();
        html.leaf("output", first.words(), "for", id + "-knob", "data-part", "value");
        html.leaf("p", "", "class", "sr", "aria-live", "polite", "data-part", "said");
        html.close().line();
    }

    private void card(ExploreGrid grid, ExploreFrames frames, ExploreGrid.Contender method, String id) {
        ExploreGrid.Value first = grid.values().get(0);
        ExploreFrames.Frame frame = frames.frame(method, first);
        html.open("div", "class", "frame-card", "data-method", method.name());
        html.open("h3");
        if (library.method(method.catalogue()).isPresent()) {
            html.link("methods/" + Slug.of(method.catalogue()) + ".html", method.title());
        } else {
            html.text(method.title());
        }
        html.close();
        html.open("p", "class", "frame-verdict")
                .leaf(
                        "span",
                        frame.verdict().label(),
                        "class",
                        "chip " + frame.verdict().style(),
                        "data-part",
                        "verdict")
                .close();
        html.add(frames.draw(id, method, frame, first));
        html.open("p", "class", "reading");
        html.leaf("strong", frame.rate(), "data-part", "rate").text(" " + grid.counted());
        html.leaf("small", frame.range(), "data-part", "range");
        html.leaf("small", frame.bias(), "data-part", "bias").close();
        html.close().line();
    }

    private static Html table(ExploreGrid grid) {
        List<List<Html>> rows = new ArrayList<>();
        for (ExploreGrid.Contender method : grid.methods()) {
            for (ExploreGrid.Value value : grid.values()) {
                ExploreGrid.Cell cell = grid.cell(method, value);
                ExploreGrid.Claim claim = cell.claim(grid.headline());
                Json json = cell.json();
                rows.add(List.of(
                        Tables.text(method.title()),
                        Tables.text(value.words()),
                        cell.verdict().chip(),
                        Tables.text(Numbers.fixed(claim.rate(), 4)),
                        Tables.text(Numbers.interval(claim.low(), claim.high(), 4)),
                        Tables.text(Numbers.plusMinus(json.number("bias"), json.number("bias_mcse"), 4)),
                        Tables.text(Numbers.significant(json.number("sd"), 4)),
                        Tables.text(Numbers.significant(json.number("mean_se"), 4)),
                        Tables.text(Numbers.count(json.count("replicates"))),
                        Tables.text(Numbers.count(json.count("failures")))));
            }
        }
        return Tables.of(
                "Cells of the grid",
                List.of(
                        "Method",
                        grid.knob(),
                        "Verdict",
                        grid.headline().equals("coverage") ? "Coverage" : "No false alarm",
                        "Confidence sequence",
                        "Bias ± MCSE",
                        "SD",
                        "Mean SE",
                        "Samples",
                        "Failed"),
                rows,
                "compact");
    }

    private void scripts(List<ExploreGrid> grids) {
        for (ExploreGrid grid : grids) {
            html.trusted("<script src=\"grids/" + Slug.of(grid.name()) + ".js\" defer></script>");
        }
        if (!grids.isEmpty()) {
            html.trusted("<script src=\"explore.js\" defer></script>").line();
        }
    }

    /** The frames as a script that loads from disk. */
    private static String data(ExploreGrid grid, ExploreFrames frames) {
        JsonObject root = new JsonObject();
        JsonArray values = new JsonArray();
        for (ExploreGrid.Value value : grid.values()) {
            JsonObject one = new JsonObject();
            one.addProperty("words", value.words());
            one.addProperty("command", grid.command(value));
            values.add(one);
        }
        root.add("values", values);
        JsonObject methods = new JsonObject();
        for (ExploreGrid.Contender method : grid.methods()) {
            JsonArray list = new JsonArray();
            for (ExploreGrid.Value value : grid.values()) {
                ExploreFrames.Frame frame = frames.frame(method, value);
                JsonObject one = new JsonObject();
                one.addProperty("verdict", frame.verdict().label());
                one.addProperty("style", frame.verdict().style());
                one.addProperty("area", frame.area());
                one.addProperty("hits", frame.hits());
                one.addProperty("misses", frame.misses());
                one.addProperty("truth", frame.truth());
                one.addProperty("rate", frame.rate());
                one.addProperty("range", frame.range());
                one.addProperty("bias", frame.bias());
                one.addProperty("said", frames.described(frame, value));
                list.add(one);
            }
            methods.add(method.name(), list);
        }
        root.add("methods", methods);
        JsonObject named = new JsonObject();
        named.add(grid.name(), root);
        return "window.ASSAY_GRIDS = Object.assign(window.ASSAY_GRIDS || {}, " + named + ");\n";
    }
}
