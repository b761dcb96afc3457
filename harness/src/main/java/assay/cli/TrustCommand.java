package assay.cli;

import assay.contract.Contracts;
import assay.data.experiment.ExperimentTables;
import assay.decision.ExperimentPlan;
import assay.trust.TrustChecks;
import assay.trust.TrustReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks whether the data of an experiment can be trusted, before any effect is looked at. */
@Command(
        name = "trust",
        mixinStandardHelpOptions = true,
        description = {
            "Check the data of an experiment against its contract before any effect is looked at: sample ratios, duplicates,"
                    + " changed arms, order of events, leakage, missing values, balance before the start, maturity, bots,"
                    + " novelty.",
            "Findings are listed worst first; each check that did not pass is explained, with what to do."
        },
        footer = {
            "",
            "Example: assay trust experiment.yaml --data tables",
            "Exit codes: 3 the contract or the tables are rejected; 4 a check failed that makes the comparison void."
        })
final class TrustCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "CONTRACT", description = "The contract of the experiment, a YAML file.")
    private @Nullable Path contract;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "The folder of the tables (Parquet or CSV), or a DuckDB file.")
    private @Nullable Path data;

    @Option(
            names = "--profile",
            paramLabel = "PROFILE",
            description = "growthlab: follow the rules of that engine exactly, and say where ours differ.")
    void profile(String name) {
        GrowthLabCommand.requireKnown(name);
    }

    @Mixin
    private ContractPaths paths = new ContractPaths();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        if (contract == null || data == null) {
            throw new IllegalArgumentException("name a contract and its data");
        }
        PrintWriter err = spec.commandLine().getErr();
        ExperimentPlan plan = Contracts.experiment(contract, paths.options());
        ExperimentTables tables = ExperimentTables.load(data, plan);
        TrustReport report = TrustChecks.of(plan).check(tables.log());
        TrustText text = new TrustText(plan, report, tables.summary());
        output.print(spec.commandLine().getOut(), err, "trust", text.format(output.format()));
        if (output.format() == Format.CSV) {
            err.print(text.explanations());
            err.flush();
        }
        return report.invalidating().isEmpty() ? Exit.OK : Exit.REFUTED;
    }
}
