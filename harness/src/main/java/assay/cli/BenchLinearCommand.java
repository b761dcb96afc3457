package assay.cli;

import assay.bench.LinearBench;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Benchmarks of the linear model. */
@Command(
        name = "linear",
        mixinStandardHelpOptions = true,
        description = {
            "Time and memory of the linear model, in memory and from Parquet, beside a plain textbook implementation",
            "in the same run, which must give the same numbers. The data are made by keyed streams; files go to a",
            "temporary folder and are deleted."
        },
        footer = {
            "",
            "seconds is the median of the repeats after one to warm up, reading a file included; cpu_seconds is processor",
            "time of all threads, steadier on a machine that is shared. heap_mb is the peak of the heap beyond the columns",
            "in memory, garbage included; process_mb the peak resident size of the process. plain_seconds is the textbook",
            "loop over rows (for metrics a loop over the rows of a result set); ratio and cpu_ratio say how many times",
            "longer it takes. reference is other software on a machine of the same kind, on another day."
        })
final class BenchLinearCommand implements Callable<Integer> {

    private static final int QUICK = 10;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "1000000",
            description =
                    "Rows; the cost is also shown at a tenth and at ten times as many (default: ${DEFAULT-VALUE}).")
    private int rows = 1_000_000;

    @Option(
            names = "--large",
            paramLabel = "N",
            defaultValue = "14000000",
            description = "Rows of the table of four metrics (default: ${DEFAULT-VALUE}).")
    private int large = 14_000_000;

    @Option(
            names = "--repeats",
            paramLabel = "N",
            defaultValue = "5",
            description = "Measurements of each task (default: ${DEFAULT-VALUE}).")
    private int repeats = 5;

    @Option(names = "--quick", description = "A tenth of the rows.")
    private boolean quick;

    @Option(
            names = "--task",
            split = ",",
            paramLabel = "TASK",
            description = "Only these: ${COMPLETION-CANDIDATES} (default: all).")
    private LinearBench.Task @Nullable [] tasks;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws Exception {
        LinearBench bench = new LinearBench(quick ? rows / QUICK : rows, quick ? large / QUICK : large, repeats);
        List<LinearBench.Task> wanted = Arrays.asList(tasks == null ? LinearBench.Task.values() : tasks);
        Rows table = new Rows(
                "task",
                "source",
                "rows",
                "seconds",
                "cpu_seconds",
                "heap_mb",
                "process_mb",
                "plain_seconds",
                "ratio",
                "cpu_ratio",
                "reference");
        bench.run(wanted, row -> {
            spec.commandLine().getErr().println("measured: " + row.task() + ", " + row.rows() + " rows");
            table.add(
                    row.task(),
                    row.source(),
                    row.rows(),
                    rounded(row.seconds(), 4),
                    rounded(row.cpuSeconds(), 4),
                    rounded(row.heapMegabytes(), 1),
                    rounded(row.processMegabytes(), 0),
                    rounded(row.plainSeconds(), 4),
                    rounded(row.plainSeconds() / row.seconds(), 1),
                    rounded(row.plainCpuSeconds() / row.cpuSeconds(), 1),
                    row.reference());
        });
        output.print(
                spec.commandLine().getOut(),
                spec.commandLine().getErr(),
                "bench-linear",
                table.format(output.format()));
        return Exit.OK;
    }

    private static @Nullable Double rounded(double value, int digits) {
        double scale = Math.pow(10, digits);
        return Double.isNaN(value) ? null : Math.rint(value * scale) / scale;
    }
}
