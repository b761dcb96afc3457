package assay.cli;

import assay.Arguments;
import assay.Sample;
import assay.geo.GeoPanel;
import assay.geo.GeoTest;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a campaign did to the regions that it ran in. */
@Command(
        name = "analyze",
        mixinStandardHelpOptions = true,
        description = {
            "What a campaign did to the regions that it ran in: the effect per region and period, the lift, all that it brought, a"
                    + " conformal p-value and interval, the fit before the campaign, and the return on its cost."
        },
        footer = {
            "",
            "Examples: assay geo analyze sales.csv --outcome Y --unit location --time date --treated chicago,portland --from"
                    + " 2021-04-01",
            "          assay geo analyze world:geo-panel --outcome sales --unit region --time day --assignment campaign"
                    + " --method tbr"
        })
final class GeoAnalyzeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private GeoInput input = new GeoInput();

    @Mixin
    private GeoModelOptions model = new GeoModelOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = "--treated",
            split = ",",
            paramLabel = "REGION",
            description = "Regions with the campaign, parted by commas.")
    private List<String> treated = List.of();

    @Option(names = "--from", paramLabel = "PERIOD", description = "First period of the campaign.")
    private @Nullable String from;

    @Option(
            names = "--until",
            paramLabel = "PERIOD",
            description = "Last period that counts; the last of the table by default.")
    private @Nullable String until;

    @Option(
            names = "--assignment",
            paramLabel = "COLUMN",
            description = "Whether the campaign ran in that row, instead of --treated and --from.")
    private @Nullable String assignment;

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            defaultValue = "asc",
            description = "asc, the augmented synthetic control; or tbr, the time-based regression (default:"
                    + " ${DEFAULT-VALUE}).")
    private String method = "asc";

    @Option(names = "--cost", paramLabel = "NUMBER", description = "What the campaign cost, for the return on it.")
    private @Nullable Double cost;

    @Option(
            names = "--cost-se",
            paramLabel = "NUMBER",
            defaultValue = "0",
            description = "Standard error of the cost; above 0 the interval of the return is Fieller's (default:"
                    + " ${DEFAULT-VALUE}).")
    private double costError;

    @Option(
            names = "--value",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "Value of a unit of the outcome, in the unit of the cost (default: ${DEFAULT-VALUE}).")
    private double value = 1;

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            defaultValue = "0.95",
            description = "Level of intervals, in (0, 1) (default: ${DEFAULT-VALUE}).")
    private double level = 0.95;

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            defaultValue = "estimate",
            description = "What --format csv prints: estimate, periods or weights (default: ${DEFAULT-VALUE}).")
    private String table = "estimate";

    @Override
    public Integer call() throws IOException {
        Arguments.probability("--level", level);
        GeoModelOptions.named("--method", method, new String[] {"asc", "tbr"}, name -> name);
        GeoModelOptions.named("--table", table, GeoReport.TABLES.toArray(new String[0]), name -> name);
        if (cost != null) {
            Arguments.positive("--cost", cost);
        }
        if (!(costError >= 0)) {
            throw new IllegalArgumentException("--cost-se must be 0 or above, not " + costError);
        }
        Arguments.finite("--value", value);
        Sample sample = input.sample(assignment);
        GeoTest test = test(sample);
        GeoReport report = method.equals("asc")
                ? GeoReport.augmented(test, sample.dropped(), model.estimator(), level)
                : GeoReport.regression(test, sample.dropped(), level);
        if (cost != null) {
            report = report.withReturn(value, cost, costError);
        }
        PrintWriter err = spec.commandLine().getErr();
        if (output.format() == Format.CSV) {
            report.sentences().forEach(err::println);
        }
        report.fit().cautions().forEach(caution -> err.println(CautionLine.of(caution)));
        err.flush();
        output.print(spec.commandLine().getOut(), err, "geo", report.format(output.format(), table));
        return Exit.OK;
    }

    private GeoTest test(Sample sample) {
        if (assignment != null) {
            if (!treated.isEmpty()
                    || from != null
                    || until != null
                    || !input.excluded().isEmpty()) {
                throw new IllegalArgumentException(
                        "--assignment says which rows had the campaign; it goes without --treated, --from, --until and --exclude");
            }
            return GeoTest.of(sample);
        }
        if (treated.isEmpty() || from == null) {
            throw new IllegalArgumentException(
                    "Say where and since when the campaign ran: --treated REGION,REGION --from PERIOD, or --assignment COLUMN.");
        }
        GeoPanel panel = GeoPanel.of(sample);
        int first = panel.calendar().indexOf(from, "--from");
        int last =
                until == null ? panel.calendar().size() - 1 : panel.calendar().indexOf(until, "--until");
        return GeoTest.of(panel, treated, input.excluded(), first, last);
    }
}
