package assay.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sample size, power, smallest effect and runtime, before the data. */
@Command(
        name = "power",
        mixinStandardHelpOptions = true,
        description = {
            "Plan an experiment: of size, effect and power any two give the third. A formula is used where it holds; where it",
            "does not, the plan says so and simulates."
        },
        subcommands = {
            PowerMeansCommand.class,
            PowerProportionsCommand.class,
            PowerRatioCommand.class,
            PowerClustersCommand.class,
            PowerSimulateCommand.class,
            PowerAnalysisCommand.class,
            PowerRollCommand.class
        },
        footer = {
            "",
            "Examples: assay power means --sd 10 --mde 1",
            "          assay power proportions --baseline 0.05 --relative-mde 0.1 --traffic 1000/day",
            "          assay power clusters --size 30 --icc 0.05 --sd 1 --n 40",
            "          assay power simulate revenue difference-in-means --effect 0.5"
        })
final class PowerCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Say what to plan for: assay power means, proportions, ratio, clusters, simulate, design-analysis or "
                        + "test-and-roll");
    }
}
