package assay.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every page of a whole site. */
// Elements that are missing fail the test either way.
@SuppressWarnings("NullAway")
class SitePagesTest {

    @TempDir
    static Path folder;

    private static Path site;
    private static SiteSummary summary;
    private static Map<String, Document> pages;

    @BeforeAll
    static void build() throws IOException {
        site = folder.resolve("site");
        summary = SiteBuilder.build(Fixture.inputs(), site);
        pages = new TreeMap<>();
        try (Stream<Path> files = Files.walk(site)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".html")).toList()) {
                String path = site.relativize(file).toString().replace('\\', '/');
                pages.put(
                        path,
                        Jsoup.parse(
                                Files.readString(file, StandardCharsets.UTF_8),
                                Parser.htmlParser().setTrackErrors(20)));
            }
        }
    }

    @Test
    void thereIsAPageForEverything() {
        assertThat(pages.keySet())
                .contains(
                        "index.html",
                        "bar.html",
                        "glossary.html",
                        "codes.html",
                        "about.html",
                        "methods/index.html",
                        "methods/aipw.html",
                        "methods/dml-plr.html",
                        "certificates/index.html",
                        "certificates/lin.html",
                        "book/index.html",
                        "chapters/index.html",
                        "chapters/01-who-survives.html",
                        "worlds/index.html",
                        "data/index.html",
                        "data/star.html",
                        "decisions/index.html",
                        "decisions/dependencies.html",
                        "decisions/uniforms.html");
        assertThat(summary.pages()).isEqualTo(pages.size());
        assertThat(summary.links()).isGreaterThan(400);
        assertThat(summary.missing()).isEmpty();
        assertThat(site.resolve("certificates/aipw.json")).exists();
        assertThat(site.resolve("chapters/01-who-survives.ipynb")).exists();
    }

    @Test
    void everyPageIsWellFormed() throws IOException {
        for (String path : pages.keySet()) {
            Parser parser = Parser.htmlParser().setTrackErrors(20);
            Jsoup.parse(Files.readString(site.resolve(path), StandardCharsets.UTF_8), parser);
            assertThat(parser.getErrors()).as(path).isEmpty();
        }
    }

    @Test
    void nothingIsLoadedFromElsewhere() {
        pages.forEach((path, page) -> {
            for (Element element : page.select("[src], link[href]")) {
                String target = element.hasAttr("src") ? element.attr("src") : element.attr("href");
                assertThat(target).as(path).doesNotContain("//").doesNotStartWith("data:");
            }
            assertThat(page.select("iframe, object, embed, base")).as(path).isEmpty();
        });
    }

    @Test
    void linksAndAnchorsResolve() {
        pages.forEach((path, page) -> {
            for (Element link : page.select("a[href]")) {
                String href = link.attr("href");
                if (href.startsWith("https://")) {
                    continue;
                }
                int hash = href.indexOf('#');
                String file = hash < 0 ? href : href.substring(0, hash);
                Path from = site.resolve(path);
                Path target = file.isEmpty() ? from : from.resolveSibling(file).normalize();
                assertThat(target).as(path + " -> " + href).exists();
                if (hash >= 0) {
                    Document there =
                            pages.get(site.relativize(target).toString().replace('\\', '/'));
                    assertThat(there).as(path + " -> " + href).isNotNull();
                    assertThat(there.getElementById(href.substring(hash + 1)))
                            .as(path + " -> " + href)
                            .isNotNull();
                }
            }
        });
    }

    @Test
    void headingsDoNotSkipALevelAndThereIsOneTitle() {
        pages.forEach((path, page) -> {
            assertThat(page.select("h1")).as(path).hasSize(1);
            int last = 0;
            for (Element heading : page.select("main h1, main h2, main h3, main h4, main h5, main h6")) {
                int level = heading.tagName().charAt(1) - '0';
                assertThat(level).as(path + ": " + heading.text()).isLessThanOrEqualTo(last + 1);
                last = level;
            }
        });
    }

    @Test
    void identifiersAreUnique() {
        pages.forEach((path, page) ->
                assertThat(page.select("[id]").eachAttr("id")).as(path).doesNotHaveDuplicates());
    }

    @Test
    void everyFigureIsDescribed() {
        pages.forEach((path, page) -> {
            for (Element figure : page.select("svg[role]:not([aria-label])")) {
                for (String id : figure.attr("aria-labelledby").split(" ", -1)) {
                    assertThat(page.getElementById(id)).as(path + " #" + id).isNotNull();
                    assertThat(page.getElementById(id).text())
                            .as(path + " #" + id)
                            .isNotBlank();
                }
            }
            assertThat(page.select("svg:not([role]):not([aria-hidden=true])"))
                    .as(path)
                    .isEmpty();
            assertThat(page.select("img:not([alt]), img[alt='']")).as(path).isEmpty();
            assertThat(page.select("[role=group]:not([aria-label]):not([aria-labelledby])"))
                    .as(path)
                    .isEmpty();
            assertThat(page.select("th:not([scope])").not(".output th"))
                    .as(path)
                    .allMatch(th -> th.closest(".prose") != null);
        });
    }

    @Test
    void verdictsAreSaidInWordsToo() {
        Document home = pages.get("wall/01-who-survives.html");
        assertThat(home.select(".tile .sr").eachText()).contains("Certified", "Refuted", "Inconclusive");
        assertThat(home.select("tr.foil .tile.v-refuted")).isNotEmpty();
    }

    @Test
    void foilsTakeOneLineAndWorldsComeInTheOrderOfConfounding() {
        Document home = pages.get("wall/01-who-survives.html");
        for (Element cell : home.select("tr.foil td")) {
            assertThat(cell.select(".tile").size()).isLessThanOrEqualTo(1);
        }
        assertThat(home.select(".wall th").eachText())
                .containsSubsequence("no confounding", "confounding 1", "confounding 2");
        assertThat(home.select(".wall .tile").eachAttr("title")).allMatch(title -> title.contains("±"));
    }

    @Test
    void certificatesDrawHomeCellsOnly() {
        Document page = pages.get("certificates/aipw.html");
        for (Element cell : page.select("section.cell")) {
            boolean stress = cell.text().contains("Stress world");
            assertThat(cell.select("figure").isEmpty()).as(cell.id()).isEqualTo(stress);
        }
    }

    @Test
    void pagesAreLight() {
        // The book lists every claim of every method.
        pages.forEach((path, page) -> assertThat(site.resolve(path).toFile().length())
                .as(path)
                .isLessThan(path.startsWith("book/") ? 300_000 : 130_000));
    }

    @Test
    void hostileNotebooksAreHarmless() {
        Document chapter = pages.get("chapters/01-who-survives.html");
        assertThat(chapter.select("main script, main [onclick]")).isEmpty();
        assertThat(chapter.text()).contains("on purpose <b>");
        assertThat(chapter.select("details summary").eachText()).contains("Solution");
        assertThat(chapter.select("math")).hasSize(2);
        assertThat(chapter.select("a[href='02-zoo.html']")).isNotEmpty();
        assertThat(chapter.select(".chart img").attr("alt")).isEqualTo("A line chart: bias against confounding");
    }

    @Test
    void certificatesFollowTheProtocol() {
        List<String> titles =
                new ArrayList<>(pages.get("certificates/aipw.html").select("h2").eachText());
        assertThat(titles)
                .startsWith("Aims", "Data-generating mechanisms", "Estimands", "Methods", "Performance")
                .contains("A real table, re-randomised", "Run it again", "Provenance");
    }

    @Test
    void everyCodeInTheSourcesHasItsAnchor() throws IOException {
        Set<String> codes = new TreeSet<>(Set.of("outside-region"));
        Path root = Fixture.content().resolve("../..");
        for (String module : List.of("engine", "datasets", "harness")) {
            try (Stream<Path> files = Files.walk(root.resolve(module).resolve("src/main/java"))) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    codes.addAll(codes(file.getFileName().toString(), Files.readString(file)));
                }
            }
        }
        assertThat(codes).contains("missing-role", "propensity-clipped", "duplicate-column");
        for (String code : codes) {
            assertThat(pages.get("codes.html").getElementById(code)).as(code).isNotNull();
        }
    }

    private static List<String> codes(String file, String source) {
        String pattern = file.matches("(Data)?Problem\\.java")
                ? "(?m)^    ([A-Z]+(?:_[A-Z]+)*)[,;]"
                : "Caution(?:\\.of)?\\(\\s*\"([a-z]+(?:-[a-z]+)*)\"";
        return Pattern.compile(pattern)
                .matcher(source)
                .results()
                .map(match -> match.group(1).toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
    }
}
