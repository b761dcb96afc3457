package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import assay.registry.ExperimentStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the playbook run as they stand, in their order, with the exit codes that it says. */
class PlaybookTest {

    private static final String EXIT = "   # exit ";

    @TempDir
    Path folder;

    private record Run(int code, String out, String err) {}

    private Run run(String command) {
        String[] words = Arrays.stream(command.split(" +", -1))
                .skip(1)
                .map(word -> word.equals("lab") || word.startsWith("lab/")
                        ? folder.resolve(word).toString()
                        : word)
                .toArray(String[]::new);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(words, new PrintWriter(out), new PrintWriter(err));
        return new Run(code, out.toString(), err.toString());
    }

    /** Blocks of the page: the text behind the fence, and the lines. */
    private static List<Map.Entry<String, List<String>>> blocks() throws IOException {
        List<Map.Entry<String, List<String>>> blocks = new ArrayList<>();
        List<String> open = null;
        for (String line : Files.readAllLines(Home.root().resolve("site/content/playbook.md"))) {
            if (!line.startsWith("```")) {
                if (open != null) {
                    open.add(line);
                }
            } else if (open == null) {
                open = new ArrayList<>();
                blocks.add(Map.entry(line.substring(3).strip(), open));
            } else {
                open = null;
            }
        }
        return blocks;
    }

    @Test
    void everyCommandRuns() throws IOException {
        Map<String, Run> ran = new HashMap<>();
        for (Map.Entry<String, List<String>> block : blocks()) {
            if (block.getKey().startsWith("csv ")) {
                Files.write(folder.resolve(block.getKey().substring(4)), block.getValue());
                continue;
            }
            for (String line : block.getValue()) {
                int at = line.indexOf(EXIT);
                int expected = at < 0 ? 0 : Integer.parseInt(line.substring(at + EXIT.length()));
                String command = at < 0 ? line : line.substring(0, at);
                Run run = run(command);
                assertThat(run.code).as(command + "\n" + run.out + run.err).isEqualTo(expected);
                ran.put(command.split(" +", -1)[1] + " " + command.split(" +", -1)[2], run);
            }
        }
        assertThat(of(ran, "experiment create").out).doesNotContain(" fail ");
        assertThat(of(ran, "experiment decide").out).contains("SHIP_GLOBAL");
        assertThat(of(ran, "experiment show").out).contains("**SHIP_GLOBAL** of treatment by ada (in force)");
        assertThat(of(ran, "experiment list").out).contains("first_screen_02").contains("decided");
        assertThat(of(ran, "experiment log").err).contains("every row is as it was written");
        assertThat(of(ran, "experiment portfolio").out).contains("stands");
    }

    private static Run of(Map<String, Run> ran, String command) {
        return Objects.requireNonNull(ran.get(command), command);
    }

    @Test
    void mistakesAreOneErrorEach() throws IOException {
        Path store = folder.resolve("store.duckdb");
        Run absent = run("./assay experiment list --store " + store);
        assertThat(absent.code).isEqualTo(Exit.DATA);
        assertThat(absent.err).contains("there is no store").contains("[store-unreadable]");
        assertThat(store).doesNotExist();
        ExperimentStore.open(store).close();
        Run unknown = run("./assay experiment show nothing --store " + store);
        assertThat(unknown.code).isEqualTo(Exit.DATA);
        assertThat(unknown.err)
                .contains("the store has no experiment 'nothing'")
                .contains("[unknown-experiment]");
        Files.writeString(folder.resolve("text.duckdb"), "no store ".repeat(1000));
        Run text = run("./assay experiment list --store " + folder.resolve("text.duckdb"));
        assertThat(text.code).isEqualTo(Exit.DATA);
        assertThat(text.err).contains("[store-unreadable]").doesNotContain("\tat ");
        assertThat(run("./assay experiment list --store " + store + " --at yesterday").code)
                .isEqualTo(Exit.USAGE);
        assertThat(run("./assay experiment").code).isEqualTo(Exit.USAGE);
        assertThat(run("./assay experiment log --verify --head abc --store " + store).code)
                .isEqualTo(Exit.REFUTED);
    }
}
