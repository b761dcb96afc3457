package assay.cli;

import assay.rounds.Campaign;
import assay.rounds.CampaignState;
import assay.rounds.SegmentReading;
import assay.rounds.TreeSegmentModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a campaign has shown. */
@Command(
        name = "read",
        mixinStandardHelpOptions = true,
        description = {
            "Print what the closed rounds have shown: for each segment the effect of each arm with its interval, whether it",
            "graduates, is dropped or goes on, and whether outcomes drift. It may be read after every round."
        })
final class RoundsReadCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "STATE", description = "The file of the campaign.")
    private Path state = Path.of("");

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        Campaign campaign = new CampaignState(state, TreeSegmentModel.standard()).load();
        PrintWriter err = spec.commandLine().getErr();
        tell(campaign, err);
        output.print(
                spec.commandLine().getOut(),
                err,
                "read",
                RoundsTables.reading(campaign, null).format(output.format()));
        return Exit.OK;
    }

    /** What a table does not say of itself. */
    static void tell(Campaign campaign, PrintWriter err) {
        int closed = campaign.over() ? campaign.design().rounds() : campaign.round();
        int discovery = campaign.design().segments().discovery();
        err.println(closed + " of " + campaign.design().rounds() + " rounds are closed, " + Math.min(closed, discovery)
                + " of them for finding segments, which are no evidence");
        err.println("effects: each arm against " + campaign.design().arms().get(0)
                + ", predictable AIPW with recorded propensities, rounds weighted to equal variance, normal");
        err.println("graduate and drop: e-BH over all pairs at "
                + campaign.design().levels().discoveryRate() + ", "
                + (campaign.design().outcome().bounded()
                        ? "exact for bounded outcomes"
                        : "by the normal approximation of a round's mean")
                + "; effects above " + campaign.design().levels().leastEffect() + " are worth having");
        for (SegmentReading segment : campaign.read()) {
            if (segment.alarm() >= 0) {
                err.println(
                        "drift: outcomes of " + segment.name() + " (" + segment.rule() + ") changed; alarm after round "
                                + segment.alarm() + ". Effects are averages over rounds that differ.");
            }
        }
        err.flush();
    }
}
