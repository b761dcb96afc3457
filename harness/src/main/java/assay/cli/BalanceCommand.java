package assay.cli;

import assay.Caution;
import assay.Estimator;
import assay.Fit;
import assay.Role;
import assay.Sample;
import assay.observational.BalanceTable;
import assay.observational.Balancer;
import assay.observational.BalancingWeights;
import assay.observational.OverlapDiagnosis;
import assay.random.Philox;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** How two arms compare in their covariates, before and after a method has made them comparable. */
@Command(
        name = "balance",
        mixinStandardHelpOptions = true,
        description = {
            "How two arms compare in their covariates, before and after a method has made them comparable.",
            "The overlap of the arms is looked at first, and a method whose units have no counterpart is refused."
        },
        footer = {
            "",
            "Examples: assay balance lalonde --assignment treat --covariates age,educ,race,married,re74,re75",
            "          assay balance lalonde --assignment treat --covariates age,educ,re74 --outcome re78 --method matching",
            "          assay balance people.csv --assignment t --covariates x1,x2 --method entropy-balancing --plot love.svg"
        })
final class BalanceCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description =
                    "A data set, see: assay data list; a CSV or Parquet file; or a draw, such as world:hidden-confounder.")
    private String file = "";

    @Mixin
    private RoleOptions roles = new RoleOptions();

    @Mixin
    private Balancers balancers = new Balancers();

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            defaultValue = "0.95",
            description = "Confidence level of the effect, with an --outcome (default: ${DEFAULT-VALUE}).")
    private double level = 0.95;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "Of methods that draw at random (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--plot", paramLabel = "FILE.svg", description = "Write a love plot to this file.")
    private @Nullable Path plot;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("--level must be in (0, 1), not " + level + ".");
        }
        if (plot != null && !plot.toString().toLowerCase(Locale.ROOT).endsWith(".svg")) {
            throw new IllegalArgumentException("--plot writes SVG: name a file that ends in .svg, not '" + plot + "'.");
        }
        Balancer balancer = balancers.make();
        Set<Role> reads = Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.TREATMENT, Role.COVARIATE, Role.PROPENSITY);
        roles.check(reads, "balance");
        Sample sample = roles.sample(Inputs.read(file));
        sample.require(Set.of(Role.ASSIGNMENT, Role.COVARIATE));
        if (!(balancer instanceof Estimator<?> estimator)) {
            throw new IllegalStateException(balancers.name() + " estimates nothing");
        }
        OverlapDiagnosis overlap = OverlapDiagnosis.of(estimator.target(), sample, random());
        BalancingWeights weights = balancer.balance(sample, random());
        BalanceTable table = BalanceTable.of(sample, weights);
        Fit fit = sample.has(Role.OUTCOME) ? (Fit) estimator.estimate(sample, random()) : null;
        BalanceReport report =
                new BalanceReport(balancers.name(), estimator.target(), sample, overlap, weights, table, fit, level);
        for (Caution caution : report.cautions()) {
            err.println(CautionLine.of(caution));
        }
        err.flush();
        output.print(spec.commandLine().getOut(), err, "balance", report.format(output.format()));
        if (plot != null) {
            String title = "Balance before and after " + balancers.name();
            OutputOptions.write(plot, new LovePlot(table, title).svg());
            err.println("written: " + plot);
        }
        return Exit.OK;
    }

    private Philox random() {
        return new Philox(seed, 0, 3);
    }
}
