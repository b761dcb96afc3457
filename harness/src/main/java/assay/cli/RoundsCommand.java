package assay.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Adaptive experiments in rounds. */
@Command(
        name = "rounds",
        mixinStandardHelpOptions = true,
        description = {
            "Lead an adaptive experiment in rounds. Each round plans how visitors are assigned, segment by segment; what was",
            "observed of them is recorded; control and explore cells keep measuring whatever has been learned. The campaign is",
            "one file, replaced as a whole after every step: a step that was interrupted is given again."
        },
        subcommands = {
            RoundsInitCommand.class,
            RoundsPlanCommand.class,
            RoundsRecordCommand.class,
            RoundsReadCommand.class,
            RoundsRehearseCommand.class
        },
        footer = {
            "",
            "Examples: assay rounds init --arms control,promo,free-ship --covariates recency,spend --sizes 50000 --state campaign.json",
            "          assay rounds plan campaign.json --as sql",
            "          assay rounds record campaign.json round-0.csv --outcome revenue",
            "          assay rounds read campaign.json",
            "          assay rounds rehearse world:campaign --rounds 5 --sizes 200000"
        })
final class RoundsCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say what to do: assay rounds init, plan, record, read or rehearse.");
    }
}
