package assay.cli;

import assay.Estimand;
import assay.design.ProportionTest;
import assay.design.ProportionsDesign;
import assay.dgp.Binary;
import assay.dgp.GroundTruth;
import assay.experiment.DifferenceInMeans;
import assay.harness.SimulatedPower;
import assay.random.Streams;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A plan for two proportions. */
@Command(
        name = "proportions",
        mixinStandardHelpOptions = true,
        description = "Plan a comparison of proportions, such as conversion rates.",
        footer = {"", "Example: assay power proportions --baseline 0.05 --relative-mde 0.1 --traffic 1000/day"})
final class PowerProportionsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--baseline", paramLabel = "P", required = true, description = "Proportion under control.")
    private double baseline;

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            defaultValue = "unpooled",
            description =
                    "How the variance enters: ${COMPLETION-CANDIDATES}; pooled is power.prop.test of R, arcsine is "
                            + "pwr (default: ${DEFAULT-VALUE}).")
    private ProportionTest method = ProportionTest.UNPOOLED;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "Key of a simulation (default: 1).")
    private long seed = 1;

    @Mixin
    private PlanOptions options = new PlanOptions();

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        ProportionsDesign design = new ProportionsDesign(baseline, method, options.treatedShare, options.test());
        Planned.print(
                "proportions",
                options.design(design),
                baseline,
                options,
                options.plain() ? this::simulate : null,
                output,
                spec.commandLine().getOut(),
                spec.commandLine().getErr());
        return Exit.OK;
    }

    /** Coins of a world whose mean is the baseline: who flips them does not matter to a proportion. */
    private SimulatedPower.Point simulate(int size, double effect) {
        double low = -40;
        double high = 40;
        for (int step = 0; step < 80; step++) {
            double middle = (low + high) / 2;
            if (mean(middle) < baseline) {
                low = middle;
            } else {
                high = middle;
            }
        }
        Binary world = new Binary(size, 2, low, 0, options.treatedShare).withEffect(effect);
        return SimulatedPower.of(new DifferenceInMeans(), world, options.test().level(), seed, threads.count())
                .at(size, PowerMeansCommand.REPLICATES);
    }

    private static double mean(double intercept) {
        GroundTruth truth =
                new Binary(4, 2, intercept, 1, 0.5).draw(new Streams(0, 0)).truth();
        return truth.value(Estimand.ATE) / truth.value(Estimand.LIFT);
    }
}
