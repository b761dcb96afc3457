package assay.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The grids behind the sliders of the site. */
@Command(
        name = "explore",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Methods side by side while one knob of a world is turned.",
            "Topics: confounding, hidden, overlap, clusters, carryover, looks."
        },
        subcommands = {ExploreCommand.Show.class, ExploreCommand.Run.class})
final class ExploreCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    static Path folder() {
        return Home.root().resolve("harness").resolve("grids");
    }

    /** Runs cells again and prints them. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Run the cells of a topic again and print them, one row a method and value.",
            footer = {"", "Example: assay explore show confounding --method aipw --at 0.5"})
    static final class Show implements Callable<Integer> {

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Parameters(paramLabel = "TOPIC", description = "A topic, see: assay explore --help.")
        private String topic = "";

        @Option(names = "--method", paramLabel = "NAME", description = "One method of the topic (default: all).")
        private @Nullable String method;

        @Option(names = "--at", paramLabel = "VALUE", description = "One value of the knob (default: all).")
        private @Nullable Double at;

        @Mixin
        private ThreadOptions threads = new ThreadOptions();

        @Mixin
        private OutputOptions output = new OutputOptions();

        @Override
        public Integer call() throws IOException {
            GridTopic chosen = GridTopics.of(topic);
            List<GridTopic.Contender> methods = method == null ? chosen.methods() : List.of(chosen.contender(method));
            List<GridTopic.Value> values = at == null ? chosen.values() : List.of(chosen.value(at));
            GridRun run = new GridRun(threads.count());
            Rows rows = new Rows(
                    "topic",
                    "method",
                    "value",
                    "verdict",
                    "claim",
                    "estimate",
                    "conf_low",
                    "conf_high",
                    "conf_level",
                    "bias",
                    "bias_mcse",
                    "sd",
                    "replicates",
                    "failures");
            for (GridTopic.Contender contender : methods) {
                for (GridTopic.Value value : values) {
                    add(rows, chosen, run.cell(contender, value));
                }
            }
            PrintWriter err = spec.commandLine().getErr();
            err.println("The keys of the random numbers follow from the world and the code: nobody chooses a seed.");
            output.print(spec.commandLine().getOut(), err, "explore-" + topic, rows.format(output.format()));
            return Exit.OK;
        }

        private static void add(Rows rows, GridTopic topic, Grid.Cell cell) {
            Grid.Claim claim = cell.claims().stream()
                    .filter(c -> c.name().equals(topic.headline()))
                    .findFirst()
                    .orElseThrow();
            rows.add(
                    topic.name(),
                    cell.method(),
                    cell.at(),
                    cell.verdict(),
                    claim.name(),
                    claim.estimate(),
                    claim.low(),
                    claim.high(),
                    0.99,
                    cell.bias(),
                    cell.biasMcse(),
                    cell.sd(),
                    cell.replicates(),
                    cell.failures());
        }
    }

    /** Makes the stored grids. */
    @Command(
            name = "run",
            mixinStandardHelpOptions = true,
            description = "Run every cell of the topics and store the grids that the site shows.")
    static final class Run implements Callable<Integer> {

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Parameters(arity = "0..*", paramLabel = "TOPIC", description = "Topics; all by default.")
        private List<String> topics = List.of();

        @Option(names = "--stale", description = "Only cells that are missing, or about code that has changed since.")
        private boolean stale;

        @Option(
                names = "--out",
                paramLabel = "DIR",
                description = "Folder of the grids (default: harness/grids of the checkout).")
        private @Nullable Path out;

        @Mixin
        private ThreadOptions threads = new ThreadOptions();

        @Override
        public Integer call() throws IOException {
            List<GridTopic> chosen = topics.isEmpty()
                    ? GridTopics.all()
                    : topics.stream().map(GridTopics::of).toList();
            Path folder = Files.createDirectories(out == null ? folder() : out);
            GridRun run = new GridRun(threads.count());
            for (GridTopic topic : chosen) {
                Path file = folder.resolve(topic.name() + ".json");
                Optional<Grid> earlier = stale && Files.exists(file) ? Optional.of(Grid.read(file)) : Optional.empty();
                long start = System.nanoTime();
                Grid grid = run.run(topic, earlier, this::told);
                OutputOptions.write(file, grid.text());
                spec.commandLine()
                        .getOut()
                        .printf(
                                Locale.ROOT,
                                "%s: %d cells, %.1f s, %s%n",
                                topic.name(),
                                grid.cells().size(),
                                (System.nanoTime() - start) / 1e9,
                                file);
            }
            return Exit.OK;
        }

        private void told(Grid.Cell cell) {
            spec.commandLine()
                    .getErr()
                    .printf(
                            Locale.ROOT,
                            "  %s at %s: %s, %d replicates%n",
                            cell.method(),
                            Grid.brief(cell.at()),
                            cell.verdict(),
                            cell.replicates());
        }
    }
}
