package assay.cli;

import assay.Role;
import assay.Sample;
import assay.design.MeansDesign;
import assay.design.RatioMoments;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A plan for a ratio metric. */
@Command(
        name = "ratio",
        mixinStandardHelpOptions = true,
        description = "Plan a comparison of ratio metrics by the delta method, on the units that are randomised.",
        footer = {
            "",
            "Example: assay power ratio --from FILE --numerator conversions --denominator sessions --relative-mde 0.05"
        })
final class PowerRatioCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--numerator", paramLabel = "COLUMN", description = "The numerator in the file, by unit.")
    private @Nullable String numerator;

    @Option(names = "--denominator", paramLabel = "COLUMN", description = "The denominator in the file, by unit.")
    private @Nullable String denominator;

    @Option(
            names = "--moments",
            paramLabel = "M",
            split = ",",
            arity = "1",
            description = "Instead of a file: mean of the numerator, mean of the denominator, their variances, their "
                    + "covariance.")
    private double @Nullable [] moments;

    @Mixin
    private PlanOptions options = new PlanOptions();

    @Mixin
    private PowerData data = new PowerData();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        RatioMoments known = moments();
        spec.commandLine()
                .getErr()
                .println(String.format(
                        Locale.ROOT,
                        "ratio = %.6g, sd of the linearised ratio = %.6g",
                        known.ratio(),
                        known.linearisedSd()));
        MeansDesign design = MeansDesign.ofRatio(known)
                .withTreatedShare(options.treatedShare)
                .withTest(options.test());
        Planned.print(
                "ratio metric",
                options.design(design),
                known.ratio(),
                options,
                null,
                output,
                spec.commandLine().getOut(),
                spec.commandLine().getErr());
        return Exit.OK;
    }

    private RatioMoments moments() {
        double[] given = moments;
        if (given != null) {
            if (given.length != 5) {
                throw new IllegalArgumentException("--moments takes five numbers: mean of the numerator, mean of the "
                        + "denominator, their variances, their covariance.");
            }
            return new RatioMoments(given[0], given[1], given[2], given[3], given[4]);
        }
        if (!data.given() || numerator == null || denominator == null) {
            throw new IllegalArgumentException(
                    "A plan for a ratio needs --from with --numerator and --denominator, or --moments.");
        }
        Sample sample = data.sample(Map.of(Role.NUMERATOR, numerator, Role.DENOMINATOR, denominator));
        return RatioMoments.of(sample.numeric(Role.NUMERATOR), sample.numeric(Role.DENOMINATOR));
    }
}
