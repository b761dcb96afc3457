package assay.site;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The certificate wall: methods against worlds, refusals in the same table. */
final class Wall {

    // Width of a column in rem, as the widest tile asks for.
    private static final double COLUMN = 5.6;
    private static final double WIDEST = 8;
    private static final double HEAD = 9;
    private static final int EXCERPT_COLUMNS = 4;
    private static final int EXCERPT_ROWS = 4;

    private final Library library;
    private final List<MethodEntry> methods;
    private final Settings settings;
    private final List<Settings.Setting> columns;
    private final boolean whole;
    private final String label;
    private final Html html;

    private Wall(Library library, List<MethodEntry> methods, String label, Html html) {
        this.library = library;
        this.methods = methods;
        this.settings = Settings.of(library, certificates(methods));
        this.columns = settings.all();
        this.whole = true;
        this.label = label;
        this.html = html;
    }

    /** Some columns alone, and of each cell the largest size. */
    private Wall(Library library, List<MethodEntry> methods, String label, Html html, List<Settings.Setting> wanted) {
        this.library = library;
        this.methods = methods;
        this.settings = Settings.of(library, certificates(methods));
        List<String> keys = wanted.stream().map(Settings.Setting::key).toList();
        this.columns = settings.all().stream()
                .filter(setting -> keys.contains(setting.key()))
                .toList();
        this.whole = false;
        this.label = label;
        this.html = html;
    }

    /** One measured coverage. */
    private record Tile(Cell cell, Claim coverage, Verdict verdict, String target) {}

    /**
     * The certified methods of one chapter.
     *
     * @param chapter where they are taught, if it is published
     * @param methods those with a certificate
     */
    record Part(Optional<Chapter> chapter, List<MethodEntry> methods) {

        String title() {
            return chapter.map(Chapter::title).orElse("Other methods");
        }

        String page() {
            return "wall/" + chapter.map(Chapter::slug).orElse("other") + ".html";
        }

        List<Certificate> certificates() {
            return Wall.certificates(methods);
        }
    }

    /** The parts of the wall, in the order of the chapters. */
    static List<Part> parts(Library library) {
        Map<Optional<Chapter>, List<MethodEntry>> byChapter = new TreeMap<>(
                Comparator.comparing(chapter -> chapter.map(Chapter::name).orElse("~")));
        for (MethodEntry method : library.methods()) {
            String wanted = method.front("chapter");
            if (method.certificate().isPresent()) {
                Optional<Chapter> chapter = library.chapters().stream()
                        .filter(c -> !wanted.isEmpty() && c.name().startsWith(wanted))
                        .findFirst();
                byChapter.computeIfAbsent(chapter, c -> new ArrayList<>()).add(method);
            }
        }
        return byChapter.entrySet().stream()
                .map(part -> new Part(part.getKey(), part.getValue()))
                .toList();
    }

    /** A part as tables, one for each set of methods that meet in a world. */
    static Html write(Library library, Part part, Html html) {
        meeting(part.methods()).forEach(group -> new Wall(library, group, part.title(), html).table());
        return html;
    }

    /** A few rows and columns of the first part, where most was run; foils among the rows. */
    static Html excerpt(Library library, Html html) {
        List<List<MethodEntry>> groups = parts(library).stream()
                .limit(1)
                .flatMap(part -> meeting(part.methods()).stream())
                .toList();
        groups.stream().max(Comparator.comparingInt(List::size)).ifPresent(group -> {
            Wall whole = new Wall(library, group, "an excerpt", html);
            List<Settings.Setting> columns = whole.fullest(EXCERPT_COLUMNS);
            List<MethodEntry> rows = group.stream()
                    .filter(method -> columns.stream()
                                    .filter(column -> whole.isRun(method, column))
                                    .count()
                            > EXCERPT_COLUMNS / 2)
                    .limit(EXCERPT_ROWS)
                    .toList();
            new Wall(library, rows.isEmpty() ? group : rows, "an excerpt", html, columns).table();
        });
        return html;
    }

    private List<Settings.Setting> fullest(int count) {
        Map<Settings.Setting, Long> runs = new LinkedHashMap<>();
        columns.forEach(setting -> runs.put(
                setting,
                methods.stream().filter(method -> isRun(method, setting)).count()));
        List<Settings.Setting> chosen = columns.stream()
                .sorted(Comparator.comparing((Settings.Setting setting) -> runs.getOrDefault(setting, 0L))
                        .reversed())
                .limit(count)
                .toList();
        return columns.stream().filter(chosen::contains).toList();
    }

    private boolean isRun(MethodEntry method, Settings.Setting setting) {
        return certificates(List.of(method)).stream()
                .flatMap(certificate -> certificate.cells().stream())
                .anyMatch(cell -> settings.of(cell).key().equals(setting.key()));
    }

    /** The methods in sets, so that no two of different sets were run in one world. */
    private static List<List<MethodEntry>> meeting(List<MethodEntry> methods) {
        List<List<MethodEntry>> groups = new ArrayList<>();
        for (MethodEntry method : methods) {
            List<MethodEntry> joined = new ArrayList<>();
            groups.removeIf(group -> {
                boolean meets = group.stream().anyMatch(other -> !Collections.disjoint(worlds(other), worlds(method)));
                if (meets) {
                    joined.addAll(group);
                }
                return meets;
            });
            joined.add(method);
            groups.add(joined);
        }
        return groups;
    }

    private static Set<String> worlds(MethodEntry method) {
        return certificates(List.of(method)).stream()
                .flatMap(certificate -> certificate.cells().stream())
                .map(Cell::world)
                .collect(Collectors.toSet());
    }

    private static List<Certificate> certificates(List<MethodEntry> methods) {
        return methods.stream().flatMap(method -> method.certificate().stream()).toList();
    }

    private void table() {
        html.open(
                "div",
                "class",
                whole ? "scroll wall wide" : "scroll wall",
                "tabindex",
                "0",
                "role",
                "group",
                "aria-label",
                "Certificate wall, may scroll sideways: " + label);
        html.open("table", "style", "min-width: " + rem(COLUMN) + "; width: min(100%, " + rem(WIDEST) + ")");
        html.leaf("caption", "Rates of " + claims() + ", by method and world: " + label, "class", "sr");
        header();
        html.open("tbody");
        for (MethodEntry method : methods) {
            method.certificate().ifPresent(certificate -> row(method, certificate));
        }
        foils();
        html.close().close().close().line();
    }

    /** The claims whose rates are shown. */
    private String claims() {
        return certificates(methods).stream()
                .flatMap(certificate -> certificate.leading().stream())
                .flatMap(cell -> cell.headline().stream())
                .map(Claim::words)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** The width of the table when its columns have that of one. */
    private String rem(double column) {
        return Numbers.coordinate(HEAD + column * columns.size()) + "rem";
    }

    private void header() {
        Map<String, List<Settings.Setting>> groups = groups();
        boolean single = groups.values().stream().allMatch(Wall::single);
        html.open("thead").open("tr").leaf("td", "", "rowspan", single ? "2" : "3");
        Map<String, Integer> worlds = new LinkedHashMap<>();
        columns.forEach(setting -> worlds.merge(setting.world(), 1, Integer::sum));
        worlds.forEach((name, columns) -> {
            html.open("th", "scope", "colgroup", "class", "world", "colspan", columns.toString());
            String title = library.worldTitle(name);
            if (library.world(name).isPresent()) {
                html.link(library.world(name).get().page(), title);
            } else {
                html.text(title);
            }
            html.close();
        });
        html.close();
        knobs(groups, single);
        html.close().line();
    }

    /** Columns by world and the first knob that varies. */
    private Map<String, List<Settings.Setting>> groups() {
        Map<String, List<Settings.Setting>> groups = new LinkedHashMap<>();
        columns.forEach(
                setting -> groups.computeIfAbsent(setting.world() + '|' + setting.head(), k -> new ArrayList<>())
                        .add(setting));
        return groups;
    }

    /** Whether a group of columns needs no head below that of its first knob. */
    private static boolean single(List<Settings.Setting> group) {
        return group.size() == 1 && group.get(0).rest().isEmpty();
    }

    /** Two rows of heads, the first knob that varies over its columns and the other knobs; one row where there are no others. */
    private void knobs(Map<String, List<Settings.Setting>> groups, boolean single) {
        html.open("tr");
        for (List<Settings.Setting> group : groups.values()) {
            Settings.Setting first = group.get(0);
            if (single(group)) {
                html.leaf("th", first.head(), "scope", "col", "rowspan", single ? "1" : "2");
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
        if (single) {
            html.close();
            return;
        }
        html.close().open("tr");
        for (List<Settings.Setting> group : groups.values()) {
            for (Settings.Setting setting : group) {
                if (!single(group)) {
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
        certificate
                .leading()
                .flatMap(Cell::headline)
                .filter(claim -> !claim.isCoverage())
                .ifPresent(claim -> html.leaf("span", "rate: " + claim.words(), "class", "sub"));
        if (whole) {
            standing(method);
        }
        html.close();
        for (Settings.Setting setting : columns) {
            List<Tile> tiles = certificate.cells().stream()
                    .filter(cell -> settings.of(cell).key().equals(setting.key()))
                    .sorted(Comparator.comparingLong(Cell::size))
                    .flatMap(cell -> cell.headline().stream()
                            .map(claim ->
                                    new Tile(cell, claim, cell.verdict(), certificate.page() + "#" + cell.anchor())))
                    .toList();
            tiles(
                    whole ? tiles : tiles.subList(Math.max(0, tiles.size() - 1), tiles.size()),
                    tile -> plusMinus(tile.coverage())
                            + (whole ? ", n " + size(tile.cell().size()) : ""));
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
        for (Certificate certificate : certificates(methods)) {
            for (Cell cell : certificate.cells()) {
                for (Control control : cell.controls()) {
                    Claim claim = control.decisive();
                    if (control.isFoil() && !claim.name().isEmpty()) {
                        String target = certificate.page() + "#" + cell.anchor();
                        add(foils, control.name(), new Tile(cell, claim, control.verdict(), target));
                    }
                }
            }
        }
        foils.values().removeIf(byColumn -> columns.stream().noneMatch(column -> byColumn.containsKey(column.key())));
        if (foils.isEmpty()) {
            return;
        }
        html.open("tr", "class", "divider")
                .open("th", "scope", "rowgroup", "colspan", String.valueOf(1 + columns.size()));
        html.leaf(
                        "span",
                        whole
                                ? "Foils: naive methods run through the same procedure, which must refute them; "
                                        + "of several sizes the worst is shown"
                                : "Foils: naive methods, which must be refuted")
                .close()
                .close();
        foils.forEach((name, tiles) -> {
            html.open("tr", "class", "foil").leaf("th", name.replace('-', ' '), "scope", "row");
            columns.forEach(setting -> tiles(tiles.getOrDefault(setting.key(), List.of()), Wall::refuted));
            html.close().line();
        });
    }

    /** A foil may fall by another claim than the one whose rate stands for the methods: then the tile says which. */
    private static String refuted(Tile tile) {
        boolean headline = tile.cell()
                .headline()
                .map(Claim::name)
                .filter(tile.coverage().name()::equals)
                .isPresent();
        return plusMinus(tile.coverage())
                + (headline ? "" : ", " + tile.coverage().words());
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
        String title = verdict.label() + ": " + coverage.words() + " " + coverage.measured() + " over "
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
