package assay.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // the folder is set by JUnit
class SiteBuilderTest {

    @TempDir
    Path folder;

    @Test
    void twoBuildsAreIdentical() throws IOException {
        SiteBuilder.build(Fixture.inputs(), folder.resolve("a"));
        SiteBuilder.build(Fixture.inputs(), folder.resolve("b"));
        assertThat(contents(folder.resolve("a"))).isEqualTo(contents(folder.resolve("b")));
    }

    @Test
    void aSiteReplacesASite() throws IOException {
        Path out = folder.resolve("site");
        SiteBuilder.build(Fixture.inputs(), out);
        Files.writeString(out.resolve("left-over.html"), "old");
        SiteSummary summary = SiteBuilder.build(Fixture.inputs(), out);
        assertThat(out.resolve("left-over.html")).doesNotExist();
        assertThat(summary.home()).exists();
        try (Stream<Path> beside = Files.list(folder)) {
            assertThat(beside).containsExactly(out);
        }
    }

    @Test
    void otherFilesAreNotReplaced() throws IOException {
        Files.writeString(folder.resolve("thesis.txt"), "mine");
        assertThatThrownBy(() -> SiteBuilder.build(Fixture.inputs(), folder))
                .isInstanceOf(SiteException.class)
                .hasMessageContaining("not a site");
        assertThat(folder.resolve("thesis.txt")).hasContent("mine");
    }

    @Test
    void aSiteWithNothingStillBuildsAndSaysSo() throws IOException {
        Path nowhere = folder.resolve("nowhere");
        SiteSummary summary = SiteBuilder.build(Fixture.inputs(nowhere, nowhere), folder.resolve("site"));
        assertThat(summary.missing()).hasSize(6);
        assertThat(Jsoup.parse(Files.readString(summary.home(), StandardCharsets.UTF_8))
                        .select(".notice")
                        .text())
                .contains("No certificate has been published yet");
    }

    @Test
    void textsAloneBuildToo() {
        SiteSummary summary =
                SiteBuilder.build(Fixture.inputs(folder.resolve("nowhere"), Fixture.content()), folder.resolve("site"));
        assertThat(folder.resolve("site/methods/aipw.html")).content().contains("not measured yet");
        assertThat(summary.pages()).isGreaterThan(15);
    }

    @Test
    void aBrokenLinkFailsTheBuildAndLeavesTheOldSite() throws IOException {
        Path content = Files.createDirectories(folder.resolve("content"));
        Path out = folder.resolve("site");
        Files.writeString(content.resolve("about.md"), "# About\n\nFine.");
        SiteBuilder.build(Fixture.inputs(Fixture.folder(), content), out);
        Files.writeString(content.resolve("about.md"), "# About\n\n[a](nowhere.html) [b](bar.html#no-such-part)");
        assertThatThrownBy(() -> SiteBuilder.build(Fixture.inputs(Fixture.folder(), content), out))
                .isInstanceOf(SiteException.class)
                .hasMessageContaining("about.html links to nowhere.html, which is not part of the site")
                .hasMessageContaining("bar.html has no anchor no-such-part");
        assertThat(out.resolve("about.html")).content().contains("Fine.");
    }

    @Test
    void aFormulaThatCannotBeDrawnNamesItsText() throws IOException {
        Path content = Files.createDirectories(folder.resolve("content"));
        Files.writeString(content.resolve("bar.md"), "# Bar\n\n$\\sumo x$");
        assertThatThrownBy(() -> SiteBuilder.build(Fixture.inputs(Fixture.folder(), content), folder.resolve("site")))
                .isInstanceOf(SiteException.class)
                .hasMessageContaining("bar.html")
                .hasMessageContaining("\\sumo is not supported");
    }

    @Test
    void hostileCertificatesAreEscaped() throws IOException {
        String attack = "<script>alert(1)</script>\\\"'&";
        Path certificates = Files.createDirectories(folder.resolve("in/certificates"));
        Files.writeString(
                certificates.resolve("evil.json"),
                ("{'method':'evil','title':'@','statement':'@','estimand':'@','verdict':'CERTIFIED','options':{'@':'@'},"
                                + "'cells':[{'id':'@','world':'@','knobs':{'@':'@'},'n':10,'verdict':'VOID','claims':[{'name':"
                                + "'coverage','statement':'@','estimate':0.5}],'controls':[{'kind':'@','name':'@'}],"
                                + "'diagnostics':{},'figures':{}}],'aa_real':{'dataset':'@','description':'@'},"
                                + "'provenance':{'@':'@'}}")
                        .replace('\'', '"')
                        .replace("@", attack));
        SiteBuilder.build(Fixture.inputs(folder.resolve("in"), Fixture.content()), folder.resolve("site"));
        contents(folder.resolve("site")).forEach((path, text) -> {
            if (path.endsWith(".html")) {
                assertThat(Jsoup.parse(text).select("main script:not([src])"))
                        .as(path)
                        .isEmpty();
            }
        });
        String home = Files.readString(folder.resolve("site/index.html"), StandardCharsets.UTF_8);
        assertThat(Jsoup.parse(home).select(".wall").text()).contains("<script>alert(1)</script>\"'&");
    }

    @Test
    void theLongestCertificateIsStillALightPage() throws IOException {
        JsonObject certificate = JsonParser.parseString(
                        Files.readString(Fixture.folder().resolve("certificates/difference-in-means.json")))
                .getAsJsonObject();
        JsonArray cells = certificate.getAsJsonArray("cells");
        JsonObject home = cells.get(0).getAsJsonObject();
        JsonObject stress = cells.get(cells.size() - 1).getAsJsonObject();
        JsonObject parts = JsonParser.parseString(
                        Files.readString(Fixture.folder().resolve("certificates/cluster-means.json")))
                .getAsJsonObject();
        JsonObject explained = parts.getAsJsonArray("cells").get(1).getAsJsonObject();
        home.add(
                "distribution",
                parts.getAsJsonArray("cells").get(0).getAsJsonObject().get("distribution"));
        home.getAsJsonArray("controls").addAll(home.getAsJsonArray("controls").deepCopy());
        stress.addProperty("verdict", "REFUTED");
        stress.add("explanations", explained.get("explanations"));
        JsonArray many = new JsonArray();
        for (int i = 0; i < 20; i++) {
            JsonObject cell = (i < 8 ? home : stress).deepCopy();
            cell.addProperty("id", "cell-" + i);
            many.add(cell);
        }
        certificate.add("cells", many);
        JsonArray members =
                parts.getAsJsonArray("families").get(1).getAsJsonObject().getAsJsonArray("members");
        for (int i = 0; i < 300; i++) {
            members.add(members.get(0).deepCopy());
        }
        certificate.add("families", parts.get("families"));
        certificate.add("power_curve", parts.get("power_curve"));
        Path certificates = Files.createDirectories(folder.resolve("in/certificates"));
        Files.writeString(certificates.resolve("difference-in-means.json"), certificate.toString());
        SiteBuilder.build(Fixture.inputs(folder.resolve("in"), Fixture.content()), folder.resolve("site"));
        assertThat(folder.resolve("site/certificates/difference-in-means.html"))
                .content()
                .hasSizeGreaterThan(50_000)
                // Twenty cells with every control, and a family of three hundred worlds: about 7 kB a cell.
                .hasSizeLessThan(180_000);
    }

    @Test
    void aCertificateThatIsNotJsonIsNamed() throws IOException {
        Path certificates = Files.createDirectories(folder.resolve("in/certificates"));
        Files.writeString(certificates.resolve("half.json"), "{\"method\":");
        assertThatThrownBy(() -> SiteBuilder.build(
                        Fixture.inputs(folder.resolve("in"), Fixture.content()), folder.resolve("site")))
                .isInstanceOf(SiteException.class)
                .hasMessageContaining("half.json");
    }

    private static Map<String, String> contents(Path site) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(site)) {
            files.filter(Files::isRegularFile).forEach(file -> {
                try {
                    contents.put(
                            site.relativize(file).toString(),
                            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return contents;
    }
}
