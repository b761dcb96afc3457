package assay.cli;

import assay.geo.GeoPanel;
import assay.geo.PairedPlan;
import assay.random.Philox;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Pairs of regions and a coin in each. */
@Command(
        name = "pairs",
        mixinStandardHelpOptions = true,
        description = {
            "A paired test: regions whose past is alike are paired, and a coin gives the campaign to one of each pair. Says the"
                    + " smallest effect that a paired comparison of changes would find."
        })
final class GeoPairsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private GeoInput input = new GeoInput();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(names = "--duration", required = true, paramLabel = "PERIODS", description = "Periods of the test.")
    private int duration = 1;

    @Option(
            names = "--until",
            paramLabel = "PERIOD",
            description = "Last period of the past that is looked at; the last of the table by default.")
    private @Nullable String until;

    @Option(
            names = "--alpha",
            paramLabel = "LEVEL",
            defaultValue = "0.05",
            description = "Level of the two-sided test, in (0, 1) (default: ${DEFAULT-VALUE}).")
    private double alpha = 0.05;

    @Option(
            names = "--power",
            paramLabel = "POWER",
            defaultValue = "0.8",
            description = "Power, in (0, 1) (default: ${DEFAULT-VALUE}).")
    private double power = 0.8;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "Key of the coin (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Override
    public Integer call() throws IOException {
        GeoPanel all = input.past(until);
        int[] left = all.indices(input.excluded());
        List<Integer> kept = IntStream.range(0, all.regions().size())
                .filter(i -> IntStream.of(left).noneMatch(j -> j == i))
                .boxed()
                .toList();
        GeoPanel panel = GeoPanel.of(
                all.outcomeName(),
                kept.stream().map(all.regions()::get).toList(),
                all.calendar().labels(),
                kept.stream().map(i -> all.outcome()[i]).toArray(double[][]::new));
        PairedPlan plan = PairedPlan.of(panel, duration, new Philox(seed, 0, 0));
        double detectable = plan.detectable(alpha, power);
        Rows rows = new Rows("pair", "treated", "control", "distance");
        for (int p = 0; p < plan.pairs().size(); p++) {
            PairedPlan.Pair pair = plan.pairs().get(p);
            rows.add(p + 1, pair.treated(), pair.control(), pair.distance());
        }
        PrintWriter err = spec.commandLine().getErr();
        output.print(spec.commandLine().getOut(), err, "geo-pairs", rows.format(output.format()));
        if (!plan.left().isEmpty()) {
            err.println("without a partner: " + String.join(", ", plan.left()));
        }
        double[] totals = panel.totals();
        double mean =
                IntStream.range(0, totals.length).mapToDouble(i -> totals[i]).sum()
                        / totals.length
                        / panel.calendar().size();
        err.println("smallest effect with power " + Rows.brief(power) + " at level " + Rows.brief(alpha) + ": "
                + Rows.brief(detectable) + " per region and period"
                + (mean > 0
                        ? ", " + Rows.brief(100 * detectable / mean) + " % of the mean of " + all.outcomeName()
                        : "")
                + "; analyse with: assay estimate geo-matched-pairs");
        return Exit.OK;
    }
}
