package assay.chapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.cli.Main;
import assay.cli.Publisher;
import assay.site.SiteBuilder;
import assay.site.SiteException;
import assay.site.SiteInputs;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A number on a page is the one that is stored: where a stored result is changed, the page changes or nothing is built. */
class CorruptedResultTest {

    private static final Path ROOT = Path.of(System.getenv("ASSAY_ROOT") == null ? ".." : System.getenv("ASSAY_ROOT"));
    private static final Path STAGED = ROOT.resolve("harness/target/site-inputs");

    @TempDir
    private static Path published;

    @TempDir
    private Path folder;

    @BeforeAll
    static void publish() throws IOException {
        new Publisher(step -> {}).publish(published.resolve("guide"));
    }

    /** What a site is made from, copied, so that it may be spoilt. */
    private SiteInputs copy() throws IOException {
        Path inputs = folder.resolve("inputs");
        copy(STAGED, inputs);
        Path executed = folder.resolve("executed");
        copy(ROOT.resolve("chapters/target/executed"), executed);
        return new SiteInputs(
                ROOT.resolve("site/content"),
                inputs.resolve("certificates"),
                executed,
                ROOT.resolve("datasets/src/main/resources/assay/data/cards"),
                inputs.resolve("methods.json"),
                inputs.resolve("worlds.json"),
                "0",
                inputs.resolve("book-state.json"),
                inputs.resolve("cases.json"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private String page(Path guide, String page) throws IOException {
        return Files.readString(guide.resolve(page));
    }

    @Test
    void aChangedCoverageShowsOnEveryPageThatPrintsIt() throws IOException {
        SiteInputs inputs = copy();
        Path file = inputs.certificates().resolve("lin.json");
        JsonObject certificate = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        JsonObject cell = certificate.getAsJsonArray("cells").get(0).getAsJsonObject();
        JsonObject coverage = cell.getAsJsonArray("claims").get(0).getAsJsonObject();
        String before =
                String.format(Locale.ROOT, "%.3f", coverage.get("estimate").getAsDouble());
        coverage.addProperty("estimate", 0.777);
        coverage.addProperty(
                "successes", Math.round(0.777 * coverage.get("replicates").getAsInt()));
        Files.writeString(file, certificate.toString());
        Path guide = folder.resolve("guide");
        SiteBuilder.build(inputs, guide);
        assertThat(before).isNotEqualTo("0.777");
        for (String page : new String[] {"methods/lin.html", "certificates/lin.html"}) {
            assertThat(page(published.resolve("guide"), page)).as(page).doesNotContain("0.777");
            assertThat(page(guide, page)).as(page).contains("0.777");
        }
    }

    @Test
    void aChangedVerdictIsNoBadge() throws IOException {
        SiteInputs inputs = copy();
        Path file = inputs.certificates().resolve("lin.json");
        JsonObject certificate = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        certificate.addProperty("verdict", "REFUTED");
        Files.writeString(file, certificate.toString());
        Path guide = folder.resolve("guide");
        SiteBuilder.build(inputs, guide);
        assertThat(page(guide, "methods/lin.html")).contains("chip v-refuted");
        assertThat(page(guide, "methods/lin.html").indexOf("chip v-refuted"))
                .isLessThan(page(guide, "methods/lin.html").indexOf("Where it is certified"));
    }

    @Test
    void outputsOfChaptersAreThoseOfTheRun() throws IOException {
        SiteInputs inputs = copy();
        Path first;
        try (Stream<Path> files = Files.walk(folder.resolve("executed"))) {
            first = files.filter(file ->
                            file.toString().contains("01-") && file.toString().endsWith(".ipynb"))
                    .filter(file -> !file.toString().contains("clean"))
                    .findFirst()
                    .orElseThrow();
        }
        String notebook = Files.readString(first);
        String spoilt = notebook.replaceFirst("(\"name\": ?\"stdout\",\\s*\"text\": ?\\[\\s*\")", "$1SPOILT ");
        assertThat(spoilt).isNotEqualTo(notebook);
        Files.writeString(first, spoilt);
        Path guide = folder.resolve("guide");
        SiteBuilder.build(inputs, guide);
        assertThat(page(guide, "chapters/01-recovery-harness.html")).contains("SPOILT");
    }

    @Test
    void aCaseThatLacksANumberIsNotPublished() throws IOException {
        SiteInputs inputs = copy();
        Files.writeString(inputs.cases(), "{}");
        assertThatThrownBy(() -> SiteBuilder.build(inputs, folder.resolve("guide")))
                .isInstanceOf(SiteException.class);
        assertThat(folder.resolve("guide")).doesNotExist();
    }

    @Test
    void aFileThatIsCutShortIsNotPublished() throws IOException {
        SiteInputs inputs = copy();
        Path file = inputs.certificates().resolve("lin.json");
        String whole = Files.readString(file);
        Files.writeString(file, whole.substring(0, whole.length() / 2));
        assertThatThrownBy(() -> SiteBuilder.build(inputs, folder.resolve("guide")))
                .isInstanceOf(SiteException.class)
                .hasMessageContaining("lin.json");
        assertThat(folder.resolve("guide")).doesNotExist();
    }

    /** Pages that agree with a file that somebody has changed are no better than the file: the audit finds it. */
    @Test
    void theAuditFindsAChangedCertificate() throws IOException {
        Path certificates = folder.resolve("certificates");
        copy(ROOT.resolve("harness/certificates"), certificates);
        Path file = certificates.resolve("lin.json");
        JsonObject certificate = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        JsonObject claim = certificate
                .getAsJsonArray("cells")
                .get(0)
                .getAsJsonObject()
                .getAsJsonArray("claims")
                .get(0)
                .getAsJsonObject();
        claim.addProperty("successes", claim.get("successes").getAsInt() - 1);
        Files.writeString(file, certificate.toString());
        StringWriter out = new StringWriter();
        int code = Main.run(
                new String[] {"verify", "lin", "--from", certificates.toString()},
                new PrintWriter(out),
                new PrintWriter(out));
        assertThat(code).as(out.toString()).isNotZero();
        assertThat(out.toString()).contains("lin");
    }
}
