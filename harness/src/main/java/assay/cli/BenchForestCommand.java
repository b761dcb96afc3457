package assay.cli;

import assay.bench.ForestBench;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Benchmarks of forests. */
@Command(
        name = "forest",
        mixinStandardHelpOptions = true,
        description = {
            "Time, memory and accuracy of forests on the setups A to D of Nie and Wager: causal forests with their nuisances,",
            "effects and variances; average effects with nuisances by boosting and by forests; and a regression forest beside a",
            "textbook one in the same run."
        },
        footer = {
            "",
            "Everything is run once, in the order of the table, compiling included. seconds is on the clock, cpu_seconds",
            "processor time of all threads; heap_mb is the peak of the heap beyond the data, garbage included, and process_mb",
            "the peak resident size of the process. rmse is against the true effects of all rows (of AIPW: the distance from",
            "the true average; of the textbook row: from the outcome), coverage of intervals at level 0.9 at all rows and at",
            "interior ones. plain_ratio says how many times more processor time the textbook forest takes. reference is other",
            "software on data of the same law, one thread, on a machine of the same kind on another day."
        })
final class BenchForestCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "20000",
            description = "Rows, of 10 covariates (default: ${DEFAULT-VALUE}).")
    private int rows = 20_000;

    @Option(
            names = "--large",
            paramLabel = "N",
            arity = "0..1",
            fallbackValue = "200000",
            description = "A forest of so many rows and 20 covariates too (${FALLBACK-VALUE} if no number is given).")
    private @Nullable Integer large;

    @Option(
            names = "--trees",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Trees of a causal forest (default: ${DEFAULT-VALUE}).")
    private int trees = 2000;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Threads; they never change a result (default: ${DEFAULT-VALUE}, as the references).")
    private int threads = 1;

    @Option(
            names = "--task",
            split = ",",
            paramLabel = "TASK",
            description = "Only these: ${COMPLETION-CANDIDATES} (default: all but large).")
    private ForestBench.Task @Nullable [] tasks;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws Exception {
        ForestBench bench = new ForestBench(rows, large == null ? 200_000 : large, trees, threads);
        List<ForestBench.Task> wanted = Arrays.stream(tasks == null ? ForestBench.Task.values() : tasks)
                .filter(task -> tasks != null || large != null || task != ForestBench.Task.LARGE)
                .toList();
        Rows table = new Rows(
                "task",
                "setup",
                "rows",
                "columns",
                "trees",
                "seconds",
                "cpu_seconds",
                "heap_mb",
                "process_mb",
                "rmse",
                "coverage",
                "coverage_interior",
                "plain_ratio",
                "reference");
        bench.run(wanted, row -> {
            spec.commandLine().getErr().println("measured: " + row.task() + ", " + row.setup());
            spec.commandLine().getErr().flush();
            table.add(
                    row.task(),
                    row.setup(),
                    row.rows(),
                    row.columns(),
                    row.trees() == 0 ? null : row.trees(),
                    rounded(row.measured().seconds(), 2),
                    rounded(row.measured().cpuSeconds(), 2),
                    rounded(row.measured().heapMegabytes(), 0),
                    rounded(row.measured().processMegabytes(), 0),
                    rounded(row.rmse(), 4),
                    rounded(row.coverage(), 3),
                    rounded(row.interiorCoverage(), 3),
                    rounded(row.plainCpuSeconds() / row.measured().cpuSeconds(), 1),
                    row.reference());
        });
        output.print(
                spec.commandLine().getOut(),
                spec.commandLine().getErr(),
                "bench-forest",
                table.format(output.format()));
        return Exit.OK;
    }

    private static @Nullable Double rounded(double value, int digits) {
        double scale = Math.pow(10, digits);
        return Double.isNaN(value) ? null : Math.rint(value * scale) / scale;
    }
}
