package assay.cli;

import assay.Role;
import assay.Sample;
import assay.design.CupedDesign;
import assay.design.LiftDesign;
import assay.design.MeansDesign;
import assay.design.PilotMoments;
import assay.design.TwoArmDesign;
import assay.dgp.Dgp;
import assay.dgp.LogNormal;
import assay.experiment.DifferenceInMeans;
import assay.harness.SimulatedPower;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A plan for two means. */
@Command(
        name = "means",
        mixinStandardHelpOptions = true,
        description = "Plan a comparison of means, by the noncentral t distribution.",
        footer = {
            "",
            "Examples: assay power means --sd 10 --mde 1",
            "          assay power means --from FILE --outcome revenue --covariates revenue_before --relative-mde 0.02"
        })
final class PowerMeansCommand implements Callable<Integer> {

    static final int REPLICATES = 4000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--sd", paramLabel = "SD", description = "Standard deviation of the outcome within an arm.")
    private @Nullable Double sd;

    @Option(
            names = "--treated-sd",
            paramLabel = "SD",
            description = "Standard deviation under treatment, if it differs.")
    private @Nullable Double treatedSd;

    @Option(
            names = "--mean",
            paramLabel = "M",
            defaultValue = "0",
            description = "Mean under control, for relative effects.")
    private double mean;

    @Option(names = "--skew", paramLabel = "S", defaultValue = "0", description = "Skewness of the outcome.")
    private double skew;

    @Option(
            names = "--cuped-r",
            paramLabel = "R",
            description = "Correlation of the outcome with a pre-period that the analysis will adjust for.")
    private @Nullable Double correlation;

    @Option(names = "--unadjusted", description = "The analysis will not adjust, whatever the correlation.")
    private boolean unadjusted;

    @Option(
            names = "--as-lift",
            description = "The analysis reports the effect relative to the control mean, which is estimated too.")
    private boolean asLift;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "Key of a simulation (default: 1).")
    private long seed = 1;

    @Mixin
    private PlanOptions options = new PlanOptions();

    @Mixin
    private PowerData data = new PowerData();

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        if (data.given()) {
            estimate(err);
        }
        Double spread = sd;
        if (spread == null) {
            throw new IllegalArgumentException(
                    "A plan for means needs the standard deviation of the outcome: give --sd, or --from a file.");
        }
        Planned.print(
                correlation == null ? "means" : "means with CUPED",
                options.design(comparison(spread)),
                asLift ? 1 : mean,
                options,
                options.plain() && correlation == null && !asLift ? this::simulate : null,
                output,
                spec.commandLine().getOut(),
                err);
        return Exit.OK;
    }

    private TwoArmDesign comparison(double spread) {
        if (asLift) {
            if (!(mean != 0) || correlation != null) {
                throw new IllegalArgumentException(
                        "--as-lift needs --mean and knows no --cuped-r: a relative effect is "
                                + "planned for without adjustment.");
            }
            return new LiftDesign(mean, spread, options.treatedShare, options.test());
        }
        MeansDesign means = new MeansDesign(
                spread, treatedSd == null ? spread : treatedSd, skew, options.treatedShare, options.test());
        return correlation == null
                ? means
                : new CupedDesign(
                        means,
                        correlation,
                        unadjusted ? CupedDesign.Analysis.UNADJUSTED : CupedDesign.Analysis.ADJUSTED);
    }

    private void estimate(PrintWriter err) {
        Sample sample = data.sample(Map.of());
        PilotMoments moments = PilotMoments.of(sample.outcome());
        sd = moments.sd();
        mean = moments.mean();
        skew = moments.skewness();
        err.println(String.format(
                Locale.ROOT,
                "from the data: n = %d, mean = %.6g, sd = %.6g, skewness = %.4g",
                moments.n(),
                mean,
                sd,
                skew));
        if (sample.has(Role.COVARIATE)) {
            double r2 =
                    PilotMoments.rSquared(sample.outcome(), sample.covariates().columns());
            correlation = Math.sqrt(r2);
            err.println(String.format(Locale.ROOT, "from the data: R^2 of the covariates = %.4g", r2));
        }
    }

    /** The user's own rows drawn again, or log-normal amounts of the same skewness. */
    private SimulatedPower.Point simulate(int size, double effect) {
        Dgp world = data.given()
                ? new ResampledOutcome(size, effect, data.sample(Map.of()).outcome(), options.treatedShare)
                : amounts(size, effect);
        return SimulatedPower.of(new DifferenceInMeans(), world, options.test().level(), seed, threads.count())
                .at(size, REPLICATES);
    }

    private Dgp amounts(int size, double effect) {
        double spread = sd == null ? 1 : sd;
        double low = 1e-6;
        double high = 4;
        for (int step = 0; step < 80; step++) {
            double s = (low + high) / 2;
            double w = Math.exp(s * s);
            if ((w + 2) * Math.sqrt(w - 1) < Math.abs(skew)) {
                low = s;
            } else {
                high = s;
            }
        }
        double centre = spread / Math.sqrt(Math.expm1(low * low));
        return new LogNormal(size, effect / centre, Math.log(centre) - low * low / 2, low, 0.5, options.treatedShare);
    }
}
