package assay.site;

import static org.assertj.core.api.Assertions.assertThat;

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

/** A method is shown beside its foil where the foil was run in the same cell, and alone otherwise. */
@SuppressWarnings("NullAway") // the folder is set by JUnit; an element that is missing fails the test
class IdeaFigureTest {

    private static final String CELL = "covariates-confounding-1.0-nonlinear-n-1000";
    private static final String PROMISE = "the naive comparison centres on the wrong number";

    @TempDir
    Path folder;

    @Test
    void theFoilIsDrawnBesideTheMethod() throws IOException {
        Element figure = figure(certificate("difference-in-means"));
        assertThat(figure.select(".curve.naive")).isNotEmpty();
        assertThat(figure.select(".curve.method")).isNotEmpty();
        assertThat(figure.select(".legend").eachText())
                .hasSize(2)
                .satisfiesExactly(
                        foil -> assertThat(foil).startsWith("difference-in-means ("),
                        method -> assertThat(method).startsWith("aipw ("));
        assertThat(figure.select("figcaption").text()).contains(PROMISE);
    }

    @Test
    void theSameCellIsFoundByItsNameWhateverTheSpellingOfItsKnobs() throws IOException {
        Element figure = figure(certificate("difference-in-means").replace("NONLINEAR", "nonlinear"));
        assertThat(figure.select(".curve.naive")).isNotEmpty();
    }

    @Test
    void withoutTheFoilsCellTheCaptionPromisesNoSecondCurve() throws IOException {
        String elsewhere = certificate("difference-in-means")
                .replace(CELL, "covariates-confounding-3.0-nonlinear-n-1000")
                .replaceAll("\"confounding\":\\s*\"1.0\"", "\"confounding\":\"3.0\"");
        Element figure = figure(elsewhere);
        assertThat(figure.select(".curve.naive")).isEmpty();
        assertThat(figure.select(".legend").eachText()).hasSize(1);
        assertThat(figure.select("figcaption").text()).doesNotContain(PROMISE).contains("around the truth");
    }

    private Element figure(String foil) throws IOException {
        Path certificates = Files.createDirectories(folder.resolve("in/certificates"));
        Files.writeString(certificates.resolve("aipw.json"), certificate("aipw"));
        Files.writeString(certificates.resolve("difference-in-means.json"), foil);
        for (String catalogue : List.of("methods.json", "worlds.json")) {
            Files.copy(Fixture.folder().resolve(catalogue), folder.resolve("in").resolve(catalogue));
        }
        SiteBuilder.build(Fixture.inputs(folder.resolve("in"), Fixture.content()), folder.resolve("site"));
        Document page = Jsoup.parse(Files.readString(folder.resolve("site/methods/aipw.html"), StandardCharsets.UTF_8));
        return page.getElementById("idea").closest("figure");
    }

    private static String certificate(String method) throws IOException {
        return Files.readString(Fixture.folder().resolve("certificates").resolve(method + ".json"));
    }
}
