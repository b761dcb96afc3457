package assay.cli;

import assay.Arguments;
import assay.Column;
import assay.Missing;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.data.Nearest;
import assay.tablesaw.Tables;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tech.tablesaw.api.Table;

/** What an advertisement caused, by an experiment in which not all of the treated arm came across it. */
@Command(
        name = "incrementality",
        mixinStandardHelpOptions = true,
        description = {
            "What an advertisement caused, by an experiment in which not all of the treated arm came across it.",
            "Effects of assignment and of exposure (delta method, Fieller, Anderson-Rubin), take-up by arm, bounds for all; what"
                    + " attribution and exposed minus unexposed would have said; incremental return and cost per conversion."
        },
        footer = {
            "",
            "Examples: assay incrementality world:ad-exposure --outcome converted --assignment assigned --treatment exposed"
                    + " --ghost-ads would_show --value revenue --cost cost",
            "          assay incrementality --counts 10000,620,4000,380,10000,560,0,0"
        })
final class IncrementalityCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE",
            description =
                    "One row for each unit: a data set, see: assay data list; a CSV or Parquet file; or a draw, such as"
                            + " world:ad-exposure. None with --counts.")
    private @Nullable String file;

    @Option(
            names = "--counts",
            paramLabel = "COUNTS",
            description =
                    "In place of a file: units, converted, exposed, and exposed that converted, first of the treated arm and then"
                            + " of control: eight counts separated by commas; ? for exposed that converted where that is not known.")
    private @Nullable String counts;

    @Option(names = "--outcome", paramLabel = "COLUMN", description = "The measured response, such as a conversion.")
    private @Nullable String outcome;

    @Option(names = "--assignment", paramLabel = "COLUMN", description = "The arm that a unit was assigned to.")
    private @Nullable String assignment;

    @Option(
            names = {"--treatment", "--exposure"},
            paramLabel = "COLUMN",
            description = "Whether the unit was exposed: 0 or 1, or two levels of which the first is no.")
    private @Nullable String treatment;

    @Option(
            names = "--ghost-ads",
            paramLabel = "COLUMN",
            description =
                    "Marks in both arms the units that came across the ad, or would have: ghost ads, or a placebo ad.")
    private @Nullable String ghostAds;

    @Option(
            names = "--predicted",
            paramLabel = "COLUMN",
            description = "Marks in both arms the units predicted to come across the ad, before they were assigned.")
    private @Nullable String predicted;

    @Option(
            names = "--cost",
            paramLabel = "COLUMN|TOTAL",
            description = "What was spent on the unit, or a number: what was spent on the treated arm in all.")
    private @Nullable String cost;

    @Option(
            names = "--value",
            paramLabel = "COLUMN",
            description = "What the unit brought in, in the currency of the cost.")
    private @Nullable String value;

    @Option(
            names = "--margin",
            paramLabel = "SHARE",
            defaultValue = "1",
            description = "Share of the value that is profit, in (0, 1] (default: ${DEFAULT-VALUE}).")
    private double margin = 1;

    @Option(
            names = "--compliance",
            paramLabel = "KIND",
            defaultValue = "auto",
            description =
                    "auto, one-sided (nobody of control can be exposed; checked) or two-sided (default: ${DEFAULT-VALUE}).")
    private String compliance = "auto";

    @Option(
            names = "--control",
            paramLabel = "LEVEL",
            description = "Level of the assignment that is control; the first in order by default.")
    private @Nullable String control;

    @Option(
            names = "--missing",
            paramLabel = "POLICY",
            defaultValue = "fail",
            description = "Missing values: fail or drop (default: ${DEFAULT-VALUE}).")
    private Missing missing = Missing.FAIL;

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            defaultValue = "0.95",
            description = "Level of the intervals, in (0, 1) (default: ${DEFAULT-VALUE}).")
    private double level = 0.95;

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            defaultValue = "effects",
            description = "What --format csv prints: effects, arms, foils or returns (default: ${DEFAULT-VALUE}).")
    private String table = "effects";

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        Arguments.probability("--level", level);
        if (!(margin > 0 && margin <= 1)) {
            throw new IllegalArgumentException("--margin must be in (0, 1], not " + margin + ".");
        }
        named("--compliance", compliance, List.of("auto", "one-sided", "two-sided"));
        named("--table", table, IncrementalityReport.TABLES);
        IncrementalityStudy study = counts == null ? ofRows() : ofCounts(counts);
        study.declared(compliance);
        IncrementalityReport report = new IncrementalityReport(study, level);
        PrintWriter err = spec.commandLine().getErr();
        if (output.format() == Format.CSV) {
            report.sentences().forEach(err::println);
        }
        study.cautions().forEach(caution -> err.println(CautionLine.of(caution)));
        err.flush();
        output.print(spec.commandLine().getOut(), err, "incrementality", report.format(output.format(), table));
        return Exit.OK;
    }

    private IncrementalityStudy ofCounts(String text) {
        if (file != null
                || outcome != null
                || assignment != null
                || treatment != null
                || ghostAds != null
                || predicted != null
                || cost != null
                || value != null
                || control != null) {
            throw new IllegalArgumentException(
                    "--counts stand in place of rows; leave out the file and all options that name columns or arms.");
        }
        return IncrementalityStudy.ofCounts(text);
    }

    private IncrementalityStudy ofRows() {
        if (file == null) {
            throw new IllegalArgumentException("Name a file of rows, or give --counts.");
        }
        Map<Role, List<String>> roles = new EnumMap<>(Role.class);
        roles.put(Role.OUTCOME, List.of(required("--outcome", outcome)));
        roles.put(Role.ASSIGNMENT, List.of(required("--assignment", assignment)));
        roles.put(Role.TREATMENT, List.of(required("--treatment", treatment)));
        List<String> marks = new ArrayList<>();
        if (ghostAds != null) {
            marks.add(ghostAds);
        }
        if (predicted != null) {
            marks.add(predicted);
        }
        if (!marks.isEmpty()) {
            roles.put(Role.STRATUM, marks);
        }
        OptionalDouble total = number(cost);
        if (value != null) {
            if (cost == null) {
                throw new IllegalArgumentException(
                        "--value is for the return on what was spent; name the column of the spending: --cost.");
            }
            roles.put(Role.NUMERATOR, List.of(value));
        }
        if (cost != null && total.isEmpty()) {
            roles.put(Role.DENOMINATOR, List.of(cost));
        }
        Set<String> columns = distinct(roles);
        Table data = Logicals.numbers(Inputs.read(file, columns), roles);
        Sample sample =
                control == null ? Tables.sample(data, roles, missing) : Tables.sample(data, roles, missing, control);
        if (total.isPresent()) {
            sample = sample.with(Role.DENOMINATOR, spread(sample, total.getAsDouble()));
        }
        return IncrementalityStudy.ofRows(sample, mark(sample, ghostAds), mark(sample, predicted), margin);
    }

    /** A cost that is a number is the total of the treated arm. */
    private static OptionalDouble number(@Nullable String text) {
        if (text == null) {
            return OptionalDouble.empty();
        }
        double total;
        try {
            total = Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Arguments.positive("--cost", total));
    }

    /** A total that is known, in equal parts over the units of the treated arm. */
    private static Column spread(Sample sample, double total) {
        TwoArms arms = TwoArms.of(sample);
        double[] each = arms.indicator().clone();
        for (int i = 0; i < each.length; i++) {
            each[i] *= total / arms.treated();
        }
        return new Column.Numeric("cost", each);
    }

    private static String required(String option, @Nullable String name) {
        if (name == null) {
            throw new IllegalArgumentException("Missing required option '" + option + "=COLUMN'"
                    + ("--treatment".equals(option)
                            ? ": the column that says who was exposed. Without exposure there is the effect of assignment"
                                    + " alone: assay analyze."
                            : "."));
        }
        return name;
    }

    /** One column cannot be two things; the value of a conversion alone may be the outcome. */
    private static Set<String> distinct(Map<Role, List<String>> roles) {
        Set<String> seen = new LinkedHashSet<>();
        for (Map.Entry<Role, List<String>> entry : roles.entrySet()) {
            for (String name : entry.getValue()) {
                boolean valued = entry.getKey() == Role.NUMERATOR
                        && roles.getOrDefault(Role.OUTCOME, List.of()).contains(name);
                if (!seen.add(name) && !valued) {
                    throw new IllegalArgumentException("Column '" + name
                            + "' is named twice; outcome, assignment, exposure, marks and cost are different columns.");
                }
            }
        }
        return seen;
    }

    private static @Nullable Column mark(Sample sample, @Nullable String name) {
        return name == null
                ? null
                : sample.columns(Role.STRATUM).stream()
                        .filter(column -> column.name().equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    private static void named(String option, String name, List<String> names) {
        if (!names.contains(name)) {
            throw new IllegalArgumentException(option + " does not take '" + name + "'." + Nearest.question(name, names)
                    + " It takes " + String.join(", ", names) + ".");
        }
    }
}
