package assay.cli;

import assay.bench.PolicyBench;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Benchmarks of policies. */
@Command(
        name = "policy",
        mixinStandardHelpOptions = true,
        description = {
            "Time and memory of the search for the best policy tree of depth 2, of 10 features and 2 or 3 actions: of continuous",
            "features, of features rounded to one decimal, and by quantile bins."
        },
        footer = {
            "",
            "seconds is on the clock, cpu_seconds processor time, each the median of three runs after one to warm up;",
            "heap_mb is the peak of the heap beyond the data, garbage included. reference is policytree 1.2.5 of R, one thread,",
            "on a machine of the same kind on another day."
        })
final class BenchPolicyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Rows (default: ${DEFAULT-VALUE}).")
    private int rows = 10_000;

    @Option(
            names = "--large",
            paramLabel = "N",
            arity = "0..1",
            fallbackValue = "1000000",
            description =
                    "A search by bins of so many rows and 3 actions too (${FALLBACK-VALUE} if no number is given).")
    private @Nullable Integer large;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws Exception {
        Rows table = new Rows(
                "search", "rows", "columns", "actions", "seconds", "cpu_seconds", "heap_mb", "mean_score", "reference");
        new PolicyBench(rows, large == null ? 0 : large).run(row -> {
            spec.commandLine().getErr().println("measured: " + row.task() + ", " + row.actions() + " actions");
            spec.commandLine().getErr().flush();
            table.add(
                    row.task(),
                    row.rows(),
                    10,
                    row.actions(),
                    rounded(row.measured().seconds()),
                    rounded(row.measured().cpuSeconds()),
                    (double) Math.round(row.measured().heapMegabytes()),
                    row.value(),
                    Double.isNaN(row.reference()) ? null : row.reference());
        });
        output.print(
                spec.commandLine().getOut(),
                spec.commandLine().getErr(),
                "bench-policy",
                table.format(output.format()));
        return Exit.OK;
    }

    private static double rounded(double value) {
        return Math.rint(value * 1000) / 1000;
    }
}
