package assay.site;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The certificate wall: methods against worlds, refusals in the same table. */
final class Wall {

    // Width of a column in rem, as the widest tile asks for.
    private static final double COLUMN = 5.6;

    private final Library library;
    private final Settings settings;
    private final Html html;

    private Wall(Library library, Html html) {
        this.library = library;
        this.settings = library.settings();
        this.html = html;
    }

    /** One measured coverage. */
    private record Tile(Cell cell, Claim coverage, Verdict verdict, String target) {}

    static Html write(Library library, Html html) {
        new Wall(library, html).table();
        return html;
    }

    private void table() {
        html.open(
                "div",
                "class",
                "scroll wall wide",
                "tabindex",
                "0",
                "role",
                "group",
                "aria-label",
                "Certificate wall, may scroll sideways");
        html.open(
                "table",
                "style",
                "min-width: " + Numbers.coordinate(9 + COLUMN * settings.all().size()) + "rem");
        html.leaf("caption", "Coverage of 95 % intervals, by method and world", "class", "sr");
        header();
        html.open("tbody");
        for (MethodEntry method : library.methods()) {
            method.certificate().ifPresent(certificate -> row(method, certificate));
        }
        foils();
        html.close().close().close().line();
    }

    private void header() {
        html.open("thead").open("tr").leaf("td", "", "rowspan", "3");
        Map<String, Integer> worlds = new LinkedHashMap<>();
        settings.all().forEach(setting -> worlds.merge(setting.world(), 1, Integer::sum));
        worlds.forEach((name, columns) -> {
            html.open("th", "scope", "colgroup", "class", "world", "colspan", columns.toString());
            String title = library.worldTitle(name);
            if (library.world(name).isPresent()) {
                html.link("worlds/index.html#" + Slug.of(name), title);
            } else {
                html.text(title);
            }
            html.close();
        });
        html.close();
        knobs();
        html.close().line();
    }

    /** Two rows of heads: the first knob that varies, over its columns, and the other knobs. */
    private void knobs() {
        Map<String, List<Settings.Setting>> groups = new LinkedHashMap<>();
        settings.all()
                .forEach(setting -> groups.computeIfAbsent(
                                setting.world() + '|' + setting.head(), k -> new ArrayList<>())
                        .add(setting));
        html.open("tr");
        for (List<Settings.Setting> group : groups.values()) {
            Settings.Setting first = group.get(0);
            if (first.rest().isEmpty() && group.size() == 1) {
                html.leaf("th", first.head(), "scope", "col", "rowspan", "2");
            } else {
                html.leaf(
                        "th",
                        first.head(),
                        "scope",
                        "colgroup",
                        "class",
                        "knob",
                        "colspan",
                        String.valueOf(group.size()));
            }
        }
        html.close().open("tr");
        for (List<Settings.Setting> group : groups.values()) {
            for (Settings.Setting setting : group) {
                if (group.size() > 1 || !setting.rest().isEmpty()) {
                    html.leaf("th", narrow(setting.rest()), "scope", "col");
                }
            }
        }
        html.close();
    }

    /** The longest word of a knob may break, so that it does not widen its column. */
    private static String narrow(String words) {
        return words.isEmpty() ? "plain" : words.replace("heterogeneity", "hetero\u00adgeneity");
    }

    private void row(MethodEntry method, Certificate certificate) {
        html.open("tr").open("th", "scope", "row").link(method.page(), method.title());
        html.open("span", "class", "sub").add(certificate.verdict().chip()).close();
        standing(method);
        html.close();
        for (Settings.Setting setting : settings.all()) {
            List<Tile> tiles = certificate.cells().stream()
                    .filter(cell -> settings.of(cell).key().equals(setting.key()))
                    .sorted(Comparator.comparingLong(Cell::size))
                    .flatMap(cell -> cell.coverage().stream()
                            .map(claim ->
                                    new Tile(cell, claim, cell.verdict(), certificate.page() + "#" + cell.anchor())))
                    .toList();
            tiles(
                    tiles,
                    tile -> plusMinus(tile.coverage()) + ", n "
                            + size(tile.cell().size()));
        }
        html.close().line();
    }

    /** How the claims of a method stand in the book, where that has been computed. */
    private void standing(MethodEntry method) {
        library.bookState().badge(method.name()).ifPresent(badge -> {
            html.open("span", "class", "sub");
            String words;
            if (badge.stands()) {
                words = badge.accepted() ? "badged, accepted" : "badged, not accepted";
            } else {
                words = badge.badgedClaims() + " of " + badge.claims() + " badged";
            }
            html.link(BookPage.PATH + "#badges", words, "title", "e-BH badges the claims; e-LOND accepts attempts")
                    .close();
        });
    }

    /** Half the width of the confidence sequence, without the zero that all share. */
    private static String plusMinus(Claim claim) {
        return "±" + Numbers.fixed(claim.halfWidth(), 3).replaceFirst("^0", "");
    }

    private static String size(long n) {
        return n >= 1000 && n % 100 == 0 ? Numbers.brief(n / 1000.0) + "k" : Long.toString(n);
    }

    private void foils() {
        Map<String, Map<String, List<Tile>>> foils = new LinkedHashMap<>();
        for (Certificate certificate : library.certificates().values()) {
            for (Cell cell : certificate.cells()) {
                for (Control control : cell.controls()) {
                    if (control.isFoil()) {
                        control.claims().stream()
                                .filter(Claim::isCoverage)
                                .findFirst()
                                .ifPresent(claim -> {
                                    Tile tile = new Tile(
                                            cell, claim, control.verdict(), certificate.page() + "#" + cell.anchor());
                                    add(foils, control.name(), tile);
                                });
                    }
                }
            }
        }
        if (foils.isEmpty()) {
            return;
        }
        html.open("tr", "class", "divider")
                .open(
                        "th",
                        "scope",
                        "rowgroup",
                        "colspan",
                        String.valueOf(1 + settings.all().size()));
        html.leaf(
                        "span",
                        "Foils: naive methods run through the same procedure, which must refute them; "
                                + "of several sizes the worst is shown")
                .close()
                .close();
        foils.forEach((name, tiles) -> {
            html.open("tr", "class", "foil").leaf("th", name.replace('-', ' '), "scope", "row");
            settings.all()
                    .forEach(setting ->
                            tiles(tiles.getOrDefault(setting.key(), List.of()), tile -> plusMinus(tile.coverage())));
            html.close().line();
        });
    }

    /** Keeps one tile for each foil and setting: the size at which it covers least. */
    private void add(Map<String, Map<String, List<Tile>>> foils, String name, Tile tile) {
        foils.computeIfAbsent(name, n -> new LinkedHashMap<>())
                .merge(settings.of(tile.cell()).key(), List.of(tile), (kept, found) -> {
                    double best = kept.get(0).coverage().estimate();
                    return found.get(0).coverage().estimate() < best ? found : kept;
                });
    }

    private void tiles(List<Tile> tiles, Function<Tile, String> detail) {
        if (tiles.isEmpty()) {
            html.open("td", "class", "blank")
                    .leaf("span", "not run", "class", "sr")
                    .close();
            return;
        }
        html.open("td");
        tiles.forEach(
                tile -> tile(html, tile.cell(), tile.coverage(), tile.verdict(), tile.target(), detail.apply(tile)));
        html.close();
    }

    /** One coverage with its verdict: the mark, the number, and a detail in small type. The title says it in full. */
    static void tile(Html html, Cell cell, Claim coverage, Verdict verdict, String target, String detail) {
        String title = verdict.label() + ": coverage " + coverage.measured() + " over "
                + Numbers.count(coverage.replicates()) + " replicates of n = " + Numbers.count(cell.size());
        html.openLink(target, "class", "tile " + verdict.style(), "title", title);
        html.add(verdict.mark()).leaf("span", verdict.label() + " ", "class", "sr");
        html.leaf("b", Numbers.fixed(coverage.estimate(), 3));
        if (!detail.isEmpty()) {
            html.text(" ").leaf("small", detail);
        }
        html.close();
    }

    /** What the marks mean. */
    static Html legend() {
        Html out = new Html();
        out.open("ul", "class", "legend-list");
        for (Verdict verdict : List.of(Verdict.CERTIFIED, Verdict.REFUTED, Verdict.INCONCLUSIVE, Verdict.VOID)) {
            out.open("li").add(verdict.chip()).text(" " + verdict.meaning()).close();
        }
        return out.close();
    }
}
