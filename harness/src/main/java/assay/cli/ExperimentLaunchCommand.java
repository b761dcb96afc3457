package assay.cli;

import assay.registry.Contract;
import assay.registry.ExperimentStore;
import assay.registry.LaunchRequest;
import assay.registry.Lifecycle;
import assay.registry.MethodVerdicts;
import assay.registry.State;
import assay.registry.Step;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Launches a draft. */
@Command(
        name = "launch",
        mixinStandardHelpOptions = true,
        description =
                "Launch a draft past its gates, or let a stopped experiment that nobody analysed run on, with a reason.",
        footer = {
            "",
            "Example: assay experiment launch experiment.yaml --baseline 0.1 --reviewed-by grace --rollback-owner ada --events qa.csv --store lab.duckdb"
        })
final class ExperimentLaunchCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ContractInput contract = new ContractInput();

    @Mixin
    private LaunchOptions options = new LaunchOptions();

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
        try (ExperimentStore open = store.open()) {
            Lifecycle lifecycle = new Lifecycle(open);
            if (open.experiment(read.plan().id()).state() == State.STOPPED) {
                lifecycle.resume(read.plan().id(), step);
                err.println("running again: " + read.plan().id());
                return Exit.OK;
            }
            LaunchRequest request = options.request(read.plan(), step.at());
            MethodVerdicts verdicts = MethodVerdicts.stored(Home.certificates());
            return GateRows.print(
                    () -> lifecycle.launch(read, request, verdicts, step), step, "launch", output, out, err);
        }
    }
}
