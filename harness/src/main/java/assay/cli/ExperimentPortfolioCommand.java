package assay.cli;

import assay.registry.ExperimentStore;
import assay.registry.Portfolio;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reads all experiments together. */
@Command(
        name = "portfolio",
        mixinStandardHelpOptions = true,
        description =
                "Read all experiments that were launched together: which effects stand when the share of false discoveries is held.",
        footer = {"", "Example: assay experiment portfolio --store lab.duckdb"})
final class ExperimentPortfolioCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Option(
            names = "--rate",
            paramLabel = "Q",
            defaultValue = "0.05",
            description = "Share of false discoveries that is held (default: ${DEFAULT-VALUE}).")
    private double rate = 0.05;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try (ExperimentStore open = store.open()) {
            Portfolio portfolio = Portfolio.of(open, rate, store.at());
            output.print(
                    out, err, "portfolio", ExperimentRows.portfolio(portfolio).format(output.format()));
            err.println(portfolio.guarantee());
            return Exit.OK;
        }
    }
}
