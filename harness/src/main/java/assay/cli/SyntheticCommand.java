package assay.cli;

import assay.Arguments;
import assay.Missing;
import assay.Role;
import assay.Sample;
import assay.data.Nearest;
import assay.quasi.synthetic.AdoptionPanel;
import assay.quasi.synthetic.SyntheticError;
import assay.quasi.synthetic.SyntheticWeighting;
import assay.tablesaw.Tables;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tech.tablesaw.api.Table;

/** The effect on treated units of a panel by comparison with a weighted mean of others. */
@Command(
        name = "synthetic",
        mixinStandardHelpOptions = true,
        description = {
            "The effect on treated units of a panel by comparison with a weighted mean of others: synthetic control and synthetic"
                    + " differences in differences.",
            "Weights, fit before treatment, gaps by period, placebos in space and in time, and an interval."
        },
        footer = {
            "",
            "Methods: sdid, sc, did, sc-intercept, sc-ridge. Standard errors: auto (placebo for one treated unit and for synthetic"
                    + " controls, else the jackknife), placebo, jackknife, bootstrap.",
            "",
            "Examples: assay synthetic world:factor-panel --outcome y --unit unit --time time --assignment treated",
            "          assay synthetic prop99.csv --outcome packs --unit state --time year --assignment treated --method sc"
                    + " --plot gap.svg"
        })
final class SyntheticCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description =
                    "One row for each unit and period: a data set, see: assay data list; a CSV or Parquet file; or a draw, such as"
                            + " world:factor-panel.")
    private String file = "";

    @Option(names = "--outcome", required = true, paramLabel = "COLUMN", description = "The measured response.")
    private String outcome = "";

    @Option(names = "--unit", required = true, paramLabel = "COLUMN", description = "Identifier of the unit.")
    private String unit = "";

    @Option(
            names = "--time",
            required = true,
            paramLabel = "COLUMN",
            description = "Time of the observation: numbers, or ISO dates.")
    private String time = "";

    @Option(
            names = {"--assignment", "--treatment"},
            required = true,
            paramLabel = "COLUMN",
            description = "Whether the unit is under treatment in that period, such as 0 and 1; once begun it stays.")
    private String assignment = "";

    @Option(
            names = "--control",
            paramLabel = "LEVEL",
            description = "Level of the assignment that is control; the first in order by default.")
    private @Nullable String control;

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            defaultValue = "sdid",
            description = "sdid, sc, did, sc-intercept or sc-ridge (default: ${DEFAULT-VALUE}).")
    private String method = "sdid";

    @Option(
            names = "--se",
            paramLabel = "METHOD",
            defaultValue = "auto",
            description = "auto, placebo, jackknife or bootstrap (default: ${DEFAULT-VALUE}).")
    private String se = "auto";

    @Option(
            names = "--replications",
            paramLabel = "NUMBER",
            defaultValue = "200",
            description =
                    "Draws of the bootstrap, and of placebos where several units are treated (default: ${DEFAULT-VALUE}).")
    private int replications = 200;

    @Option(
            names = "--placebo-time",
            paramLabel = "PERIOD",
            description = "Period in which a placebo in time begins; by default two thirds into the periods before.")
    private @Nullable String placeboTime;

    @Option(
            names = "--missing",
            paramLabel = "POLICY",
            defaultValue = "fail",
            description =
                    "Missing values: fail or drop (default: ${DEFAULT-VALUE}); a unit that lacks a period is refused.")
    private Missing missing = Missing.FAIL;

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            defaultValue = "0.95",
            description = "Level of the interval, in (0, 1) (default: ${DEFAULT-VALUE}).")
    private double level = 0.95;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "Key of the random streams of placebos and bootstraps (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            defaultValue = "estimate",
            description = "What --format csv prints: estimate, units, times, gaps, cohorts or placebos (default:"
                    + " ${DEFAULT-VALUE}).")
    private String table = "estimate";

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            description = "Write a picture (SVG) of the treated, their control and the gaps.")
    private @Nullable Path plot;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        Arguments.probability("--level", level);
        SyntheticWeighting weighting = named("--method", method, SyntheticWeighting.values(), SyntheticWeighting::code);
        SyntheticError error = named("--se", se, SyntheticError.values(), SyntheticError::code);
        named("--table", table, SyntheticReport.TABLES.toArray(new String[0]), name -> name);
        Map<Role, List<String>> roles = new EnumMap<>(Role.class);
        roles.put(Role.OUTCOME, List.of(outcome));
        roles.put(Role.UNIT, List.of(unit));
        roles.put(Role.TIME, List.of(time));
        roles.put(Role.ASSIGNMENT, List.of(assignment));
        Set<String> columns = new LinkedHashSet<>();
        roles.values().forEach(columns::addAll);
        Table data = Logicals.numbers(Inputs.read(file, columns), roles);
        Sample sample = control == null
                ? Tables.sample(data, roles, missing)
                : ArmOrder.follow(Tables.sample(data, roles, missing, control));
        AdoptionPanel panel = AdoptionPanel.of(sample);
        SyntheticStudy study =
                SyntheticStudy.of(panel, sample.dropped(), weighting, error, replications, placeboTime, seed);
        SyntheticReport report = new SyntheticReport(study, sample, level, seed);
        PrintWriter err = spec.commandLine().getErr();
        if (output.format() == Format.CSV) {
            report.sentences().forEach(err::println);
        }
        study.fit().cautions().forEach(caution -> err.println(CautionLine.of(caution)));
        err.flush();
        output.print(spec.commandLine().getOut(), err, "synthetic", report.format(output.format(), table));
        if (plot != null) {
            OutputOptions.write(
                    plot, SyntheticChart.draw(study, report.sentences().get(0)));
            err.println("written: " + plot);
        }
        return Exit.OK;
    }

    private static <T> T named(String option, String name, T[] values, Function<T, String> code) {
        List<String> names = Arrays.stream(values).map(code).toList();
        int at = names.indexOf(name.strip());
        if (at < 0) {
            throw new IllegalArgumentException(option + " does not take '" + name + "'." + Nearest.question(name, names)
                    + " It takes " + String.join(", ", names) + ".");
        }
        return values[at];
    }
}
