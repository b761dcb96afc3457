package assay.cli;

import assay.Arguments;
import assay.Caution;
import assay.Role;
import assay.Sample;
import assay.transport.WeightModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

/** The effect of an experiment's treatment in another population. */
@Command(
        name = "transport",
        mixinStandardHelpOptions = true,
        description = {
            "The effect of an experiment's treatment in another population, whose units are in a file of their own.",
            "The target has the covariates of the experiment and needs no outcome. Covariates in which the populations"
                    + " differ, and which change the effect, are told; a target that the experiment cannot speak for is"
                    + " refused."
        },
        footer = {
            "",
            "Examples: assay transport trial.csv --target customers.csv --outcome sales --assignment arm --covariates age,region",
            "          assay transport both.csv --stratum in_trial --outcome y --assignment t --covariates x1,x2 --plot love.svg",
            "          assay transport world:segment-mix --stratum experiment --outcome y --assignment t \\",
            "              --covariates economic_indicator"
        })
final class TransportCommand implements Callable<Integer> {

    private static final Set<Role> READS =
            Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.TREATMENT, Role.COVARIATE, Role.PROPENSITY, Role.STRATUM);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description = "The experiment: a data set, see: assay data list; a CSV or Parquet file; or a draw, such as"
                    + " world:target-population.")
    private String file = "";

    @Option(
            names = "--target",
            paramLabel = "FILE",
            description =
                    "Units of the target population, with the covariates. Without it, --stratum names a column of FILE that is 1"
                            + " in the experiment and 0 in the target.")
    private @Nullable String target;

    @Mixin
    private RoleOptions roles = new RoleOptions();

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            description =
                    "The method that answers: transport-aipw, transport-weighting, transport-entropy, transport-outcome or"
                            + " projection. By default transport-aipw, and projection where all covariates are text.")
    private @Nullable String method;

    @Option(
            names = "--weights",
            paramLabel = "WEIGHTS",
            defaultValue = "odds",
            description = "Weights of the table of covariates: odds or entropy (default: ${DEFAULT-VALUE}).")
    private WeightModel weights = WeightModel.ODDS;

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            defaultValue = "0.95",
            description = "Level of intervals, in (0, 1) (default: ${DEFAULT-VALUE}).")
    private double level = 0.95;

    @Option(names = "--plot", paramLabel = "FILE.svg", description = "Write a love plot to this file.")
    private @Nullable Path plot;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        Arguments.probability("--level", level);
        if (plot != null && !plot.toString().toLowerCase(Locale.ROOT).endsWith(".svg")) {
            throw new IllegalArgumentException("--plot writes SVG: name a file that ends in .svg, not '" + plot + "'.");
        }
        if (method != null) {
            TransportStudy.estimator(method);
        }
        roles.check(READS, "transport");
        TransportStudy study = TransportStudy.of(sample(), Optional.ofNullable(method), weights);
        TransportReport report = new TransportReport(study, level);
        PrintWriter err = spec.commandLine().getErr();
        if (output.format() == Format.CSV) {
            report.sentences().forEach(err::println);
        }
        for (Caution caution : study.cautions()) {
            err.println(CautionLine.of(caution));
        }
        err.flush();
        output.print(spec.commandLine().getOut(), err, "transport", report.format(output.format()));
        if (study.modifiers().isPresent()) {
            output.keep(err, "transport-modifiers.csv", report.modifiers().format(Format.CSV));
        }
        if (plot != null) {
            if (study.modifiers().isEmpty()) {
                err.println("no plot: there is no table of modifiers");
            } else {
                OutputOptions.write(
                        plot, new LovePlot(report.balance(), "The target against the experiment, weighted").svg());
                err.println("written: " + plot);
            }
        }
        return Exit.OK;
    }

    private Sample sample() {
        List<String> told = roles.named().getOrDefault(Role.STRATUM, List.of());
        if (told.isEmpty() == (target == null)) {
            throw new IllegalArgumentException(
                    target != null
                            ? "The target is either a file (--target) or told by a column of the experiment's file (--stratum):"
                                    + " give one of them."
                            : "Say where the units of the target population are: --target FILE, or --stratum COLUMN that is 1"
                                    + " in the experiment and 0 in the target.");
        }
        if (roles.missing() == MissingPolicy.IMPUTE || roles.missing() == MissingPolicy.KEEP) {
            throw new IllegalArgumentException(
                    "transport compares covariates of two populations, so that a missing one cannot be "
                            + (roles.missing() == MissingPolicy.IMPUTE ? "imputed" : "kept")
                            + ": use --missing drop, or fill it in both files.");
        }
        if (told.size() > 1) {
            throw new IllegalArgumentException("--stratum names one column, which tells the populations.");
        }
        Table table = Inputs.read(file);
        Table mine = target == null ? TwoPopulations.part(table, told.get(0), false) : table;
        Sample experiment = roles.sample(mine).with(Role.STRATUM);
        experiment.require(Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.COVARIATE));
        return target == null
                ? TwoPopulations.join(experiment, TwoPopulations.part(table, told.get(0), true), file, roles)
                : TwoPopulations.join(experiment, Inputs.read(target, covariates(experiment)), target, roles);
    }

    private static Set<String> covariates(Sample experiment) {
        return Set.copyOf(experiment.columns(Role.COVARIATE).stream()
                .map(column -> column.name())
                .toList());
    }
}
