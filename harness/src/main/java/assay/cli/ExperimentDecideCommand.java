package assay.cli;

import assay.decision.Action;
import assay.decision.DecisionRecord;
import assay.registry.Contract;
import assay.registry.ExperimentData;
import assay.registry.ExperimentStore;
import assay.registry.GateException;
import assay.registry.Lifecycle;
import assay.registry.Step;
import assay.registry.StoredDecision;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Records a decision. */
@Command(
        name = "decide",
        mixinStandardHelpOptions = true,
        description =
                "Compute the decision of an analysed experiment from its data and record it; a person who decides otherwise says why.",
        footer = {"", "Example: assay experiment decide experiment.yaml --data data --store lab.duckdb"})
final class ExperimentDecideCommand implements Callable<Integer> {

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

    @Option(
            names = "--instead",
            paramLabel = "ACTION",
            description = "What a person decides instead, with --reason: ${COMPLETION-CANDIDATES}.")
    private @Nullable Action instead;

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
        DecisionRecord record = ExperimentData.read(data, read.plan()).decision();
        try (ExperimentStore open = store.open()) {
            StoredDecision decision = new Lifecycle(open).decide(record, read, Optional.ofNullable(instead), step);
            output.print(
                    out,
                    err,
                    "decisions",
                    ExperimentRows.decisions(open.decisions(read.plan().id())).format(output.format()));
            err.println("in force: " + decision.action() + ", since " + decision.notes());
            return decision.action() == Action.INVESTIGATE_INVALID ? Exit.REFUTED : Exit.OK;
        } catch (GateException closed) {
            output.print(out, err, "gates", GateRows.rows(closed.gates(), step).format(output.format()));
            err.println("error: " + closed.getMessage() + " [gate-closed]");
            return Exit.REFUTED;
        }
    }
}
