package assay.chapters;

import static org.assertj.core.api.Assertions.assertThat;

import assay.cli.Main;
import assay.cli.Publisher;
import assay.notebook.CellEngine;
import assay.notebook.CellResult;
import assay.sequential.Boundaries;
import assay.sequential.Crossing;
import assay.sequential.Sides;
import assay.site.SiteSummary;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What readers are shown is what the code does: the README's commands, the site and its snippets, the certificates. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PublishedGuideTest {

    private static final Path ROOT = Path.of(System.getenv("ASSAY_ROOT") == null ? ".." : System.getenv("ASSAY_ROOT"));

    /** Folders that the README makes anew. */
    private static final String REMOVE = "$ rm -rf ";

    private record Run(int code, String out, String err) {}

    private static Run run(String command) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(command.split(" ", -1), new PrintWriter(out), new PrintWriter(err));
        return new Run(code, out.toString(), err.toString());
    }

    /** Commands of the README's console blocks with what it says they print. */
    static Stream<List<String>> readme() throws IOException {
        List<List<String>> shown = new ArrayList<>();
        List<Path> removed = new ArrayList<>();
        boolean inside = false;
        List<String> current = List.of();
        for (String line : Files.readAllLines(ROOT.resolve("README.md"))) {
            if (line.startsWith("```")) {
                inside = line.equals("```console");
            } else if (inside && line.startsWith("$ ./assay ")) {
                current = new ArrayList<>(List.of(line.substring("$ ./assay ".length()), ""));
                shown.add(current);
            } else if (inside && line.startsWith(REMOVE)) {
                removed.add(Path.of(line.substring(REMOVE.length())));
            } else if (inside) {
                current.set(1, current.get(1) + line + "\n");
            }
        }
        for (Path folder : removed) {
            remove(folder);
        }
        return shown.stream();
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("readme")
    @Order(1)
    void theReadmeShowsWhatCommandsPrint(List<String> commandAndOutput) {
        Run run = run(commandAndOutput.get(0));
        assertThat(run.code).as(run.err).isZero();
        assertThat(run.out.stripTrailing()).isEqualTo(commandAndOutput.get(1).stripTrailing());
    }

    @Test
    @Order(2)
    void theReadmeShowsCommands() throws IOException {
        assertThat(readme()).isNotEmpty();
    }

    @Test
    @Order(3)
    void everyCommittedCertificateVerifies() {
        Run run = run("verify");
        assertThat(run.code).as(run.out + run.err).isZero();
    }

    @Test
    @Order(4)
    void theSiteIsCompleteAndItsLinksLead() throws IOException {
        SiteSummary summary = new Publisher(step -> {}).publish(ROOT.resolve("site/target/guide"));
        assertThat(summary.missing()).isEmpty();
        assertThat(summary.links()).isPositive();
        assertThat(summary.home()).exists();
    }

    @Test
    @Order(5)
    void theJavaSnippetsOfTheSiteRunAndAgreeWithTheCommandLine() throws IOException {
        SoftAssertions all = new SoftAssertions();
        Path methods = ROOT.resolve("harness/target/site-inputs/methods.json");
        for (JsonElement each :
                JsonParser.parseString(Files.readString(methods)).getAsJsonArray()) {
            JsonObject method = each.getAsJsonObject();
            String imports = "import assay.*; import assay.data.*; import assay.random.*; import assay.tablesaw.*;"
                    + "import assay.cate.*;"
                    + "import " + method.get("class").getAsString() + ";"
                    + "import java.util.*; import tech.tablesaw.api.*;\n";
            String snippet = method.get("java_snippet").getAsString();
            if (snippet.isEmpty()) {
                // A method that no short expression makes.
                continue;
            }
            Run run = run(method.get("cli_snippet").getAsString().replace("./assay ", "") + " --format json");
            try (CellEngine engine = new CellEngine()) {
                CellResult result = engine.run(imports + snippet + figure(snippet), Duration.ofMinutes(1), data -> {});
                all.assertThat(result.error())
                        .as(method.get("name").getAsString())
                        .isNull();
                if (result.error() != null) {
                    continue;
                }
                String value =
                        String.valueOf(Objects.requireNonNull(result.value()).getData(MIMEType.TEXT_PLAIN));
                all.assertThat(value)
                        .as(method.get("name").getAsString())
                        .isEqualTo(figure(snippet, JsonParser.parseString(run.out)));
            }
        }
        all.assertAll();
    }

    /** What the README and the page on looks say of peeking is what the boundaries give. */
    @Test
    void theErrorOfTwentyLooksIsAsSaid() throws IOException {
        double[] fractions =
                IntStream.rangeClosed(1, 20).mapToDouble(k -> k / 20.0).toArray();
        Boundaries peeking = Boundaries.peeking(Sides.TWO_SIDED, 0.05, fractions);
        Crossing nothing = peeking.crossing(0);
        assertThat(nothing.upperTotal() + nothing.lowerTotal()).isBetween(0.24, 0.26);
        assertThat(Files.readString(ROOT.resolve("README.md")).replaceAll("\\s+", " "))
                .contains("on twenty days finds an effect of nothing in one experiment of four");
        assertThat(Files.readString(ROOT.resolve("site/content/looks.md"))).contains("one experiment of four");
    }

    /** The figure of a snippet that is compared: of a fit its estimate, of a path and a test what they say at the end. */
    private static String figure(String snippet) {
        if (snippet.contains("Trajectory path")) {
            return "path.end().estimate().value()";
        }
        if (snippet.contains("Rejections rejections")) {
            return "rejections.rejected()";
        }
        if (snippet.contains("Decision decision")) {
            return "decision.action()";
        }
        if (snippet.contains("CateFit effects")) {
            return "AverageEffects.ate(effects).estimate().value()";
        }
        if (snippet.contains("GroupEffects groups")) {
            return "groups.pointwise().estimate().value()";
        }
        if (snippet.contains("PolicyResult policy")) {
            return "policy.value().value()";
        }
        if (snippet.contains("Decomposition paths")) {
            return "paths.total().value()";
        }
        return snippet.contains("HypothesisTest test") ? "test.pValue()" : "fit.estimate().value()";
    }

    /** The same figure as the command line prints it. */
    private static String figure(String snippet, JsonElement printed) {
        if (printed.isJsonObject()) {
            return Double.toString(printed.getAsJsonObject()
                    .getAsJsonArray("terms")
                    .get(0)
                    .getAsJsonObject()
                    .get("estimate")
                    .getAsDouble());
        }
        List<JsonObject> rows = new ArrayList<>();
        printed.getAsJsonArray().forEach(row -> rows.add(row.getAsJsonObject()));
        if (snippet.contains("HypothesisTest test")) {
            return Double.toString(rows.get(0).get("p_value").getAsDouble());
        }
        if (snippet.contains("Decision decision")) {
            return rows.get(0).get("action").getAsString();
        }
        if (List.of("Fit fit", "Decomposition paths", "CateFit effects", "GroupEffects groups", "PolicyResult policy")
                .stream()
                .anyMatch(snippet::contains)) {
            return Double.toString(rows.get(0).get("estimate").getAsDouble());
        }
        if (snippet.contains("Rejections rejections")) {
            return rows.stream()
                    .filter(row -> row.get("rejected").getAsBoolean())
                    .map(row -> row.get("hypothesis").getAsString())
                    .toList()
                    .toString();
        }
        JsonObject end = rows.stream()
                .filter(row -> row.get("rejects").getAsBoolean())
                .findFirst()
                .orElse(rows.get(rows.size() - 1));
        return Double.toString(end.get("estimate").getAsDouble());
    }
}
