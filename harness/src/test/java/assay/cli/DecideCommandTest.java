package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import assay.decision.Action;
import assay.registry.ExperimentStore;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Decisions of scenarios, from their tables to the files of the decision. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DecideCommandTest {

    @TempDir
    static Path folder;

    private Path win = Path.of("");

    private record Run(int code, String out, String err) {}

    private static Run run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(args, new PrintWriter(out), new PrintWriter(err));
        return new Run(code, out.toString(), err.toString());
    }

    @BeforeAll
    void tables() {
        win = scenario("global-win");
    }

    private Path scenario(String name) {
        Path tables = folder.resolve(name);
        Run run = run("scenario", "run", name, "--out", tables.toString(), "--seed", "3");
        assertThat(run.code()).as(run.err()).isZero();
        return tables;
    }

    private static Run decide(Path tables, String... more) {
        List<String> args = new ArrayList<>(
                List.of("decide", tables.resolve("experiment.yaml").toString(), "--data", tables.toString()));
        args.addAll(List.of(more));
        return run(args.toArray(String[]::new));
    }

    private static Map<String, String> files(Path out) throws IOException {
        try (Stream<Path> all = Files.list(out)) {
            return all.collect(Collectors.toMap(file -> file.getFileName().toString(), DecideCommandTest::read));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aWinShips() {
        Run run = decide(win);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .startsWith("action: SHIP_GLOBAL (treatment)\nShip treatment to everybody.\n")
                .contains("primary-wins", "guardrails-safe", "conversion_7d", "cuped");
    }

    /** The seed of the scenario is the first that was tried; nine of ten would do. */
    @Test
    void brokenDataAreInvestigatedWithAnExitCodeOfTheirOwn() {
        Run run = decide(scenario("srm"), "--format", "json");
        assertThat(run.code()).isEqualTo(Exit.REFUTED);
        JsonObject json = JsonParser.parseString(run.out()).getAsJsonObject();
        assertThat(json.get("action").getAsString()).isEqualTo(Action.INVESTIGATE_INVALID.name());
        assertThat(json.get("trust_state").getAsString()).isEqualTo("fail");
        assertThat(json.get("reasons")
                        .getAsJsonArray()
                        .get(0)
                        .getAsJsonObject()
                        .get("reason")
                        .getAsString())
                .isEqualTo("trust-check-failed");
    }

    @Test
    void aDecisionIsWrittenInTheSameBytes() throws IOException {
        Path first = folder.resolve("first");
        Path second = folder.resolve("deep/second");
        assertThat(decide(win, "--out", first.toString()).code()).isZero();
        assertThat(decide(win, "--out", second.toString()).code()).isZero();
        Map<String, String> files = files(first);
        assertThat(files.keySet())
                .containsExactlyInAnyOrder(
                        "decision.json", "readings.csv", "segments.csv", "trust.csv", "brief.md", "brief.html");
        assertThat(files(second)).isEqualTo(files);
        assertThat(files.get("decision.json")).doesNotContain("NaN", "Infinity", "decided_at", folder.toString());
        JsonObject json = JsonParser.parseString(files.get("decision.json")).getAsJsonObject();
        assertThat(json.get("schema").getAsString()).isEqualTo("assay/decision/1");
        assertThat(json.get("arms").getAsJsonArray()).hasSize(1);
        assertThat(files.get("brief.md"))
                .contains(
                        "## What we asked", "## What we saw", "## How sure", "## What could be wrong", "## What we do")
                .containsPattern("[0-9]+ of 3,[0-9]{3} with treatment against [0-9]+ of 3,[0-9]{3} with control");
        assertThat(files.get("brief.html"))
                .doesNotContain("<script", "http://", "https://", "src=")
                .contains("<svg");
    }

    @Test
    void anOlderDecisionIsReplacedAndOtherFilesStay() throws IOException {
        Path out = folder.resolve("again");
        Files.createDirectories(out);
        Files.writeString(out.resolve("notes.txt"), "mine", StandardCharsets.UTF_8);
        Files.writeString(out.resolve("decision.json"), "old", StandardCharsets.UTF_8);
        Run run = decide(win, "--out", out.toString(), "--decided-at", "2026-03-20T09:00:00Z", "--prior-sd", "0.01");
        assertThat(run.code()).as(run.err()).isZero();
        Map<String, String> files = files(out);
        assertThat(files).hasSize(7).containsEntry("notes.txt", "mine");
        JsonObject json = JsonParser.parseString(files.get("decision.json")).getAsJsonObject();
        assertThat(json.get("decided_at").getAsString()).isEqualTo("2026-03-20T09:00:00Z");
        assertThat(json.get("arms")
                        .getAsJsonArray()
                        .get(0)
                        .getAsJsonObject()
                        .get("posterior")
                        .getAsJsonObject()
                        .get("probability_better")
                        .getAsDouble())
                .isGreaterThan(0.99);
        assertThat(files.get("brief.md")).contains("This informs and does not decide.", "decided 2026-03-20T09:00:00Z");
    }

    @Test
    void aDecisionIsRecordedOnce() {
        Path store = folder.resolve("store.duckdb");
        for (int i = 0; i < 2; i++) {
            Run run = decide(win, "--store", store.toString(), "--decided-at", "2026-03-20T09:00:00Z");
            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.err()).contains("recorded: ");
        }
        try (ExperimentStore opened = ExperimentStore.open(store)) {
            assertThat(opened.decisions(opened.experiments().get(0).id())).hasSize(1);
            assertThat(opened.verify()).isEmpty();
        }
    }

    @Test
    void mistakesAreToldInOneLine() {
        Run noData = decide(win.resolveSibling("nowhere"));
        assertThat(noData.code()).isBetween(2, 3);
        Run time = decide(win, "--decided-at", "yesterday");
        assertThat(time.code()).isEqualTo(Exit.USAGE);
        assertThat(time.err()).contains("--decided-at takes a time").doesNotContain("\tat ");
        Run prior = decide(win, "--prior-sd", "-1");
        assertThat(prior.code()).isEqualTo(Exit.USAGE);
        assertThat(prior.err()).contains("standard deviation above 0");
    }
}
