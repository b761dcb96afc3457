package assay.cli;

import assay.bench.SequentialBench;
import java.io.IOException;
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
            "that must give the same numbers; and boundaries of ten looks per second."
        },
        footer = {
            "",
            "One thread. ratio says how many times longer the textbook takes, which sums up all rows again at every look.",
            "A trajectory includes the interval of every look."
        })
final class BenchSequentialCommand implements Callable<Integer> {

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
        output.print(
                spec.commandLine().getOut(),
                spec.commandLine().getErr(),
                "bench-sequential",
                table.format(output.format()));
        return Exit.OK;
    }

    private static @Nullable Double rounded(double value, int digits) {
        double scale = Math.pow(10, digits);
        return Double.isNaN(value) ? null : Math.rint(value * scale) / scale;
    }
}
