package assay.cli;

import assay.rounds.Campaign;
import assay.rounds.CampaignDesign;
import assay.rounds.CampaignState;
import assay.rounds.OutcomeRange;
import assay.rounds.TreeSegmentModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts a campaign. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = "Start a campaign: its design is checked, and kept in a new file.")
final class RoundsInitCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--arms",
            split = ",",
            required = true,
            paramLabel = "ARM",
            description = "The arms, control first, separated by commas.")
    private List<String> arms = List.of();

    @Option(
            names = "--covariates",
            split = ",",
            required = true,
            paramLabel = "COLUMN",
            description = "Numbers known of a visitor before assignment, separated by commas.")
    private List<String> covariates = List.of();

    @Option(
            names = {"--state", "--out"},
            required = true,
            paramLabel = "FILE",
            description = "The file of the campaign; there must be none yet.")
    private Path state = Path.of("");

    @Mixin
    private RoundsDesignOptions options = new RoundsDesignOptions();

    @Override
    public Integer call() throws IOException {
        CampaignDesign design = options.design(
                arms.stream().map(String::strip).toList(),
                covariates.stream().map(String::strip).toList(),
                OutcomeRange.UNBOUNDED);
        if (Files.exists(state)) {
            throw new IllegalArgumentException("There is a file " + state
                    + " already: a campaign is started once. Go on with it, or choose another name.");
        }
        Path folder = state.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        new CampaignState(state, TreeSegmentModel.standard()).save(Campaign.start(design, TreeSegmentModel.standard()));
        spec.commandLine()
                .getErr()
                .println("written: " + state + ", " + design.rounds() + " rounds of " + design.sizes()
                        + " visitors; next: assay rounds plan " + state);
        return Exit.OK;
    }
}
