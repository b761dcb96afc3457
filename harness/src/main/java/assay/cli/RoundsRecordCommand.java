package assay.cli;

import assay.rounds.Campaign;
import assay.rounds.CampaignState;
import assay.rounds.RoundLog;
import assay.rounds.TreeSegmentModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes in what was observed. */
@Command(
        name = "record",
        mixinStandardHelpOptions = true,
        description = {
            "Take in rows of the round under way, all of them or a part. The table holds what was observed and nothing else: the",
            "cell, the arm, its propensities, the covariates of the design and the outcome. A table that was taken in before is",
            "known by its content, so that a step that was interrupted can be given again."
        })
final class RoundsRecordCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "STATE", description = "The file of the campaign.")
    private Path state = Path.of("");

    @Parameters(index = "1", paramLabel = "FILE", description = "Rows of the round: a CSV or Parquet file.")
    private String file = "";

    @Option(
            names = "--round",
            paramLabel = "N",
            description = "The round of the rows, from 0 (default: the column 'round', or the round under way).")
    private @Nullable Integer round;

    @Option(
            names = "--outcome",
            paramLabel = "COLUMN",
            defaultValue = "y",
            description = "The outcome (default: ${DEFAULT-VALUE}).")
    private String outcome = "y";

    @Option(
            names = "--arm",
            paramLabel = "COLUMN",
            defaultValue = "arm",
            description = "The arm (default: ${DEFAULT-VALUE}).")
    private String arm = "arm";

    @Option(
            names = "--cell",
            paramLabel = "COLUMN",
            defaultValue = "cell",
            description = "The cell: control, explore or optimised (default: ${DEFAULT-VALUE}).")
    private String cell = "cell";

    @Option(
            names = "--propensity",
            split = ",",
            paramLabel = "COLUMN",
            description = "The chance of each arm, in the order of the arms (default: p0,p1,...).")
    private List<String> propensity = List.of();

    @Option(names = "--unit", paramLabel = "COLUMN", description = "Identifier of the visitor, which is not read.")
    private @Nullable String unit;

    @Override
    public Integer call() throws IOException {
        CampaignState saved = new CampaignState(state, TreeSegmentModel.standard());
        Campaign campaign = saved.load();
        RoundsColumns columns = new RoundsColumns(outcome, arm, cell, propensity, unit);
        RoundLog log = columns.read(Inputs.read(file), campaign, round);
        PrintWriter err = spec.commandLine().getErr();
        if (campaign.knows(log)) {
            err.println(
                    "these " + log.size() + " rows of round " + log.round() + " were recorded before: nothing to do");
            return Exit.OK;
        }
        Campaign after = campaign.record(log);
        saved.save(after);
        err.println("recorded: " + log.size() + " rows of round " + after.round() + ", " + after.recorded() + " of "
                + after.plan().visitors() + " visitors so far");
        return Exit.OK;
    }
}
