package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Grids behind sliders: what is stored is what a run gives. */
class ExploreCommandTest {

    private record Run(int code, String out, String err) {}

    private static Run run(String line) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(line.split(" "), new PrintWriter(out), new PrintWriter(err));
        return new Run(code, out.toString(), err.toString());
    }

    static List<String> topics() {
        return GridTopics.all().stream().map(GridTopic::name).toList();
    }

    private static Grid stored(String topic) throws IOException {
        return Grid.read(ExploreCommand.folder().resolve(topic + ".json"));
    }

    @ParameterizedTest
    @MethodSource("topics")
    void storedGridsAreWholeCurrentAndSmall(String name) throws IOException {
        GridTopic topic = GridTopics.of(name);
        Grid grid = stored(name);
        assertThat(GridRun.isCurrent(topic, grid))
                .as("grid of this code; if not: ./assay explore run --stale " + name)
                .isTrue();
        assertThat(grid.cells()).hasSize(topic.methods().size() * topic.values().size());
        assertThat(grid.cells())
                .allSatisfy(cell ->
                        assertThat(cell.claims()).extracting(Grid.Claim::name).contains(topic.headline()));
        assertThat(Files.size(ExploreCommand.folder().resolve(name + ".json"))).isLessThan(150_000);
    }

    /** The cheapest cell of each topic, run again: everything in it is the same. */
    @ParameterizedTest
    @MethodSource("topics")
    void aCellRunsAgainEqual(String name) throws IOException {
        GridTopic topic = GridTopics.of(name);
        Grid.Cell cheapest = stored(name).cells().stream()
                .min(Comparator.comparingInt(Grid.Cell::replicates))
                .orElseThrow();
        Grid.Cell again = new GridRun(2).cell(topic.contender(cheapest.method()), topic.value(cheapest.at()));
        assertThat(again).isEqualTo(cheapest);
    }

    @Test
    void aGridOfOtherCodeOrOtherValuesIsStale() throws IOException {
        GridTopic topic = GridTopics.of("carryover");
        Grid grid = stored("carryover");
        String text = grid.text();
        Path folder = Files.createTempDirectory("grids");
        Path file = folder.resolve("carryover.json");
        String digest = grid.cells().get(0).codeDigest();
        Files.writeString(file, text.replace(digest, "sha256:" + "0".repeat(64)));
        assertThat(GridRun.isCurrent(topic, Grid.read(file))).isFalse();
        Files.writeString(file, text.replace("\"epoch\":", "\"epoch\":1"));
        assertThat(GridRun.isCurrent(topic, Grid.read(file))).isFalse();
        Files.writeString(file, text);
        assertThat(Grid.read(file)).isEqualTo(grid);
        Files.writeString(file, "[]");
        assertThatThrownBy(() -> Grid.read(file)).isInstanceOf(IllegalArgumentException.class);
    }

    /** A run that is asked for what is missing takes up the cells that it has. */
    @Test
    void currentCellsAreKept() throws IOException {
        Grid grid = stored("carryover");
        Grid again = new GridRun(1).run(GridTopics.of("carryover"), Optional.of(grid), cell -> {
            throw new AssertionError("ran " + cell.method());
        });
        assertThat(again).isEqualTo(grid);
    }

    @Test
    void aCellIsShown(@TempDir Path folder) {
        Run run = run("explore show carryover --method ignoring-carryover --at 4 --format csv --out " + folder);
        assertThat(run.code).isEqualTo(Exit.OK);
        assertThat(run.out.lines().findFirst().orElseThrow())
                .startsWith("topic,method,value,verdict,claim,estimate,conf_low,conf_high,conf_level,bias");
        assertThat(run.out.lines().skip(1)).singleElement().asString().contains("ignoring-carryover,4", "REFUTED");
        assertThat(folder.resolve("explore-carryover.csv")).exists();
    }

    @ParameterizedTest
    @CsvSource({
        "explore show nothing, There is no topic 'nothing'. The topics are confounding",
        "explore show looks --at 3, was not run at 3",
        "explore show looks --method ols, has no method 'ols'. It has fixed-z",
        "explore run nothing, There is no topic"
    })
    void whatThereIsNotIsNamed(String line, String message) {
        Run run = run(line);
        assertThat(run.code).isEqualTo(Exit.USAGE);
        assertThat(run.err).contains(message);
    }
}
