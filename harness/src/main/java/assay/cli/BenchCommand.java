package assay.cli;

import assay.harness.Bench;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Benchmarks. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measure speed and memory.",
        subcommands = {
            BenchCommand.Certify.class,
            BenchLinearCommand.class,
            BenchWorldsCommand.class,
            BenchSequentialCommand.class,
            BenchForestCommand.class,
            BenchPolicyCommand.class,
            BenchCriteoCommand.class
        })
final class BenchCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Say what to measure: assay bench certify, assay bench linear, assay bench worlds, assay bench sequential,"
                        + " assay bench forest, assay bench policy, or assay bench criteo");
    }

    @Command(
            name = "certify",
            mixinStandardHelpOptions = true,
            description = "Replicates per second and memory per replicate: draw, estimate and score 2,000 rows.")
    static final class Certify implements Callable<Integer> {

        /** Python with statsmodels, one thread, three estimators on one draw; measured on another day. */
        private static final double REFERENCE = 271;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Option(
                names = "--seconds",
                paramLabel = "S",
                defaultValue = "3",
                description = "Length of a measurement (default: ${DEFAULT-VALUE}).")
        private double seconds = 3;

        @Mixin
        private ThreadOptions threads = new ThreadOptions();

        @Mixin
        private OutputOptions output = new OutputOptions();

        @Override
        public Integer call() throws IOException {
            Rows rows = new Rows(
                    "work",
                    "threads",
                    "replicates_per_second",
                    "cpu_us_per_replicate",
                    "mb_per_replicate",
                    "ratio_to_statsmodels_loop");
            for (Bench.Row row : Bench.run(threads.count(), seconds)) {
                rows.add(
                        row.work(),
                        row.threads(),
                        (double) Math.round(row.replicatesPerSecond()),
                        (double) Math.round(row.cpuMicroseconds()),
                        row.megabytesPerReplicate(),
                        Math.round(row.replicatesPerSecond() / REFERENCE * 10) / 10.0);
            }
            output.print(
                    spec.commandLine().getOut(),
                    spec.commandLine().getErr(),
                    "bench-certify",
                    rows.format(output.format()));
            return Exit.OK;
        }
    }
}
