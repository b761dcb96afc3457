package assay.cli;

import assay.contract.ContractOptions;
import assay.data.experiment.TableFormat;
import assay.decision.Action;
import assay.dgp.scenario.ScenarioPack;
import assay.scenario.Scenario;
import assay.scenario.ScenarioFile;
import assay.scenario.ScenarioRun;
import assay.scenario.ScenarioText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Experiments whose truth is known. */
@Command(
        name = "scenario",
        mixinStandardHelpOptions = true,
        description =
                "Experiments whose truth is known: list them, run one into tables, or write one as a file to change.",
        subcommands = {ScenarioCommand.All.class, ScenarioCommand.Run.class, ScenarioCommand.Export.class})
final class ScenarioCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Say what to do: assay scenario list, assay scenario run NAME --out DIR, or assay scenario export NAME --out"
                        + " DIR");
    }

    private static Scenario find(String name, ContractOptions options) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".yaml") || lower.endsWith(".yml")) {
            return ScenarioFile.read(Path.of(name), options);
        }
        return ScenarioPack.named(lower.replace('_', '-'))
                .map(Scenario::of)
                .orElseThrow(() -> new IllegalArgumentException("There is no scenario '" + name + "'; there are "
                        + String.join(
                                ", ",
                                Arrays.stream(ScenarioPack.values())
                                        .map(ScenarioPack::code)
                                        .toList())
                        + ", and files that end in .yaml."));
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "List the scenarios that come with Assay. What is true of them is told on request only.")
    static final class All implements Callable<Integer> {

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Option(names = "--tell", description = "Tell what happens and what should be decided.")
        private boolean tell;

        @Mixin
        private OutputOptions output = new OutputOptions();

        @Override
        public Integer call() throws IOException {
            Rows rows =
                    tell ? new Rows("name", "users", "action", "story") : new Rows("name", "users", "arms", "primary");
            for (ScenarioPack scenario : ScenarioPack.values()) {
                int users = scenario.world().size();
                if (tell) {
                    rows.add(scenario.code(), users, scenario.action().name(), scenario.story());
                } else {
                    rows.add(
                            scenario.code(),
                            users,
                            scenario.plan().variants().size(),
                            scenario.plan().primary().id());
                }
            }
            output.print(
                    spec.commandLine().getOut(),
                    spec.commandLine().getErr(),
                    "scenarios",
                    rows.format(output.format()));
            return Exit.OK;
        }
    }

    @Command(
            name = "run",
            mixinStandardHelpOptions = true,
            description = {
                "Run a scenario into a new folder: the tables of its experiment, the contract files that analyze, trust and decide"
                        + " need, and truth.json. The same seed gives the same tables."
            },
            footer = {"", "Example: assay scenario run global-win --out win --seed 7"})
    static final class Run implements Callable<Integer> {

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Parameters(paramLabel = "NAME|FILE", description = "A scenario, see: assay scenario list; or a YAML file.")
        private String name = "";

        @Option(names = "--out", required = true, paramLabel = "DIR", description = "A folder that does not exist yet.")
        private Path out = Path.of("");

        @Option(
                names = "--seed",
                paramLabel = "SEED",
                description = "Key of the random streams (default: that of the scenario).")
        private @Nullable Long seed;

        @Option(names = "--users", paramLabel = "N", description = "Users who arrive (default: those of the scenario).")
        private @Nullable Integer users;

        @Option(
                names = "--format",
                paramLabel = "FORMAT",
                defaultValue = "parquet",
                description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
        private TableFormat format = TableFormat.PARQUET;

        @Option(names = "--tell", description = "Tell what should be decided; else it stands in truth.json only.")
        private boolean tell;

        @Mixin
        private ContractPaths paths = new ContractPaths();

        @Override
        public Integer call() throws IOException {
            Scenario scenario = find(name, paths.options());
            Integer wanted = users;
            if (wanted != null) {
                scenario = scenario.withUsers(wanted);
            }
            Long key = seed;
            long used = key == null ? scenario.seed() : key;
            Map<String, Long> rows = ScenarioRun.write(scenario, used, out, format);
            PrintWriter stdout = spec.commandLine().getOut();
            Rows table = new Rows("table", "rows");
            rows.forEach(table::add);
            stdout.print(table.format(Format.TABLE));
            stdout.flush();
            PrintWriter err = spec.commandLine().getErr();
            err.println("scenario: " + scenario.id() + ", seed: " + used + ", users: "
                    + scenario.world().size());
            err.println("written: " + out);
            if (tell) {
                List<String> actions =
                        scenario.world().right().stream().map(Action::name).toList();
                err.println(
                        "should be decided: " + (actions.isEmpty() ? "not documented" : String.join(" or ", actions)));
            }
            String data = format == TableFormat.DUCKDB
                    ? out.resolve("experiment.duckdb").toString()
                    : out.toString();
            err.println("next: ./assay trust " + out.resolve("experiment.yaml") + " --data " + data);
            return Exit.OK;
        }
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description =
                    "Write a scenario as scenario.yaml, with its contract files beside it, to a folder that does not exist yet.")
    static final class Export implements Callable<Integer> {

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Parameters(paramLabel = "NAME", description = "A scenario, see: assay scenario list")
        private String name = "";

        @Option(names = "--out", required = true, paramLabel = "DIR", description = "A folder that does not exist yet.")
        private Path out = Path.of("");

        @Override
        public Integer call() throws IOException {
            if (Files.exists(out)) {
                throw new IllegalArgumentException("'" + out + "' exists already; name a new folder.");
            }
            for (Map.Entry<String, String> file :
                    ScenarioText.files(find(name, ContractOptions.usual())).entrySet()) {
                OutputOptions.write(out.resolve(file.getKey()), file.getValue());
                spec.commandLine().getErr().println("written: " + out.resolve(file.getKey()));
            }
            return Exit.OK;
        }
    }
}
