package assay.cli;

import assay.rounds.Campaign;
import assay.rounds.CampaignState;
import assay.rounds.Cell;
import assay.rounds.RoundPlan;
import assay.rounds.TreeSegmentModel;
import assay.rounds.TreeSegments;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** How the visitors of the next round are assigned. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = {
            "Print how the visitors of the round under way are assigned, one row for each segment and arm. A round that has all its",
            "visitors is closed, and the next one planned; --close does so with fewer."
        })
final class RoundsPlanCommand implements Callable<Integer> {

    /** What is printed. */
    enum As {
        ALLOCATION,
        SQL
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "STATE", description = "The file of the campaign.")
    private Path state = Path.of("");

    @Option(names = "--close", description = "Close the round under way although visitors are missing.")
    private boolean close;

    @Option(
            names = "--as",
            paramLabel = "FORM",
            defaultValue = "allocation",
            description =
                    "allocation: a table; sql: the segment of a visitor as a CASE expression (default: allocation).")
    private As as = As.ALLOCATION;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        CampaignState file = new CampaignState(state, TreeSegmentModel.standard());
        Campaign campaign = file.load();
        PrintWriter err = spec.commandLine().getErr();
        long recorded = campaign.recorded();
        if (recorded > 0 && (close || recorded >= campaign.plan().visitors())) {
            int round = campaign.round();
            campaign = campaign.advance();
            file.save(campaign);
            err.println("round " + round + " closed with " + recorded + " visitors");
        } else if (recorded > 0) {
            err.println("round " + campaign.round() + " has " + recorded + " of "
                    + campaign.plan().visitors() + " visitors; --close closes it as it is");
        }
        if (campaign.over()) {
            err.println("the campaign is over; this was its last plan");
        }
        RoundPlan plan = campaign.plan();
        err.println("round " + plan.round() + " of " + campaign.design().rounds() + " (from 0), " + plan.visitors()
                + " visitors: control " + share(plan, Cell.CONTROL) + ", explore " + share(plan, Cell.EXPLORE)
                + ", optimised " + share(plan, Cell.OPTIMISED));
        String text = as == As.SQL ? sql(campaign) : RoundsTables.plan(campaign).format(output.format());
        output.print(spec.commandLine().getOut(), err, "plan", text);
        return Exit.OK;
    }

    private static String share(RoundPlan plan, Cell cell) {
        return Rows.brief(plan.weight(cell));
    }

    private static String sql(Campaign campaign) {
        return campaign.segmentation()
                        .filter(TreeSegments.class::isInstance)
                        .map(segments -> ((TreeSegments) segments).sql())
                        .orElse("'s1'")
                + System.lineSeparator();
    }
}
