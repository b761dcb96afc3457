package assay.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sliders over stored grids. */
// Elements that are missing fail the test either way.
@SuppressWarnings("NullAway")
class ExplorePageTest {

    @TempDir
    static Path folder;

    private static final Map<String, byte[]> FILES = new TreeMap<>();
    private static Document page;

    @BeforeAll
    static void write() {
        page = Jsoup.parse(
                ExplorePage.write(Library.read(Fixture.inputs()), FILES).body());
    }

    private static JsonObject data(String topic) {
        String script = new String(FILES.get("grids/" + topic + ".js"), StandardCharsets.UTF_8);
        String start = "window.ASSAY_GRIDS = Object.assign(window.ASSAY_GRIDS || {}, ";
        assertThat(script).startsWith(start).endsWith(");\n");
        return JsonParser.parseString(script.substring(start.length(), script.length() - 3))
                .getAsJsonObject()
                .getAsJsonObject(topic);
    }

    @Test
    void aSliderHasAPositionForEachValueThatWasRun() {
        Element knob = page.select("[data-explore=carryover] input[type=range]").first();
        assertThat(knob.attr("max")).isEqualTo("2");
        assertThat(knob.attr("aria-valuetext")).isEqualTo("no carryover");
        assertThat(page.select("label[for=" + knob.id() + "]").text()).isEqualTo("Carryover");
        assertThat(page.select("datalist#" + knob.attr("list") + " option").eachAttr("label"))
                .containsExactly("no carryover", "1 period", "2 periods");
        assertThat(data("carryover").getAsJsonArray("values")).hasSize(3);
    }

    /** The first position is on the page, so that it says something without scripts. */
    @Test
    void theFirstFrameIsDrawn() {
        JsonObject methods = data("carryover").getAsJsonObject("methods");
        for (Element card : page.select("[data-explore=carryover] [data-method]")) {
            JsonObject first =
                    methods.getAsJsonArray(card.attr("data-method")).get(0).getAsJsonObject();
            for (String part : List.of("area", "hits", "misses")) {
                assertThat(card.select("[data-part=" + part + "]").attr("d"))
                        .isEqualTo(first.get(part).getAsString());
            }
            assertThat(card.select("[data-part=verdict]").text())
                    .isEqualTo(first.get("verdict").getAsString());
            assertThat(card.select("[data-part=rate]").text())
                    .isEqualTo(first.get("rate").getAsString());
            assertThat(card.select("svg[role=img] > title, svg > desc")).hasSize(2);
        }
    }

    /** Every interval is a line, and one that misses is crossed as well as coloured. */
    @Test
    void intervalsAreCounted() {
        data("carryover")
                .getAsJsonObject("methods")
                .entrySet()
                .forEach(method -> method.getValue().getAsJsonArray().forEach(frame -> {
                    String hits = frame.getAsJsonObject().get("hits").getAsString();
                    String misses = frame.getAsJsonObject().get("misses").getAsString();
                    long crosses = misses.chars().filter(c -> c == 'm').count();
                    long lines = hits.chars().filter(c -> c == 'H').count()
                            + misses.chars().filter(c -> c == 'H').count();
                    assertThat(lines).isEqualTo(20);
                    assertThat(crosses)
                            .isEqualTo(misses.chars().filter(c -> c == 'H').count());
                }));
    }

    @Test
    void theNumbersAreInATableAndThePositionCanBeRunAgain() {
        Element panel = page.select("[data-explore=carryover]").first();
        assertThat(panel.select("details tbody tr")).hasSize(6);
        assertThat(panel.select("[data-part=command] code").text()).isEqualTo("./assay explore show carryover --at 0");
        assertThat(data("carryover")
                        .getAsJsonArray("values")
                        .get(1)
                        .getAsJsonObject()
                        .get("command")
                        .getAsString())
                .isEqualTo("./assay explore show carryover --at 1");
    }

    @Test
    void aStaleGridSaysSoAndHostileNamesAreText() {
        Element panel = page.select("[data-explore=hidden]").first();
        assertThat(panel.select(".notice").text()).startsWith("Stale").contains("./assay explore run hidden");
        assertThat(page.select("[data-explore=carryover] .notice")).isEmpty();
        assertThat(panel.select("h2").text()).isEqualTo("<b>Hostile & \"titled\"</b>");
        assertThat(panel.select("img, h2 b, script")).isEmpty();
    }

    @Test
    void aMethodLinksToItsTopics() {
        Library library = Library.read(Fixture.inputs());
        Document method = Jsoup.parse(MethodPage.write(
                        library,
                        GlossaryTerms.of(library),
                        library.method("aipw").orElseThrow())
                .body());
        assertThat(method.select("nav.related a[href$='explore.html#carryover']")
                        .eachText())
                .containsExactly("Explore: Carryover that lasts");
    }

    @Test
    void withoutGridsThePageTellsHowToMakeThem() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("site"));
        SiteInputs fixture = Fixture.inputs();
        SiteInputs inputs = new SiteInputs(
                fixture.content(),
                elsewhere.resolve("certificates"),
                elsewhere,
                elsewhere,
                fixture.methods(),
                fixture.worlds(),
                "0",
                elsewhere.resolve("none.json"),
                elsewhere.resolve("cases.json"));
        Map<String, byte[]> files = new TreeMap<>();
        String body = ExplorePage.write(Library.read(inputs), files).body();
        assertThat(Jsoup.parse(body).text()).contains("./assay explore run");
        assertThat(files).isEmpty();
        assertThat(Jsoup.parse(body).select("script")).isEmpty();
    }

    @Test
    void aCertificateShowsItsHistory() {
        Library library = Library.read(Fixture.inputs());
        Certificate certificate =
                library.certificates().values().stream().findFirst().orElseThrow();
        Json book = Json.parse(
                "[{'index':1,'method':'M','code_digest':'a','spec_digest':'s','verdict':'REFUTED','replicates':100,"
                                .replace("'M'", "'" + certificate.method() + "'")
                        + "'date':'2026-01-01'},{'index':2,'method':'M','code_digest':'b','spec_digest':'s',"
                                .replace("'M'", "'" + certificate.method() + "'")
                        + "'verdict':'CERTIFIED','replicates':200,'date':'2026-01-02'},"
                        + "{'index':3,'method':'another','verdict':'VOID'}]",
                "book");
        Html html = new Html("../");
        HistoryStrip.write(html, book, certificate);
        Document strip = Jsoup.parse(html.toString());
        assertThat(strip.select(".history li")).hasSize(2);
        assertThat(strip.select(".history li").get(0).text()).contains("Refuted", "2026-01-01", "first attempt");
        assertThat(strip.select(".history li").get(1).text()).contains("Certified", "200 replicates", "new code");
    }

    @Test
    void longNamesBreakWhereTheirPartsMeet() {
        assertThat(Breaks.write("assay.quasi.RegressionDiscontinuity").toString())
                .isEqualTo("assay.<wbr/>quasi.<wbr/>Regression<wbr/>Discontinuity");
        assertThat(Breaks.write("a plain text. With Names").toString()).isEqualTo("a plain text. With Names");
        assertThat(Breaks.write("<b>").toString()).isEqualTo("&lt;b&gt;");
    }
}
