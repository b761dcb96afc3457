package assay.cli;

import assay.Arguments;
import assay.EstimationException;
import assay.Missing;
import assay.Names;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.mediation.BackDoor;
import assay.mediation.CausalGraph;
import assay.mediation.Family;
import assay.mediation.JointCovariance;
import assay.mediation.MediationAnalysis;
import assay.mediation.PathInterval;
import assay.mediation.PathModel;
import assay.tablesaw.Tables;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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

/** Splits an effect by the paths of a graph. */
@Command(
        name = "mediate",
        mixinStandardHelpOptions = true,
        description = "Split the effect of a randomised treatment by the paths of a causal graph.",
        footer = {
            "%nExamples:%n",
            "  assay mediate jobs --outcome depress2 --assignment treat --covariates econ_hard,sex,age",
            "      --graph \"T -> job_seek -> depress2; T -> depress2\" --sensitivity",
            "  assay mediate world:serial-mediation --outcome y --assignment t --covariates x",
            "      --graph \"t -> m1 -> m2 -> y; t -> m2; t, m1 -> y\" --shares"
        })
final class MediateCommand implements Callable<Integer> {

    /** The intervals by their short names. */
    private enum Choice {
        MC(PathInterval.MONTE_CARLO),
        BOOTSTRAP(PathInterval.BOOTSTRAP),
        BCA(PathInterval.BOOTSTRAP_BCA),
        DELTA(PathInterval.DELTA),
        JOINT(PathInterval.JOINT_SIGNIFICANCE);

        private final PathInterval interval;

        Choice(PathInterval interval) {
            this.interval = interval;
        }

        private boolean resampled() {
            return this == BOOTSTRAP || this == BCA;
        }
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description = "A data set, see: assay data list; a CSV or Parquet file; or a draw, such as"
                    + " world:serial-mediation.")
    private String file = "";

    @Option(names = "--outcome", required = true, paramLabel = "COLUMN", description = "The outcome.")
    private String outcome = "";

    @Option(
            names = "--assignment",
            required = true,
            paramLabel = "COLUMN",
            description = "The randomised treatment: two arms, or a dose.")
    private String assignment = "";

    @Option(
            names = "--covariates",
            split = ",",
            paramLabel = "COLUMN",
            description = "What is held fixed in every equation, measured before treatment, separated by commas.")
    private List<String> covariates = List.of();

    @Option(names = "--cluster", paramLabel = "COLUMN", description = "Group within which rows may depend.")
    private @Nullable String cluster;

    @Option(
            names = "--control",
            paramLabel = "LEVEL",
            description = "Level of the assignment that is control; the first in order by default.")
    private @Nullable String control;

    @Option(
            names = "--missing",
            paramLabel = "POLICY",
            defaultValue = "fail",
            description = "Missing values: fail, drop or impute (default: ${DEFAULT-VALUE}).")
    private Missing missing = Missing.FAIL;

    @Mixin
    private GraphOptions graphs = new GraphOptions();

    @Option(
            names = "--mediator",
            paramLabel = "COLUMN",
            description = "A mediator: how much goes through it and past it, on all paths together.")
    private @Nullable String mediator;

    @Option(
            names = "--interaction",
            description = "Let the effect of the mediator differ between the arms: natural effects ACME(t) and ADE(t).")
    private boolean interaction;

    @Option(
            names = "--family",
            paramLabel = "FAMILY",
            defaultValue = "gaussian",
            description = "Model of the outcome: gaussian, probit or logit (default: ${DEFAULT-VALUE}).")
    private Family family = Family.GAUSSIAN;

    @Option(
            names = "--mediator-family",
            paramLabel = "FAMILY",
            defaultValue = "gaussian",
            description = "Model of the mediator: gaussian, probit or logit (default: ${DEFAULT-VALUE}).")
    private Family mediatorFamily = Family.GAUSSIAN;

    @Option(
            names = "--interval",
            paramLabel = "KIND",
            defaultValue = "mc",
            description =
                    "Intervals of products of coefficients: mc (Monte Carlo), bootstrap, bca, delta, or joint (mc with the"
                            + " test of joint significance) (default: ${DEFAULT-VALUE}).")
    private Choice interval = Choice.MC;

    @Option(
            names = "--variance",
            paramLabel = "KIND",
            defaultValue = "hc2",
            description = "Joint covariance of all equations: hc0, hc1, hc2 or hc3; with clusters CR0 or CR1 (default:"
                    + " ${DEFAULT-VALUE}).")
    private JointCovariance variance = JointCovariance.HC2;

    @Option(
            names = "--draws",
            paramLabel = "N",
            description =
                    "Draws of the coefficients, or resamples (default: 100000 draws, 2000 resamples; 2000 for models that"
                            + " are not linear).")
    private @Nullable Integer draws;

    @Option(names = "--shares", description = "Shares of the total by path, with Fieller's intervals.")
    private boolean shares;

    @Option(
            names = "--sensitivity",
            description =
                    "By how much errors of mediator and outcome would have to be correlated to overturn the effect.")
    private boolean sensitivity;

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            description = "Write a picture (SVG): with --sensitivity the effect at each correlation, else the paths.")
    private @Nullable Path plot;

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
            description = "Key of the draws (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        Arguments.probability("--level", level);
        CausalGraph given = graphs.graph()
                .orElseThrow(() -> new IllegalArgumentException("assay mediate needs a graph: --graph \"" + assignment
                        + " -> mediator -> " + outcome + "; " + assignment + " -> " + outcome + "\"."));
        Table table = Inputs.read(file, Set.of());
        requireColumns(table);
        CausalGraph graph = BackDoor.onColumns(given, assignment, table.columnNames());
        PathModel model = PathModel.of(graph, assignment, outcome, named());
        Sample sample = sample(table, model);
        MediateStudy study = new MediateStudy(
                model,
                sample,
                analysis(model),
                chosenMediator(model),
                family,
                mediatorFamily,
                interaction,
                shares,
                level,
                seed);
        MediateReport report = study.report(sensitivity);
        PrintWriter err = spec.commandLine().getErr();
        if (output.format() == Format.CSV) {
            report.lines().forEach(err::println);
        }
        report.cautions().forEach(caution -> err.println(CautionLine.of(caution)));
        err.flush();
        output.print(spec.commandLine().getOut(), err, "mediate", report.format(output.format()));
        if (plot != null) {
            OutputOptions.write(plot, report.picture());
            err.println("written: " + plot);
        }
        return Exit.OK;
    }

    private void requireColumns(Table table) {
        List<String> asked = new ArrayList<>(List.of(outcome, assignment));
        asked.addAll(named());
        if (cluster != null) {
            asked.add(cluster);
        }
        for (String column : asked) {
            if (!table.columnNames().contains(column)) {
                throw new EstimationException(
                        Problem.UNKNOWN_COLUMN,
                        "There is no column '" + column + "' in " + file + ".",
                        Names.help(column, "columns", table.columnNames()));
            }
        }
    }

    private List<String> named() {
        return covariates.stream().map(String::strip).filter(s -> !s.isEmpty()).toList();
    }

    private MediationAnalysis analysis(PathModel model) {
        boolean linear = family == Family.GAUSSIAN && mediatorFamily == Family.GAUSSIAN;
        int usual = linear && !interval.resampled() ? 100_000 : 2000;
        return new MediationAnalysis(model, variance, interval.interval, draws == null ? usual : draws);
    }

    /** The mediator that was named, or the only one there is; empty where there are several and none was named. */
    private String chosenMediator(PathModel model) {
        if (mediator != null) {
            model.requireMediator(mediator);
            return mediator;
        }
        return model.mediators().size() == 1 ? model.mediators().get(0) : "";
    }

    private Sample sample(Table table, PathModel model) {
        Map<Role, List<String>> roles = new EnumMap<>(Role.class);
        List<String> outcomes = new ArrayList<>(List.of(outcome));
        outcomes.addAll(model.mediators());
        roles.put(Role.OUTCOME, outcomes);
        roles.put(Role.ASSIGNMENT, List.of(assignment));
        Set<String> fixed = new LinkedHashSet<>(named());
        fixed.addAll(model.covariates());
        if (!fixed.isEmpty()) {
            roles.put(Role.COVARIATE, List.copyOf(fixed));
        }
        if (cluster != null) {
            roles.put(Role.CLUSTER, List.of(cluster));
        }
        return control == null ? Tables.sample(table, roles, missing) : Tables.sample(table, roles, missing, control);
    }
}
