package assay.cli;

import assay.Arguments;
import assay.Missing;
import assay.Role;
import assay.Sample;
import assay.quasi.RdDesign;
import assay.quasi.RdKernel;
import assay.quasi.RdVariance;
import assay.quasi.RegressionDiscontinuity;
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

/** The jump of an outcome at a cutoff, and what speaks for or against reading it as an effect. */
@Command(
        name = "rdd",
        mixinStandardHelpOptions = true,
        description = {
            "The jump of an outcome where a running variable passes the cutoff of treatment: regression discontinuity.",
            "Prints the bias-corrected jump with its robust interval, the density of the running variable, the continuity of"
                    + " covariates, and jumps at cutoffs where nothing changes."
        },
        footer = {
            "",
            "Exit code 4 where the density of the running variable jumps at the cutoff (p < 0.01): units chose their side.",
            "",
            "Examples: assay rdd world:discontinuity --outcome y --running x --covariates z",
            "          assay rdd senate.csv --outcome vote --running margin --cutoff 0 --missing drop --plot senate.svg",
            "          assay rdd grants.csv --outcome wage --running score --cutoff 60 --treatment enrolled"
        })
final class RddCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description =
                    "A data set, see: assay data list; a CSV or Parquet file; or a draw, such as world:discontinuity.")
    private String file = "";

    @Option(names = "--outcome", required = true, paramLabel = "COLUMN", description = "The outcome.")
    private String outcome = "";

    @Option(names = "--running", required = true, paramLabel = "COLUMN", description = "The running variable.")
    private String running = "";

    @Option(
            names = "--cutoff",
            paramLabel = "VALUE",
            defaultValue = "0",
            description = "Where treatment changes; rows at it are on the upper side (default: ${DEFAULT-VALUE}).")
    private double cutoff;

    @Option(
            names = "--assignment",
            paramLabel = "COLUMN",
            description = "Who was treated, checked against the cutoff, which tells it otherwise.")
    private @Nullable String assignment;

    @Option(
            names = "--treatment",
            paramLabel = "COLUMN",
            description = "Treatment that was taken up where the cutoff only makes it likelier: a fuzzy design.")
    private @Nullable String treatment;

    @Option(
            names = "--covariates",
            split = ",",
            paramLabel = "COLUMN",
            description = "Numbers that were fixed before treatment; none should jump at the cutoff.")
    private List<String> covariates = List.of();

    @Option(names = "--cluster", paramLabel = "COLUMN", description = "Group within which rows may depend.")
    private @Nullable String cluster;

    @Option(
            names = "--kernel",
            paramLabel = "KERNEL",
            defaultValue = "triangular",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private RdKernel kernel = RdKernel.TRIANGULAR;

    @Option(
            names = "--variance",
            paramLabel = "VARIANCE",
            defaultValue = "nearest_neighbours",
            description = "Residuals: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private RdVariance variance = RdVariance.NEAREST_NEIGHBOURS;

    @Option(
            names = "--order",
            paramLabel = "ORDER",
            defaultValue = "1",
            description = "Order of the local polynomials, 1 to 3 (default: ${DEFAULT-VALUE}).")
    private int order = 1;

    @Option(
            names = "--bandwidth",
            paramLabel = "H",
            description = "Bandwidth; the one of least mean squared error by default.")
    private @Nullable Double bandwidth;

    @Option(
            names = "--bias-bandwidth",
            paramLabel = "B",
            description = "Bandwidth of the bias; by default the best, or that of --bandwidth.")
    private @Nullable Double biasBandwidth;

    @Option(
            names = "--placebos",
            split = ",",
            paramLabel = "VALUE",
            description =
                    "Cutoffs at which nothing changes; by default the median of each side. Rows of that side alone are used.")
    private List<Double> placebos = List.of();

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

    @Option(names = "--plot", paramLabel = "FILE", description = "Draw binned means and both curves to this SVG file.")
    private @Nullable Path plot;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        Arguments.probability("--level", level);
        List<String> extra = covariates.stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        if (extra.contains(running.strip())) {
            throw new IllegalArgumentException("--covariates names the running variable '" + running.strip()
                    + "', which does not jump by construction.");
        }
        Map<Role, List<String>> roles = roles(extra);
        Set<String> columns = new LinkedHashSet<>();
        roles.values().forEach(columns::addAll);
        Table table = Logicals.numbers(Inputs.read(file, columns), roles);
        Sample sample = Tables.sample(table, roles, missing);
        // Rows without an outcome have chosen their side, too.
        Sample scores = Tables.sample(table, Map.of(Role.COVARIATE, List.of(running.strip())), missing);
        RegressionDiscontinuity estimator = new RegressionDiscontinuity(
                cutoff,
                kernel,
                variance,
                order,
                positive("--bandwidth", bandwidth),
                positive("--bias-bandwidth", biasBandwidth),
                treatment == null ? RdDesign.SHARP : RdDesign.FUZZY);
        RddStudy study = RddStudy.of(sample, scores, estimator, placebos);
        PrintWriter err = spec.commandLine().getErr();
        RddReport report = new RddReport(study, level);
        if (output.format() == Format.CSV) {
            report.sentences().forEach(err::println);
            report.certificates().forEach(err::println);
        }
        study.cautions().forEach(caution -> err.println(CautionLine.of(caution)));
        err.flush();
        if (plot != null) {
            OutputOptions.write(
                    plot,
                    RddChart.draw(
                            study,
                            outcome.strip(),
                            running.strip(),
                            report.sentences().get(0)));
            err.println("written: " + plot);
        }
        output.print(spec.commandLine().getOut(), err, "rdd", report.format(output.format()));
        return study.sorted() ? Exit.REFUTED : Exit.OK;
    }

    private static double positive(String name, @Nullable Double value) {
        return value == null ? 0 : Arguments.positive(name, value);
    }

    private Map<Role, List<String>> roles(List<String> extra) {
        Map<Role, List<String>> roles = new EnumMap<>(Role.class);
        List<String> all = new ArrayList<>(List.of(running.strip()));
        all.addAll(extra);
        roles.put(Role.OUTCOME, List.of(outcome.strip()));
        roles.put(Role.COVARIATE, all);
        put(roles, Role.ASSIGNMENT, assignment);
        put(roles, Role.TREATMENT, treatment);
        put(roles, Role.CLUSTER, cluster);
        return roles;
    }

    private static void put(Map<Role, List<String>> roles, Role role, @Nullable String column) {
        if (column != null) {
            roles.put(role, List.of(column.strip()));
        }
    }
}
