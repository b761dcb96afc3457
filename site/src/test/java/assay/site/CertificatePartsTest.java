package assay.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Families, power, p-values, explanations and bounded scores on a certificate; each may be absent. */
// The folder is set by JUnit; elements that are missing fail the test either way.
@SuppressWarnings("NullAway")
class CertificatePartsTest {

    private static final String NAME = "cluster-means";

    @TempDir
    Path folder;

    private Document certificate(Path inputs) throws IOException {
        SiteBuilder.build(Fixture.inputs(inputs, Fixture.content()), folder.resolve("site"));
        return Jsoup.parse(
                Files.readString(folder.resolve("site/certificates/" + NAME + ".html"), StandardCharsets.UTF_8));
    }

    private static List<String> cells(Element row) {
        return row.select("th, td").eachText();
    }

    @Test
    void familiesSayWhatIsGuaranteedAndNameTheWorst() throws IOException {
        Document page = certificate(Fixture.folder());
        assertThat(page.select("#families ~ section h3").eachText())
                .startsWith(
                        "Grid: every world of it Inconclusive",
                        "Sampled: worlds drawn from the box Certified",
                        "Attack: the worst world that a search found Refuted");
        assertThat(page.select("#family-1 ~ figure figcaption > strong").text())
                .isEqualTo("Worst: intraclass correlation 0.3.");
        assertThat(page.select("#family-1-members .dots").attr("d").split("h0", 0))
                .hasSize(2);
        assertThat(page.select("#family-1-members .v-inconclusive")).hasSize(1);
        assertThat(page.select("#family-1-members .whisker").attr("d").split("M", 0))
                .hasSize(4);
        assertThat(page.select("#family-3-members")).isEmpty();
        assertThat(page.select("#family-2 ~ dl").text())
                .contains("Share that fails, at most 0.0154", "Confidence of that bound 0.99")
                .contains("clusters 10 to 40");
        assertThat(page.select("#family-3 ~ dl").text()).contains("48 worlds, 96,000 replicates");
    }

    @Test
    void powerStandsBesideTheory() throws IOException {
        Document page = certificate(Fixture.folder());
        Element table = page.select("#power ~ figure").first().select("table").first();
        assertThat(table.select("tbody tr").stream().map(CertificatePartsTest::cells))
                .contains(List.of("0.200", "2", "0.516", "0.5100", "[0.4900, 0.5300]", "4,000", "Certified"));
        assertThat(page.select("#power-curve .whisker")).hasSize(5);
        assertThat(page.select("#power-curve .truth").attr("d")).startsWith("M").contains("L");
    }

    @Test
    void pValuesAreDrawnWithBothEvidences() throws IOException {
        Document page = certificate(Fixture.folder());
        Element figure =
                page.getElementById("clustered-icc-0.1-n-600-distribution").closest("figure");
        assertThat(figure.select(".bars")
                        .attr("d")
                        .chars()
                        .filter(c -> c == 'M')
                        .count())
                .isEqualTo(20);
        assertThat(figure.select("desc").text())
                .isEqualTo("20 bins; the fullest has 1.60 and the emptiest 0.40 times what is expected.");
        assertThat(figure.select("figcaption sup").eachText()).containsExactly("2.0", "−5.0");
    }

    @Test
    void aCellThatMissedSaysWhy() throws IOException {
        Document page = certificate(Fixture.folder());
        Element inconclusive = page.getElementById("clustered-icc-0.3-n-600");
        assertThat(cells(inconclusive.select("table.words tbody tr").first()))
                .containsExactly(
                        "standard error",
                        "The standard error is 0.97 times the true one.",
                        "0.969",
                        "[0.960, 0.978]",
                        "0.942",
                        "explains it");
        assertThat(cells(page.getElementById("hurdle-share-0.03-n-2200")
                        .select("table.words tbody tr")
                        .first()))
                .contains("[–, –]", "–");
        assertThat(page.getElementById("clustered-icc-0.1-n-600").select("table.words"))
                .isEmpty();
        assertThat(inconclusive.select("details[open] summary").text()).isEqualTo("Controls: 0 of 1 as required");
    }

    @Test
    void boundedScoresAreMeans() throws IOException {
        Document page = certificate(Fixture.folder());
        assertThat(page.getElementById("clustered-icc-0.1-n-600").text()).contains("0.9487 (mean)");
        assertThat(page.text()).contains("Budget: at most 40,000 replicates in each cell");
    }

    @Test
    void theMethodPageListsTheFeaturesOfCertifiedWorlds() throws IOException {
        certificate(Fixture.folder());
        Document page =
                Jsoup.parse(Files.readString(folder.resolve("site/methods/" + NAME + ".html"), StandardCharsets.UTF_8));
        assertThat(page.select("#descriptors ~ .scroll tbody tr").stream().map(CertificatePartsTest::cells))
                .contains(
                        List.of("intraclass correlation", "0.02", "0.19", "1"),
                        List.of("share of zeros in the outcome", "0", "0", "1"),
                        List.of("effect in standard errors", "2.1", "4.4", "1"));
        assertThat(page.select(".region").text()).contains("Zero-inflated outcomes", "Clusters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent", "null"})
    void partsThatAreNotThereLeaveNoHole(String how) throws IOException {
        JsonObject json = JsonParser.parseString(
                        Files.readString(Fixture.folder().resolve("certificates/" + NAME + ".json")))
                .getAsJsonObject();
        clear(json, how, "budget", "families", "power_curve");
        for (JsonElement cell : json.getAsJsonArray("cells")) {
            clear(cell.getAsJsonObject(), how, "explanations", "distribution", "descriptors");
            for (JsonElement claim : cell.getAsJsonObject().getAsJsonArray("claims")) {
                clear(claim.getAsJsonObject(), how, "kind", "stop_epsilon");
            }
        }
        Path certificates = Files.createDirectories(folder.resolve("in/certificates"));
        Files.writeString(certificates.resolve(NAME + ".json"), json.toString());
        Document page = certificate(folder.resolve("in"));
        assertThat(page.select("#families, #power, [id$=-distribution], table.words"))
                .isEmpty();
        assertThat(page.text()).doesNotContain("NaN").doesNotContain("Budget");
        assertThat(page.select("section.cell").text()).doesNotContain("null");
        assertThat(page.select("section.cell")).hasSize(3);
        Document method =
                Jsoup.parse(Files.readString(folder.resolve("site/methods/" + NAME + ".html"), StandardCharsets.UTF_8));
        assertThat(method.select("#descriptors")).isEmpty();
    }

    private static void clear(JsonObject json, String how, String... names) {
        for (String name : names) {
            json.remove(name);
            if (how.equals("null")) {
                json.add(name, JsonNull.INSTANCE);
            }
        }
    }
}
