package assay.cli;

import assay.registry.AnalysisResult;
import assay.registry.Contract;
import assay.registry.DecisionSheet;
import assay.registry.ExperimentData;
import assay.registry.ExperimentStore;
import assay.registry.Lifecycle;
import assay.registry.Step;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Records a reading. */
@Command(
        name = "analyze",
        mixinStandardHelpOptions = true,
        description =
                "Check and read the data of a stopped experiment, or take a look at one that may be read at any time, and record it.",
        footer = {"", "Example: assay experiment analyze experiment.yaml --data data --store lab.duckdb"})
final class ExperimentAnalyzeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ContractInput contract = new ContractInput();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            required = true,
            description = "Folder of its tables, or a DuckDB file with them.")
    private Path data = Path.of("data");

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Contract read = contract.read();
        Step step = store.step();
        AnalysisResult result = ExperimentData.read(data, read.plan()).analysis();
        try (ExperimentStore open = store.open()) {
            int code = GateRows.print(
                    () -> new Lifecycle(open).analyse(read, result, step), step, "analysis", output, out, err);
            if (code == Exit.OK) {
                new DecisionSheet(open, open.experiment(read.plan().id()))
                        .lines(step.at())
                        .forEach(err::println);
            }
            return code;
        }
    }
}
