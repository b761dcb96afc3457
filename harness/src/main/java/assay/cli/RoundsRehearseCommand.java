package assay.cli;

import assay.dgp.Dgp;
import assay.dgp.campaign.CampaignWorld;
import assay.dgp.campaign.Rehearsal;
import assay.random.Streams;
import assay.rounds.CampaignDesign;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A campaign on visitors of a world. */
@Command(
        name = "rehearse",
        mixinStandardHelpOptions = true,
        description = {
            "Run a design on the visitors of a world, by the same steps as on a site, and compare what the campaign says with what is",
            "true. The campaign sees the log alone; the truth is looked up when it is over."
        })
final class RoundsRehearseCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "WORLD",
            description = "A world of campaigns, such as world:campaign or world:campaign:effect=0.2,arms=4.")
    private String world = "";

    @Mixin
    private RoundsDesignOptions options = new RoundsDesignOptions();

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "Key of the visitors (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        Dgp found = Worlds.require(world);
        if (!(found instanceof CampaignWorld campaigns)) {
            throw new IllegalArgumentException("The world '" + found.name()
                    + "' has no visitors who come in rounds: a rehearsal takes world:campaign.");
        }
        CampaignDesign own = campaigns.design();
        CampaignDesign design = options.design(own.arms(), own.covariates(), own.outcome());
        long start = System.nanoTime();
        Rehearsal rehearsal = campaigns.rehearse(design, new Streams(seed, 0));
        PrintWriter err = spec.commandLine().getErr();
        double seconds = Math.round((System.nanoTime() - start) / 1e8) / 10.0;
        err.println("rehearsed: " + design.rounds() + " rounds of " + design.sizes() + " visitors, " + design.armCount()
                + " arms, seed " + seed + ", in " + seconds + " s");
        RoundsReadCommand.tell(rehearsal.campaign(), err);
        output.print(
                spec.commandLine().getOut(),
                err,
                "rehearsal",
                RoundsTables.reading(rehearsal.campaign(), rehearsal.truth()).format(output.format()));
        return Exit.OK;
    }
}
