package assay.cli;

import assay.registry.DecisionSheet;
import assay.registry.ExperimentStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the record of an experiment. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Print the record of an experiment: what was asked, done, seen and decided, by whom and when.",
        footer = {"", "Example: assay experiment show faster-help --store lab.duckdb"})
final class ExperimentShowCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "ID", description = "Its id in the store.")
    private String id = "";

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try (ExperimentStore open = store.open()) {
            List<String> lines = new DecisionSheet(open, open.experiment(id)).lines(store.at());
            String text = output.format() == Format.JSON || output.format() == Format.CSV
                    ? ExperimentRows.decisions(open.decisions(id)).format(output.format())
                    : String.join("\n", lines) + "\n";
            output.print(out, err, id, text);
            return Exit.OK;
        }
    }
}
