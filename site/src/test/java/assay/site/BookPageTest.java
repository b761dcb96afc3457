package assay.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The book, and what other pages say of it, from the state of the book in the fixture. */
// Elements that are missing fail the test either way.
@SuppressWarnings("NullAway")
class BookPageTest {

    @TempDir
    static Path folder;

    private static Document book;
    private static List<Document> parts = List.of();
    private static List<Document> walls = List.of();
    private static Document bar;

    @BeforeAll
    static void build() throws IOException {
        Path site = folder.resolve("site");
        SiteBuilder.build(Fixture.inputs(), site);
        book = page(site.resolve("book/index.html"));
        parts = parts(site);
        walls = List.of(page(site.resolve("wall/01-who-survives.html")), page(site.resolve("wall/other.html")));
        bar = page(site.resolve("bar.html"));
    }

    private static Document page(Path file) throws IOException {
        return Jsoup.parse(Files.readString(file, StandardCharsets.UTF_8));
    }

    /** The pages that hold the long tables of the book. */
    private static List<Document> parts(Path site) throws IOException {
        List<Document> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(site.resolve("book"))) {
            for (Path file : files.sorted()
                    .filter(f -> f.toString().endsWith(".html") && !f.endsWith("index.html"))
                    .toList()) {
                found.add(page(file));
            }
        }
        return found;
    }

    private static Element table(Document page, String caption) {
        return tables(List.of(page), caption).get(0);
    }

    private static List<Element> tables(List<Document> pages, String caption) {
        List<Element> found = pages.stream()
                .flatMap(page -> page.select("table").stream())
                .filter(t -> t.select("caption").text().equals(caption))
                .toList();
        if (found.isEmpty()) {
            throw new AssertionError("no table " + caption);
        }
        return found;
    }

    private static Element part(String caption) {
        return tables(parts, caption).get(0);
    }

    private static List<Element> rows(List<Document> pages, String caption) {
        return tables(pages, caption).stream()
                .flatMap(table -> table.select("tbody tr").stream())
                .toList();
    }

    private static List<String> cells(Element row) {
        return row.select("th, td").eachText();
    }

    @Test
    void theErrorStatementComesFirstAndRefutationsBeforeClaims() {
        assertThat(book.select("h1 + p.lead").text()).startsWith("Fixture: at most 1 in 100");
        assertThat(book.select("main h2").eachAttr("id"))
                .containsExactly("strictness", "refuted", "claims", "controls", "badges", "alarm", "cost", "ledger");
        assertThat(cells(part("Refuted claims of stress worlds")
                        .select("tbody tr")
                        .first()))
                .containsExactly(
                        "cluster-means",
                        "hurdle-share-0.03-n-2200",
                        "coverage",
                        "0.8500",
                        "[0.7600, 0.9200]",
                        "5.7",
                        "200");
    }

    @Test
    void everyTierHasItsCurveAndItsExactTable() {
        assertThat(book.select("#strictness ~ .pair svg.plot")).hasSize(2);
        Element tier = table(book, "Tier A, nominal 0.95, threshold 0.94");
        assertThat(tier.select("tbody tr").stream().map(BookPageTest::cells))
                .contains(
                        List.of("0.92", "< 0.00001", "1.00000", "0.00000", "3,300", "3,200", "5,600").stream()
                                .map(text -> text.equals("1.00000") ? "> 0.99999" : text)
                                .toList(),
                        List.of("0.94", "0.00610", "0.00040", "0.99350", "39,600", "budget", "budget"));
        assertThat(book.select("#tier-a-1-desc").text()).contains("At a true 0.94: 0.006.");
        assertThat(book.text())
                .contains("A method exactly at the threshold is certified with probability 0.00610")
                .contains("true 0.92");
    }

    @Test
    void everyLiveClaimIsListedWithItsEvidence() {
        List<Element> claims = rows(parts, "Live claims");
        assertThat(claims).hasSize(5);
        assertThat(claims.stream().map(BookPageTest::cells))
                .anySatisfy(row -> assertThat(row).contains("5.0", "[0.9430, 0.9580]", "1", "badged"));
        Element gone = claims.stream()
                .filter(row -> cells(row).contains("gone"))
                .findFirst()
                .orElseThrow();
        assertThat(cells(gone)).containsSubsequence("gone", "no-such-cell", "−0.9", "–", "not badged");
        assertThat(gone.select("a")).isEmpty();
        assertThat(rows(List.of(book), "The weakest live claims")).hasSize(5);
        assertThat(cells(rows(List.of(book), "The weakest live claims").get(0))).contains("gone");
    }

    @Test
    void filtersOfferWhatTheirTableHolds() {
        List<Document> filtered =
                parts.stream().filter(page -> !page.select(".filter").isEmpty()).toList();
        assertThat(filtered).isNotEmpty();
        for (Document page : filtered) {
            Element table = table(page, "Live claims");
            for (Element select : page.select(".filter select")) {
                assertThat(select.parent().tagName()).isEqualTo("label");
                int column = Integer.parseInt(select.attr("data-column"));
                List<String> found = table.select("tbody tr").stream()
                        .map(row -> cells(row).get(column))
                        .toList();
                assertThat(found)
                        .containsAll(select.select("option:not([value])").eachText());
            }
            assertThat(page.select(".filter")
                            .first()
                            .nextElementSibling()
                            .select("caption")
                            .text())
                    .isEqualTo("Live claims");
        }
    }

    @Test
    void controlsAreListedAndOneThatFailedIsOpen() {
        Element failed = part("Controls of Cluster means");
        assertThat(failed.closest("details").hasAttr("open")).isTrue();
        assertThat(failed.closest("details").select("summary").text()).isEqualTo("Cluster means: 3 of 4 as required");
        assertThat(failed.select("tbody tr").stream().map(BookPageTest::cells))
                .contains(List.of(
                        "mutant ignores clusters",
                        "clustered-icc-0.1-n-600",
                        "Refuted",
                        "Refuted",
                        "coverage",
                        "0.7900",
                        "10.9",
                        "200"));
        assertThat(part("Controls of Lin regression").closest("details").hasAttr("open"))
                .isFalse();
    }

    @Test
    void badgesSayWhatEachRuleDecided() {
        Element badges = table(book, "Badges in the book");
        assertThat(badges.select("tbody tr").stream().map(BookPageTest::cells))
                .containsExactly(
                        List.of("lin", "Certified", "2 of 2", "stands", "104.0", "1", "102.9", "accepted"),
                        List.of(
                                "cluster-means",
                                "Void",
                                "1 of 2",
                                "does not stand",
                                "100.2",
                                "2",
                                "103.3",
                                "not accepted"),
                        List.of("ols", "Certified", "2 of 2", "stands", "102.6", "–", "–", "not weighed"),
                        List.of("aipw", "Stale", "2 of 2", "does not stand", "102.6", "3", "103.4", "not accepted"));
        assertThat(badges.select("sup").first().text()).isEqualTo("4.0");
        assertThat(book.select("#cost + p").text()).contains("33 seconds");
    }

    @Test
    void attemptsFromBeforeTheRulesAreHistory() {
        Element ledger = part("Attempts, in their order");
        assertThat(cells(ledger.select("tbody tr").first())).contains("–", "history");
        assertThat(cells(ledger.select("tbody tr").last())).contains("104.0", "1", "102.9", "accepted");
    }

    @Test
    void theWallShowsTheStandingAndTheHalfWidths() {
        assertThat(walls.stream().flatMap(wall -> wall.select(".wall tbody th .sub").eachText().stream()))
                .contains("badged, accepted", "1 of 2 badged", "badged, not accepted", "2 of 2 badged");
        assertThat(walls.stream().flatMap(wall -> wall.select(".wall .tile small").eachText().stream()))
                .allMatch(text -> text.startsWith("±"));
    }

    @Test
    void theBarReadsItsNumbersFromTheBook() {
        assertThat(bar.text())
                .contains("here 0.01, whatever the dependence")
                .contains("In this build 3 of 5 claims are badged")
                .contains("is 102.2. Badges over time")
                .contains("is at most 0.05, while the book has room: 10,000 claims, of which 7 are used")
                .doesNotContain("{{")
                .doesNotContain("not computed yet");
        assertThat(table(bar, "Tiers").select("tbody tr").stream()
                        .map(row -> cells(row).get(0) + " " + cells(row).get(1) + " "
                                + cells(row).get(4)))
                .contains("A 0.01 40,000", "B 0.02 10,000");
    }

    @Test
    void withoutAStateTheBookShowsWhatCertificatesTell() throws IOException {
        SiteInputs with = Fixture.inputs();
        Path site = folder.resolve("without");
        SiteBuilder.build(
                new SiteInputs(
                        with.content(),
                        with.certificates(),
                        with.executedChapters(),
                        with.data(),
                        with.methods(),
                        with.worlds(),
                        with.version(),
                        folder.resolve("absent.json"),
                        with.cases()),
                site);
        Document page = page(site.resolve("book/index.html"));
        assertThat(page.select(".notice").eachText()).anyMatch(text -> text.contains("claims have no rank here"));
        assertThat(rows(parts(site), "Live claims").size()).isGreaterThan(5);
        assertThat(tables(parts(site), "Refuted claims of stress worlds").get(0).text())
                .contains("hurdle-share-0.03-n-2200");
        assertThat(page(site.resolve("bar.html")).text()).contains("not computed yet");
        assertThat(page.text()).doesNotContain("NaN");
    }
}
