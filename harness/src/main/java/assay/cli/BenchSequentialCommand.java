package assay.cli;

import assay.Fit;
import assay.bench.SequentialBench;
import assay.dgp.Dgp;
import assay.harness.Catalog;
import assay.harness.Method;
import assay.harness.SimulatedPower;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Speed of sequential inference. */
@Command(
        name = "sequential",
        mixinStandardHelpOptions = true,
        description = {
            "Trajectories per second, with a look after every one of 10,000 units, beside a textbook loop in the same run",
            "that must give the same numbers; boundaries of ten looks per second; and power to within one percentage",
            "point by simulation, of methods in closed form, each in its first home world."
        },
        footer = {
            "",
            "One thread. ratio says how many times longer the textbook takes, which sums up all rows again at every look.",
            "A trajectory includes the interval of every look. Of simulated power, size is that of the world, per_second",
            "counts replicates and ms is for the 6,147 that a power of 0.8 takes to be known to 0.01."
        })
final class BenchSequentialCommand implements Callable<Integer> {

    private static final List<String> CLOSED_FORM = List.of(
            "difference-in-means",
            "ols",
            "lin",
            "relative-lift",
            "ratio",
            "cuped",
            "cluster-means",
            "two-stage-least-squares");

    private static final double ALPHA = 0.05;

    /** So many that the interval of a power of 0.8 reaches 0.01 to either side. */
    private static final int REPLICATES = 6147;

    private static final int WARM_UP = 500;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "2",
            description = "Length of a measurement (default: ${DEFAULT-VALUE}).")
    private double seconds = 2;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        Rows table = new Rows("task", "size", "per_second", "ms", "plain_per_second", "ratio");
        for (SequentialBench.Row row : SequentialBench.run(seconds)) {
            table.add(
                    row.task(),
                    row.size(),
                    rounded(row.perSecond(), 1),
                    rounded(1000 / row.perSecond(), 3),
                    rounded(row.plainPerSecond(), 2),
                    rounded(row.perSecond() / row.plainPerSecond(), 0));
        }
        for (String name : CLOSED_FORM) {
            table.add(simulated(Catalog.fit(name).orElseThrow()));
        }
        output.print(
                spec.commandLine().getOut(),
                spec.commandLine().getErr(),
                "bench-sequential",
                table.format(output.format()));
        return Exit.OK;
    }

    /** Power to within a percentage point, at level 0.95, in the first world in which a method is at home. */
    private static @Nullable Object[] simulated(Method<Fit> method) {
        Dgp world = method.cells().get(0).world();
        SimulatedPower<Fit> power = SimulatedPower.of(method.estimator(), world, ALPHA, 1, 1);
        power.at(world.size(), WARM_UP);
        long start = System.nanoTime();
        power.at(world.size(), REPLICATES);
        double took = (System.nanoTime() - start) / 1e9;
        return new @Nullable Object[] {
            "simulated-power-" + method.name(),
            world.size(),
            rounded(REPLICATES / took, 1),
            rounded(1000 * took, 3),
            null,
            null
        };
    }

    private static @Nullable Double rounded(double value, int digits) {
        double scale = Math.pow(10, digits);
        return Double.isNaN(value) ? null : Math.rint(value * scale) / scale;
    }
}
