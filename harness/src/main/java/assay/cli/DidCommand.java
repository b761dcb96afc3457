package assay.cli;

import assay.Arguments;
import assay.Column;
import assay.EstimationException;
import assay.Fit;
import assay.Missing;
import assay.Names;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.baseline.TwoWayFixedEffects;
import assay.quasi.Aggregation;
import assay.quasi.BasePeriod;
import assay.quasi.ComparisonGroup;
import assay.quasi.DidScore;
import assay.quasi.DoublyRobustDid;
import assay.quasi.HonestRestriction;
import assay.quasi.TwoWayWeights;
import assay.random.Philox;
import assay.tablesaw.Tables;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** Differences in differences on a panel, and what would have to be true to overturn them. */
@Command(
        name = "did",
        mixinStandardHelpOptions = true,
        description = {
            "Differences in differences: group-time effects on the treated, covariates held equal, their averages and event study.",
            "Two-way fixed effects are refused where units are treated at different times, with the weights that they would give."
        },
        footer = {
            "",
            "Exit code 3 where the panel is refused, which --method twfe is under staggered adoption.",
            "",
            "Examples: assay did world:conditional-trends --outcome y --unit unit --time time --treatment d --covariates x1,x2",
            "          assay did mpdta.csv --outcome lemp --unit countyreal --time year --cohort first.treat --event-study"
                    + " --honest 0.5,1,2",
            "          assay did world:staggered-panel --outcome y --unit unit --time time --treatment d --method twfe"
        })
final class DidCommand implements Callable<Integer> {

    /** How the panel is read. */
    enum Approach {
        /** Group-time effects. */
        GROUP_TIME,
        /** Two-way fixed effects. */
        TWFE
    }

    /** Whom treated units are compared with. */
    enum Against {
        /** Units never treated. */
        NEVER,
        /** Units not treated yet. */
        NOT_YET
    }

    /** What is bounded. */
    enum Bounded {
        /** Multiples of the worst change before treatment. */
        RELATIVE,
        /** Bends of a line. */
        SMOOTH
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description =
                    "A data set, see: assay data list; a CSV or Parquet file; or a draw, such as world:conditional-trends.")
    private String file = "";

    @Option(names = "--outcome", required = true, paramLabel = "COLUMN", description = "The outcome.")
    private String outcome = "";

    @Option(names = "--unit", required = true, paramLabel = "COLUMN", description = "Identifier of the unit.")
    private String unit = "";

    @Option(names = "--time", required = true, paramLabel = "COLUMN", description = "The period, a number.")
    private String time = "";

    @Option(
            names = {"--treatment", "--assignment"},
            paramLabel = "COLUMN",
            description = "1 in the periods in which a unit is treated, 0 before.")
    private @Nullable String treatment;

    @Option(
            names = "--cohort",
            paramLabel = "COLUMN",
            description =
                    "Instead of --treatment: the period in which a unit is first treated; 0, empty or Inf for never.")
    private @Nullable String cohort;

    @Option(
            names = "--covariates",
            split = ",",
            paramLabel = "COLUMN",
            description = "What was known before treatment and does not change, on which trends may depend.")
    private List<String> covariates = List.of();

    @Option(names = "--cluster", paramLabel = "COLUMN", description = "Group within which units may depend.")
    private @Nullable String cluster;

    @Option(
            names = "--control",
            paramLabel = "GROUP",
            defaultValue = "never",
            converter = AgainstConverter.class,
            description = "Compare with units that are treated never or not-yet (default: ${DEFAULT-VALUE}).")
    private Against control = Against.NEVER;

    @Option(
            names = "--score",
            paramLabel = "SCORE",
            defaultValue = "improved",
            description = "How covariates are held equal: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private DidScore score = DidScore.IMPROVED;

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            defaultValue = "group-time",
            converter = ApproachConverter.class,
            description = "group-time or twfe (default: ${DEFAULT-VALUE}).")
    private Approach approach = Approach.GROUP_TIME;

    @Option(
            names = "--aggregate",
            paramLabel = "HOW",
            defaultValue = "simple",
            description = "How effects are made one: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Aggregation aggregation = Aggregation.SIMPLE;

    @Option(
            names = "--event-study",
            description = "Effects by length of exposure, those before treatment against the last period before.")
    private boolean eventStudy;

    @Option(
            names = "--honest",
            split = ",",
            paramLabel = "M",
            description = "How far trends may part: bounds under which the average effect is given, such as 0.5,1,2.")
    private List<Double> honest = List.of();

    @Option(
            names = "--restriction",
            paramLabel = "KIND",
            defaultValue = "relative",
            description =
                    "relative: M times the worst change before treatment; smooth: a line that bends by M per period (default: ${DEFAULT-VALUE}).")
    private Bounded restriction = Bounded.RELATIVE;

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
            description = "Level of intervals, in (0, 1) (default: ${DEFAULT-VALUE}).")
    private double level = 0.95;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "Key of the random stream for bands (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--plot", paramLabel = "FILE", description = "Draw the event study to this SVG file.")
    private @Nullable Path plot;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        Arguments.probability("--level", level);
        for (double m : honest) {
            if (!(m >= 0 && m < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("--honest takes bounds that are finite and not negative, not " + m);
            }
        }
        if ((treatment == null) == (cohort == null)) {
            throw new IllegalArgumentException(
                    "Name either --treatment, 1 where a unit is treated, or --cohort, when it is first treated.");
        }
        Sample sample = sample();
        return approach == Approach.TWFE ? fixedEffects(sample) : groupTime(sample);
    }

    private int groupTime(Sample sample) throws IOException {
        ComparisonGroup comparison =
                control == Against.NEVER ? ComparisonGroup.NEVER_TREATED : ComparisonGroup.NOT_YET_TREATED;
        boolean events = eventStudy || plot != null;
        DoublyRobustDid estimator = new DoublyRobustDid(
                score,
                comparison,
                events ? Aggregation.DYNAMIC : aggregation,
                events ? BasePeriod.UNIVERSAL : BasePeriod.VARYING);
        DidReport report = DidReport.of(
                sample,
                estimator,
                honest,
                restriction == Bounded.SMOOTH ? HonestRestriction.SMOOTHNESS : HonestRestriction.RELATIVE_MAGNITUDES,
                level,
                seed);
        PrintWriter err = spec.commandLine().getErr();
        if (output.format() == Format.CSV) {
            report.sentences().forEach(err::println);
            report.certificates().forEach(err::println);
        }
        report.fit().cautions().forEach(caution -> err.println(CautionLine.of(caution)));
        err.flush();
        if (plot != null) {
            OutputOptions.write(plot, DidChart.draw(report, outcome.strip()));
            err.println("written: " + plot);
        }
        output.print(spec.commandLine().getOut(), err, "did", report.format(output.format()));
        return Exit.OK;
    }

    private int fixedEffects(Sample sample) throws IOException {
        TwoWayWeights weights = TwoWayWeights.of(sample);
        PrintWriter err = spec.commandLine().getErr();
        if (weights.staggered()) {
            output.print(
                    spec.commandLine().getOut(), err, "did-weights", DidWeightsReport.format(weights, output.format()));
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    String.format(
                            Locale.ROOT,
                            "Units are first treated in %d different periods, and two-way fixed effects take units that are"
                                    + " treated already for controls (%.0f%% of the weight): of %d cells of cohort and period %d"
                                    + " weigh negatively, %.4f in all of weights that sum to 1. The coefficient is no average of"
                                    + " effects unless they are the same for all units at all times.",
                            weights.cohorts(),
                            100 * weights.alreadyTreated(),
                            weights.cells().size(),
                            weights.negativeCells(),
                            weights.negative()),
                    "Leave --method out: group-time effects compare with units that are not treated.");
        }
        Fit fit = new TwoWayFixedEffects().estimate(sample.with(Role.COVARIATE), new Philox(seed, 0, 3));
        output.print(
                spec.commandLine().getOut(),
                err,
                "did",
                DidReport.rows(fit, level, "effect").format(output.format()));
        err.println("One cohort is compared with units never treated: the coefficient is its average effect.");
        return Exit.OK;
    }

    private Sample sample() {
        Map<Role, List<String>> roles = new EnumMap<>(Role.class);
        roles.put(Role.OUTCOME, List.of(outcome.strip()));
        roles.put(Role.UNIT, List.of(unit.strip()));
        roles.put(Role.TIME, List.of(time.strip()));
        List<String> named =
                covariates.stream().map(String::strip).filter(s -> !s.isEmpty()).toList();
        if (!named.isEmpty()) {
            roles.put(Role.COVARIATE, named);
        }
        if (cluster != null) {
            roles.put(Role.CLUSTER, List.of(cluster.strip()));
        }
        Set<String> columns = new LinkedHashSet<>();
        roles.values().forEach(columns::addAll);
        String by = treatment != null ? treatment.strip() : "";
        if (treatment != null) {
            roles.put(Role.TREATMENT, List.of(by));
            columns.add(by);
            return Tables.sample(Logicals.numbers(Inputs.read(file, columns), roles), roles, missing);
        }
        String first = cohort == null ? "" : cohort.strip();
        columns.add(first);
        Table table = Inputs.read(file, columns);
        String made = "treated";
        while (table.columnNames().contains(made)) {
            made += "_";
        }
        roles.put(Role.TREATMENT, List.of(made));
        return Tables.sample(table.copy().addColumns(inForce(table, first, made)), roles, missing);
    }

    /** Whether each row is at or after the period in which its unit is first treated, which must be one. */
    private DoubleColumn inForce(Table table, String first, String made) {
        for (String name : List.of(first, time.strip(), unit.strip())) {
            if (!table.columnNames().contains(name)) {
                throw new EstimationException(
                        Problem.UNKNOWN_COLUMN,
                        "There is no column '" + name + "'.",
                        Names.help(name, "columns", table.columnNames()));
            }
        }
        double[] starts = numbers(Tables.column(table, first));
        double[] periods = numbers(Tables.column(table, time.strip()));
        tech.tablesaw.columns.Column<?> units = table.column(unit.strip());
        Map<String, Double> start = new HashMap<>();
        double[] treated = new double[starts.length];
        for (int i = 0; i < treated.length; i++) {
            double g = Double.isNaN(starts[i]) || starts[i] == 0 ? Double.POSITIVE_INFINITY : starts[i];
            Double before = start.putIfAbsent(units.getString(i), g);
            if (before != null && before != g) {
                throw new EstimationException(
                        Problem.NOT_ABSORBING,
                        "Unit '" + units.getString(i) + "' is first treated in " + Rows.brief(before) + " and in "
                                + Rows.brief(g) + " by column '" + first + "'; a unit is first treated once.",
                        "Give each unit the same cohort in all its rows.");
            }
            treated[i] = periods[i] >= g ? 1 : 0;
        }
        return DoubleColumn.create(made, treated);
    }

    private static double[] numbers(Column column) {
        if (column instanceof Column.Numeric numeric) {
            return numeric.values();
        }
        throw new EstimationException(
                Problem.NOT_NUMERIC,
                "Column '" + column.name() + "' holds text, not periods.",
                "Recode it to numbers, 0 for units that are never treated.");
    }

    /** Reads never and not-yet. */
    static final class AgainstConverter implements ITypeConverter<Against> {
        @Override
        public Against convert(String value) {
            return Against.valueOf(value.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /** Reads group-time and twfe. */
    static final class ApproachConverter implements ITypeConverter<Approach> {
        @Override
        public Approach convert(String value) {
            return Approach.valueOf(value.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }
}
