package assay.cli;

import assay.registry.Contract;
import assay.registry.ExperimentStore;
import assay.registry.Lifecycle;
import assay.registry.Step;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Writes a draft down. */
@Command(
        name = "create",
        mixinStandardHelpOptions = true,
        description = "Write a draft down from its contract, and print what the intake still misses.",
        footer = {"", "Example: assay experiment create experiment.yaml --store lab.duckdb"})
final class ExperimentCreateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ContractInput contract = new ContractInput();

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
        try (ExperimentStore open = store.make()) {
            int code = GateRows.print(() -> new Lifecycle(open).create(read, step), step, "intake", output, out, err);
            err.println("draft: " + read.plan().id() + ", contract " + read.sha256());
            return code;
        }
    }
}
