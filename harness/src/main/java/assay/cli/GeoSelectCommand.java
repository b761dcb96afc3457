package assay.cli;

import assay.Arguments;
import assay.geo.GeoPanel;
import assay.geo.MarketSelection;
import assay.geo.MarketSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

    @Option(
            names = "--include",
            split = ",",
            paramLabel = "REGION",
            description = "Only sets that hold these regions, parted by commas.")
    private List<String> include = List.of();

    @Option(
            names = "--max-share",
            paramLabel = "SHARE",
            defaultValue = "1",
            description = "Only sets with at most this share of the total outcome, in (0, 1]: the rest is held out"
                    + " (default: ${DEFAULT-VALUE}).")
    private double maxShare = 1;

    @Option(
            names = "--cost-per-unit",
            paramLabel = "NUMBER",
            description =
                    "Cost of one incremental unit of the outcome; prints what the smallest effect that is found costs.")
    private @Nullable Double costPerUnit;

    @Option(
            names = "--budget",
            paramLabel = "NUMBER",
            description = "With --cost-per-unit, only sets whose smallest effect costs no more.")
    private @Nullable Double budget;

    @Override
    public Integer call() throws IOException {
        if (!(maxShare > 0 && maxShare <= 1)) {
            throw new IllegalArgumentException("--max-share must be in (0, 1], not " + maxShare);
        }
        if (costPerUnit != null) {
            Arguments.positive("--cost-per-unit", costPerUnit);
        }
        if (budget != null && costPerUnit == null) {
            throw new IllegalArgumentException("--budget needs --cost-per-unit: what an incremental unit costs.");
        }
        double limit = budget == null ? Double.POSITIVE_INFINITY : Arguments.positive("--budget", budget);
        MarketSelection selection = new MarketSelection(plan.placebos(model, WINDOWS), plan.power());
        GeoPanel panel = input.past(plan.until());
        List<MarketSet> sets =
                selection.ranked(panel, sizes.stream().mapToInt(i -> i).toArray(), input.excluded(), plan.effects());
        int[] held = panel.indices(include);
        List<String> required =
                Arrays.stream(held).mapToObj(panel.regions()::get).toList();
        List<MarketSet> eligible = sets.stream()
                .filter(set -> set.share() <= maxShare && set.regions().containsAll(required))
                .filter(set -> budget == null || investment(panel, set) <= limit)
                .toList();
        List<String> columns = new ArrayList<>(List.of(
                "rank", "regions", "smallest_effect", "power_largest", "bias", "scaled_imbalance", "share_of_total"));
        if (costPerUnit != null) {
            columns.add("investment");
        }
        Rows rows = new Rows(columns.toArray(new String[0]));
        for (int i = 0; i < Math.min(most, eligible.size()); i++) {
            MarketSet set = eligible.get(i);
            List<@Nullable Object> row = new ArrayList<>();
            row.add(i + 1);
            row.add(String.join(", ", set.regions()));
            row.add(set.detectable().isPresent() ? set.detectable().getAsDouble() : null);
            row.add(set.power());
            row.add(set.bias());
            row.add(set.scaledImbalance());
            row.add(set.share());
            if (costPerUnit != null) {
                double cost = investment(panel, set);
                row.add(Double.isFinite(cost) ? cost : null);
            }
            rows.add(row.toArray());
        }
        PrintWriter err = spec.commandLine().getErr();
        output.print(spec.commandLine().getOut(), err, "geo-select", rows.format(output.format()));
        if (eligible.isEmpty()) {
            err.println("No set keeps to --include, --max-share and --budget; the nearest of " + sets.size()
                    + " has a share of "
                    + Rows.brief(
                            sets.stream().mapToDouble(MarketSet::share).min().orElse(Double.NaN))
                    + " of the total outcome.");
        }
        err.println(sets.size()
                + " sets were compared. The best of many looks better in the past than it will be: look at the"
                + " power of the one you choose with more windows (assay geo power).");
        return Exit.OK;
    }

    /** What the smallest effect that is found costs; infinite where none is. */
    private double investment(GeoPanel panel, MarketSet set) {
        double baseline = 0;
        int periods = panel.calendar().size();
        for (int region : panel.indices(set.regions())) {
            for (int t = periods - plan.duration(); t < periods; t++) {
                baseline += panel.outcome()[region][t];
            }
        }
        double effect = Math.abs(set.detectable().orElse(Double.POSITIVE_INFINITY));
        return costPerUnit == null ? 0 : effect * baseline * costPerUnit;
    }
}
