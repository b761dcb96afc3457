package assay.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Experiments from a draft to a decision, in one file. */
@Command(
        name = "experiment",
        mixinStandardHelpOptions = true,
        description = {
            "Lead experiments from draft over running, stopped and analysed to decided. Each move passes gates; a closed gate is",
            "passed only with a written reason. All of it is kept in one file that is only added to."
        },
        subcommands = {
            ExperimentCreateCommand.class,
            ExperimentLaunchCommand.class,
            ExperimentStopCommand.class,
            ExperimentAnalyzeCommand.class,
            ExperimentDecideCommand.class,
            ExperimentListCommand.class,
            ExperimentShowCommand.class,
            ExperimentLogCommand.class,
            ExperimentPortfolioCommand.class,
            ExperimentCheckEventsCommand.class
        },
        footer = {
            "",
            "Examples: assay experiment create experiment.yaml --store lab.duckdb",
            "          assay experiment portfolio --store lab.duckdb",
            "          assay experiment log --verify --store lab.duckdb"
        })
final class ExperimentCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Say what to do: assay experiment create, launch, stop, analyze, decide, list, show, log, portfolio or "
                        + "check-events.");
    }
}
