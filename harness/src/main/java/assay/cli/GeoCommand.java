package assay.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Experiments on regions, before and after. */
@Command(
        name = "geo",
        mixinStandardHelpOptions = true,
        description = {
            "Experiments on regions: choose or pair them, plan by placebos in time, analyse a campaign that ran in some of them, and",
            "calibrate a saturation curve by what such tests found."
        },
        subcommands = {
            GeoAnalyzeCommand.class,
            GeoPowerCommand.class,
            GeoSelectCommand.class,
            GeoPairsCommand.class,
            GeoCalibrateCommand.class
        },
        footer = {
            "",
            "Examples: assay geo select sales.csv --outcome Y --unit location --time date --size 2 --duration 15",
            "          assay geo power sales.csv --outcome Y --unit location --time date --treated chicago,portland --duration 15",
            "          assay geo pairs sales.csv --outcome Y --unit location --time date --duration 15",
            "          assay geo analyze sales.csv --outcome Y --unit location --time date --treated chicago,portland --from"
                    + " 2021-04-01",
            "          assay geo calibrate weeks.csv --spend spend --outcome sales --lift-tests tests.csv"
        })
final class GeoCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say what to do: assay geo analyze, power, select, pairs or calibrate");
    }
}
