package assay.cli;

import assay.geo.GeoPanel;
import assay.geo.PlaceboPower;
import assay.geo.PowerPoint;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.DoubleStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Power of a test on named regions. */
@Command(
        name = "power",
        mixinStandardHelpOptions = true,
        description = {
            "Power of a campaign in named regions, by placebos in time: effects are injected into windows of the past, and the"
                    + " share of windows that find them is counted. The row of effect 0 is the size of the test."
        })
final class GeoPowerCommand implements Callable<Integer> {

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
            names = "--treated",
            split = ",",
            required = true,
            paramLabel = "REGION",
            description = "Regions that are to have the campaign, parted by commas.")
    private List<String> treated = List.of();

    private static final int WINDOWS = 20;

    @Override
    public Integer call() throws IOException {
        double[] lifts = DoubleStream.concat(
                        DoubleStream.of(0), DoubleStream.of(plan.effects()).filter(e -> e != 0))
                .toArray();
        double enough = plan.power();
        PlaceboPower power = plan.placebos(model, WINDOWS);
        GeoPanel panel = input.past(plan.until());
        List<PowerPoint> curve = power.curve(panel, treated, input.excluded(), lifts);
        Rows rows = new Rows("effect", "power", "mean_estimate", "windows");
        curve.forEach(point -> rows.add(point.lift(), point.power(), point.estimate(), point.windows()));
        PrintWriter err = spec.commandLine().getErr();
        output.print(spec.commandLine().getOut(), err, "geo-power", rows.format(output.format()));
        OptionalDouble least = PlaceboPower.detectable(curve.subList(1, curve.size()), enough);
        err.println(
                least.isPresent()
                        ? "A lift of " + Rows.brief(least.getAsDouble())
                                + " is the smallest asked for that is found with power " + Rows.brief(enough)
                                + " or more at level " + Rows.brief(plan.alpha()) + "."
                        : "No effect asked for is found with power " + Rows.brief(enough)
                                + ": ask for larger ones (--effects), a longer test or other regions.");
        err.println("Windows overlap: the shares say less than as many independent tests would.");
        return Exit.OK;
    }
}
