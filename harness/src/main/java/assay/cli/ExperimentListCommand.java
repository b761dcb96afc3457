package assay.cli;

import assay.registry.ExperimentStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists experiments. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "List all experiments with their states.",
        footer = {"", "Example: assay experiment list --store lab.duckdb"})
final class ExperimentListCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try (ExperimentStore open = store.open()) {
            output.print(
                    out,
                    err,
                    "experiments",
                    ExperimentRows.experiments(open, store.at()).format(output.format()));
            return Exit.OK;
        }
    }
}
