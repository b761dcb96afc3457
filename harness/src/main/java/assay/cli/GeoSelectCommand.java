package assay.cli;

import assay.geo.GeoPanel;
import assay.geo.MarketSelection;
import assay.geo.MarketSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which regions to run a campaign in. */
@Command(
        name = "select",
        mixinStandardHelpOptions = true,
        description = {
            "Which regions to run a campaign in: sets of regions that move together, ranked by the smallest effect that a test in"
                    + " them finds in windows of the past."
        })
final class GeoSelectCommand implements Callable<Integer> {

    private static final int WINDOWS = 5;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private GeoInput input = new GeoInput();

    @Mixin
    private GeoModelOptions model = new GeoModelOptions();

    @Mixin
    private GeoPlanOptions plan = new GeoPlanOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = "--size",
            split = ",",
            required = true,
            paramLabel = "NUMBER",
            description = "Numbers of regions with the campaign, parted by commas.")
    private List<Integer> sizes = List.of();

    @Option(
            names = "--most",
            paramLabel = "NUMBER",
            defaultValue = "10",
            description = "Sets that are printed (default: ${DEFAULT-VALUE}).")
    private int most = 10;

    @Override
    public Integer call() throws IOException {
        MarketSelection selection = new MarketSelection(plan.placebos(model, WINDOWS), plan.power());
        GeoPanel panel = input.past(plan.until());
        List<MarketSet> sets =
                selection.ranked(panel, sizes.stream().mapToInt(i -> i).toArray(), input.excluded(), plan.effects());
        Rows rows = new Rows(
                "rank", "regions", "smallest_effect", "power_largest", "bias", "scaled_imbalance", "share_of_total");
        for (int i = 0; i < Math.min(most, sets.size()); i++) {
            MarketSet set = sets.get(i);
            rows.add(
                    i + 1,
                    String.join(", ", set.regions()),
                    set.detectable().isPresent() ? set.detectable().getAsDouble() : null,
                    set.power(),
                    set.bias(),
                    set.scaledImbalance(),
                    set.share());
        }
        PrintWriter err = spec.commandLine().getErr();
        output.print(spec.commandLine().getOut(), err, "geo-select", rows.format(output.format()));
        err.println(sets.size()
                + " sets were compared. The best of many looks better in the past than it will be: look at the"
                + " power of the one you choose with more windows (assay geo power).");
        return Exit.OK;
    }
}
