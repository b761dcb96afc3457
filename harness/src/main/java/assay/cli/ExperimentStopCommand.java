package assay.cli;

import assay.registry.Contract;
import assay.registry.ExperimentData;
import assay.registry.ExperimentStore;
import assay.registry.Lifecycle;
import assay.registry.Step;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Stops assignment. */
@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        description =
                "Stop assignment: when both days and units are enough, at any time for harm, or by an always-valid contract.",
        footer = {"", "Example: assay experiment stop experiment.yaml --data data --store lab.duckdb"})
final class ExperimentStopCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ContractInput contract = new ContractInput();

    @Option(names = "--data", paramLabel = "DIR", description = "Count the units in its tables.")
    private @Nullable Path data;

    @Option(
            names = "--units",
            paramLabel = "N",
            description = "Units in the experiment, where they are counted elsewhere.")
    private @Nullable Long units;

    @Option(names = "--harm", paramLabel = "TEXT", description = "The harm that is shown, which stops at once.")
    private @Nullable String harm;

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
        OptionalLong counted = counted(read);
        try (ExperimentStore open = store.open()) {
            return GateRows.print(
                    () -> new Lifecycle(open).stop(read.plan().id(), counted, Optional.ofNullable(harm), step),
                    step,
                    "stop",
                    output,
                    out,
                    err);
        }
    }

    private OptionalLong counted(Contract read) {
        if (units != null) {
            return OptionalLong.of(units);
        }
        return data == null
                ? OptionalLong.empty()
                : OptionalLong.of(ExperimentData.read(data, read.plan()).units());
    }
}
