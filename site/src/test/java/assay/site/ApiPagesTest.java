package assay.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The pages of a small API beside the fixture's catalogue. Links and anchors are followed by every build. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // the folder is set by JUnit
class ApiPagesTest {

    private static final String API = """
            {"packages":[
              {"name":"assay","page":"javadoc/assay/package-summary.html","first":"Contracts.","doc":"<p>Contracts.</p>"},
              {"name":"assay.experiment","page":"javadoc/assay/experiment/package-summary.html",
               "first":"With <a href='javadoc/assay/Estimator.html'>it</a>.","doc":"<p>With.</p>"}],
             "types":[
              {"name":"Estimator","package":"assay","page":"javadoc/assay/Estimator.html","kind":"interface","modifiers":"",
               "first":"A rule.","doc":"<p>A rule.</p><pre>x</pre><table><tr><td>y</td></tr></table>",
               "type_parameters":[{"name":"R","type":"R","doc":"an answer"}],
               "subtypes":["<a href='javadoc/assay/experiment/Difference.html'>Difference</a>"],
               "methods":[{"name":"estimate","anchor":"estimate(Sample,double-array)","type":"R","modifiers":"",
                 "first":"Estimates.","doc":"<p>Estimates.</p>","returns":"the answer",
                 "parameters":[{"name":"sample","type":"Sample","doc":"the data"},{"name":"weights","type":"double[]"}],
                 "throws":[{"type":"Problem","doc":"if not"}],"declared":["Problem"]},
                {"name":"estimate","anchor":"estimate()","type":"R"},{"name":"needs","anchor":"needs()","type":"int"},
                {"name":"reads","anchor":"reads()","type":"int"}]},
              {"name":"Difference","package":"assay.experiment","page":"javadoc/assay/experiment/Difference.html",
               "kind":"record","modifiers":"","first":"&amp; <script>alert(1)</script>",
               "doc":"<p onclick='alert(1)'>&amp; <script>alert(1)</script><img src=x onerror=alert(1)>",
               "implements":["<a href='javadoc/assay/Estimator.html'>Estimator</a>&lt;Fit&gt;"],
               "components":[{"name":"q","anchor":"component-q","type":"int","doc":"it"}],
               "fields":[{"name":"LEAST","anchor":"LEAST","type":"String","value":"\\"<b>\\"","modifiers":"static"}],
               "nested":[{"name":"Difference.Kind","page":"javadoc/assay/experiment/Difference.Kind.html","first":"A kind."}],
               "methods":[{"name":"estimate","anchor":"estimate(Sample,double-array)","type":"R",
                 "parameters":[{"name":"aVeryLongNameOfTheSample","type":"Sample"},
                               {"name":"anotherVeryLongNameOfTheWeights","type":"double[]"}],
                 "specified":{"word":"Specified by","first":"Estimates.",
                   "method":"<a href='javadoc/assay/Estimator.html#estimate(Sample,double-array)'>Estimator.estimate</a>"}}]},
              {"name":"Difference.Kind","package":"assay.experiment","page":"javadoc/assay/experiment/Difference.Kind.html",
               "kind":"enum","modifiers":"","first":"A kind.","doc":"<p>A kind.</p>",
               "constants":[{"name":"ONE","anchor":"ONE","first":"One.","doc":"<p>One.</p>"}]}]}
            """;

    @TempDir
    static Path folder;

    private Path site;

    @BeforeAll
    void build() throws IOException {
        Path inputs = folder.resolve("inputs");
        Path from = Fixture.folder();
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path to = inputs.resolve(from.relativize(file).toString());
                Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.writeString(inputs.resolve("api.json"), API);
        site = folder.resolve("site");
        SiteBuilder.build(Fixture.inputs(inputs, Fixture.content()), site);
    }

    private Document page(String path) throws IOException {
        return Jsoup.parse(Files.readString(site.resolve(path), StandardCharsets.UTF_8));
    }

    @Test
    void everyTypeHasAPageThatItsPackageLeadsTo() throws IOException {
        Document index = page("javadoc/index.html");
        assertThat(index.select(".terms dt a").eachAttr("href"))
                .containsExactly(
                        "../javadoc/assay/package-summary.html", "../javadoc/assay/experiment/package-summary.html");
        assertThat(index.select(".terms dt .sub").eachText()).containsExactly("1 type", "2 types");
        Document summary = page("javadoc/assay/experiment/package-summary.html");
        assertThat(summary.select("h2").eachText()).containsExactly("Records", "Enums");
        for (String type :
                List.of("assay/Estimator", "assay/experiment/Difference", "assay/experiment/Difference.Kind")) {
            Document page = page("javadoc/" + type + ".html");
            assertThat(page.select("h1").text()).isEqualTo(type.substring(type.lastIndexOf('/') + 1));
            assertThat(page.select(".way a").first()).isNotNull();
            assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
        }
    }

    @Test
    void aTypePageHasItsPartsInOrder() throws IOException {
        Document page = page("javadoc/assay/Estimator.html");
        assertThat(page.select("main h1, main h2, main h3").eachText())
                .containsExactly("Estimator", "Methods", "estimate", "estimate", "needs", "reads", "Implemented by");
        assertThat(page.select(".contents a").eachText()).containsExactly("estimate()", "needs()", "reads()");
        assertThat(page.select(".signature").eachText())
                .startsWith(
                        "public interface Estimator<R>", "R estimate(Sample sample, double[] weights) throws Problem");
        assertThat(page.select(".member:first-of-type dt").eachText())
                .containsExactly("sample", "returns", "throws Problem");
        assertThat(page.select("pre[tabindex=0], .scroll[tabindex=0] > table")).hasSize(2);
    }

    @Test
    void aLongSignatureHasALineForEachParameter() throws IOException {
        Elements signatures = page("javadoc/assay/experiment/Difference.html").select(".member .signature");
        assertThat(signatures.get(signatures.size() - 1).wholeText().lines()).hasSize(3);
    }

    @Test
    void whatIsSpecifiedElsewhereIsSaidAndLinked() throws IOException {
        Document page = page("javadoc/assay/experiment/Difference.html");
        assertThat(page.select(".member p").text()).contains("Specified by Estimator.estimate: Estimates.");
        assertThat(page.select(".member p a").attr("href"))
                .isEqualTo("../../../javadoc/assay/Estimator.html#estimate(Sample,double-array)");
        assertThat(page.select("#component-q").text()).isEqualTo("q");
    }

    @Test
    void anEstimatorAndItsMethodLeadToEachOther() throws IOException {
        assertThat(page("javadoc/assay/experiment/Difference.html")
                        .select("header.strip a")
                        .eachAttr("href"))
                .contains("../../../methods/difference-in-means.html");
        assertThat(page("methods/difference-in-means.html").select(".related a").eachAttr("href"))
                .contains("../javadoc/assay/experiment/Difference.html");
    }

    @Test
    void nothingOfAHostileFileRuns() throws IOException {
        Document page = page("javadoc/assay/experiment/Difference.html");
        assertThat(page.select("main script, main img, main [onclick], main [onerror]"))
                .isEmpty();
        assertThat(page.select(".signature").text()).contains("static String LEAST = \"<b>\"");
    }

    @Test
    void classesAreFoundByTheirNamesAlone() throws IOException {
        String index = Files.readString(site.resolve("search-index.js"), StandardCharsets.UTF_8);
        assertThat(index).contains("\"Estimator (assay)\"").doesNotContain("an answer");
    }

    @Test
    void withoutAnApiThereAreNoPagesOfOne() {
        Path bare = folder.resolve("bare");
        SiteBuilder.build(Fixture.inputs(), bare);
        assertThat(bare.resolve("javadoc")).doesNotExist();
        assertThat(bare.resolve("methods/difference-in-means.html")).content().doesNotContain("javadoc/");
    }
}
